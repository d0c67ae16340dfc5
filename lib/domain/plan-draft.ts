import type { Address } from './address'
import { type Random, seededRandom } from './allocate'
import { statefulOf } from './config-parts'
import type { BegunOperation, Decision, Placed } from './decision'
import { digestOfList, hexOf } from './digest'
import { DraftAddresses, type DrawnAddress, type MemberFinding } from './draft-addresses'
import { DraftPublicIps } from './draft-public-ips'
import { type Explanation, ExplanationBook } from './explanation'
import type { Group, StatefulConfig } from './group'
import { type Cause, type Change, disruptionOf, type Plan, type Warning } from './plan'
import type { Sliced } from './slices'
import { type InstanceCommand, isLive, PATH, type StatefulInstance } from './stateful-instance'
import type { World } from './world'

/**
 * The working copy in which a decision takes shape: what the world would be, and how it came to that. Nothing outside
 * it changes. Rules live in `reconcile` and `decide`; this only keeps the books, so that no rule can take an address
 * without a change in the plan, or the other way round.
 */
export class PlanDraft {
  readonly random: Random
  readonly changes: Change[] = []
  readonly warnings: Warning[] = []
  group: Group
  private readonly rows: Map<string, StatefulInstance>
  private readonly touched = new Set<string>()
  private readonly addresses: DraftAddresses
  private readonly publicIps: DraftPublicIps
  private readonly begun: BegunOperation[] = []
  private readonly book: ExplanationBook
  private nextOrdinal: number
  private readonly withoutPublicIp: string[] = []
  private readonly adopted: (Placed & { readonly interfaceId: string })[] = []

  constructor(
    readonly world: World,
    readonly seed: number,
  ) {
    this.random = seededRandom(seed)
    this.group = world.group
    this.book = new ExplanationBook(world.group, seed)
    this.addresses = new DraftAddresses(world, world.group.config)
    this.publicIps = new DraftPublicIps(world)
    this.nextOrdinal = world.group.nextOrdinal
    this.rows = new Map(world.instances.map((instance) => [instance.id, instance]))
  }

  /** Of a stateful group: a pooled one takes shape in a `VmDraft`. */
  get config(): StatefulConfig {
    return statefulOf(this.group.config)
  }

  configure(config: StatefulConfig): void {
    this.group = { ...this.group, config }
    this.addresses.configure(config)
  }

  instance(id: string): StatefulInstance | undefined {
    return this.rows.get(id)
  }

  /** Not on its way out, by ordinal. */
  live(): StatefulInstance[] {
    return this.all().filter(isLive)
  }

  all(): StatefulInstance[] {
    return [...this.rows.values()]
  }

  change(id: string, into: Partial<StatefulInstance>): StatefulInstance {
    const before = this.row(id)
    const moved = into.state !== undefined && into.state !== before.state
    const after = { ...before, ...into, ...(moved ? { stateSince: this.world.now } : {}) }
    this.rows.set(id, after)
    this.touched.add(id)
    return after
  }

  createInstance(wanted: {
    origin: StatefulInstance['origin']
    desired: 'active' | 'paused'
    cause: Cause
    placed: Placed | null
    addressWhy: string
    because: Explanation | null
  }): StatefulInstance {
    const ordinal = this.nextOrdinal++
    const instance: StatefulInstance = {
      id: `ssi-${hexOf(12, this.group.id, ordinal, this.seed)}`,
      groupId: this.group.id,
      ordinal,
      origin: wanted.origin,
      retained: false,
      desired: wanted.desired,
      state: 'paused',
      reason: null,
      subnetId: wanted.placed?.subnetId ?? null,
      address: wanted.placed?.address ?? null,
      interfaceId: null,
      publicIpId: null,
      machineId: null,
      machineCount: 0,
      stateSince: this.world.now,
      createdAt: this.world.now,
      addressWhy: wanted.addressWhy,
      drift: null,
      failedReleases: 0,
    }
    this.rows.set(instance.id, instance)
    this.touched.add(instance.id)
    this.changes.push({
      kind: 'create-instance',
      instanceId: instance.id,
      origin: wanted.origin,
      subnetId: wanted.placed?.subnetId ?? null,
      address: wanted.placed?.address ?? null,
      desired: wanted.desired,
      cause: wanted.cause,
    })
    if (wanted.placed && wanted.because)
      this.addresses.take(instance.id, wanted.placed, this.book.keep(wanted.because))
    return instance
  }

  /** A paused instance for an interface that is nobody's. It has been somebody's, so it counts as resumed (A7). */
  adopt(interfaceId: string, placed: Placed, isMember: boolean): StatefulInstance {
    const made = this.createInstance({
      origin: isMember ? 'pool' : 'random',
      desired: 'paused',
      cause: 'adopted',
      placed,
      addressWhy: `Adopted with its interface ${interfaceId}.`,
      because: {
        ...{ rule: 'B6', how: { kind: 'adopted', interfaceId }, restedUntil: null, skipped: [], others: {} },
      },
    })
    this.adopted.push({ ...placed, interfaceId })
    return this.change(made.id, { interfaceId, machineCount: 1, retained: !isMember })
  }

  /** A paused instance gives its public IP back; the cloud first ends the association that a paused one still has. */
  giveBack(instanceId: string): void {
    const { interfaceId, publicIpId } = this.row(instanceId)
    if (!publicIpId) return
    if (interfaceId === null) {
      this.releasePublicIp(instanceId)
      return
    }
    const publicAddress = this.publicIps.addressOf(publicIpId)
    this.changes.push({ kind: 'release-public-ip', instanceId, publicIpId, publicAddress })
    this.begun.push({
      ...{ instanceId, kind: 'give-back', oldMachineId: null },
      ...{ keepInterface: false, afterFailure: false },
    })
    this.change(instanceId, { state: 'pausing', reason: null })
  }

  /** For an instance that has none. */
  takeAddress(instanceId: string, { subnetId, address, why, because }: DrawnAddress): void {
    this.changes.push({ kind: 'take-address', instanceId, subnetId, address })
    this.addresses.take(instanceId, { subnetId, address }, this.book.keep(because))
    this.change(instanceId, { subnetId, address, addressWhy: why })
  }

  /** Ends the hold at once: only for an instance that has no interface in the cloud. */
  releaseAddress(instanceId: string): void {
    const { subnetId, address } = this.row(instanceId)
    if (!subnetId || !address) return
    this.addresses.release({ subnetId, address })
    this.changes.push({ kind: 'release-address', instanceId, subnetId, address })
  }

  takePublicIp(instanceId: string, publicIpId: string, because: Explanation): void {
    const publicAddress = this.publicIps.addressOf(publicIpId)
    this.publicIps.take(publicIpId, instanceId, this.book.keep(because))
    this.changes.push({ kind: 'take-public-ip', instanceId, publicIpId, publicAddress })
    this.change(instanceId, { publicIpId })
  }

  releasePublicIp(instanceId: string): void {
    const { publicIpId } = this.row(instanceId)
    if (!publicIpId) return
    const publicAddress = this.publicIps.addressOf(publicIpId)
    this.publicIps.release(publicIpId)
    this.changes.push({ kind: 'release-public-ip', instanceId, publicIpId, publicAddress })
    this.change(instanceId, { publicIpId: null })
  }

  /** A8: the next free member in list order, and why it is that one; null: none is left. */
  nextFreePublicIp(): { readonly publicIpId: string; readonly because: Explanation } | null {
    const { publicIpPool } = this.config.persistence
    const { publicIpId, position, passed } = this.publicIps.nextFree(publicIpPool)
    if (publicIpId === null) return null
    const how = { kind: 'first-free', nic: null, position, of: publicIpPool.length, zone: null } as const
    return { publicIpId, because: { rule: 'A8', how, restedUntil: null, ...passed } }
  }

  warnPublicIpsExhausted(instanceId: string): void {
    this.withoutPublicIp.push(instanceId)
  }

  /** A10: recreates the interface of a paused instance; it is busy meanwhile and paused again afterwards. */
  restore(instanceId: string): void {
    this.begun.push({
      instanceId,
      kind: 'restore',
      oldMachineId: null,
      keepInterface: false,
      afterFailure: false,
    })
    this.change(instanceId, {
      state: 'pausing',
      interfaceId: null,
      drift: 'Its interface was deleted outside Holdfast.',
    })
  }

  /** Drift: its public IP is associated while its machine runs on. */
  associate(instanceId: string): void {
    this.begun.push({
      ...{ instanceId, kind: 'associate', oldMachineId: null, keepInterface: false, afterFailure: false },
    })
    this.change(instanceId, { state: 'resuming', reason: null })
  }

  /** Begins cloud work: the instance goes `through` its busy state. */
  command(instanceId: string, command: InstanceCommand, cause: Cause, keepInterface = false): void {
    const before = this.row(instanceId)
    this.changes.push({
      kind: 'command-instance',
      instanceId,
      command,
      cause,
      address: before.address,
      keepInterface,
    })
    this.begun.push({
      instanceId,
      kind: command,
      oldMachineId: before.machineId,
      keepInterface,
      afterFailure: before.state === 'error',
    })
    this.change(instanceId, { state: PATH[command].through, reason: null })
  }

  /** An instance that never had anything in the cloud is gone at once (A7). */
  deallocateAtOnce(instanceId: string, cause: Cause): void {
    const { address } = this.row(instanceId)
    this.changes.push({
      kind: 'command-instance',
      instanceId,
      command: 'deallocate',
      cause,
      address,
      keepInterface: false,
    })
    this.releasePublicIp(instanceId)
    this.releaseAddress(instanceId)
    this.change(instanceId, { state: 'deallocated', desired: 'paused' })
  }

  /** A free address of the group's subnets, each with the same chance (A2); null when they are full. */
  drawAddress(kind: 'random' | 'overflow' | 'floating'): DrawnAddress | null {
    return this.addresses.draw(this.random, kind, this.seed)
  }

  findMember(address: Address): MemberFinding {
    return this.addresses.findMember(address)
  }

  place(address: Address): Placed | null {
    return this.addresses.place(address)
  }

  /** The instance as it stands in this plan. Asking for one that is not in it is a bug. */
  row(id: string): StatefulInstance {
    const instance = this.rows.get(id)
    if (!instance) throw new Error(`no instance ${id} in the world of this plan`)
    return instance
  }

  *done(): Sliced<Decision> {
    const changed = this.all().filter((instance) => this.touched.has(instance.id))
    if (this.withoutPublicIp.length > 0)
      this.warnings.push({ kind: 'public-ips-exhausted', instanceIds: this.withoutPublicIp })
    const plan: Plan = {
      groupId: this.group.id,
      groupName: this.config.name,
      cloud: this.config.cloud,
      seed: this.seed,
      seen: { seq: this.world.seq, groupVersion: this.world.group.version },
      digest: yield* digestOfList(
        this.changes,
        this.warnings.map((warning) => warning.kind),
      ),
      changes: this.changes,
      warnings: this.warnings,
      disruption: disruptionOf(this.changes),
      instances: this.all().filter((instance) => instance.state !== 'deallocated'),
      vms: [],
      leaveLater: [],
    }
    return {
      plan,
      group: { ...this.group, nextOrdinal: this.nextOrdinal, version: this.world.group.version + 1 },
      changed,
      changedVms: [],
      allocated: this.addresses.allocated,
      released: this.addresses.released,
      adopted: this.adopted,
      publicTaken: this.publicIps.taken,
      publicReleased: [...this.publicIps.released],
      begun: this.begun,
      explained: this.book.kept,
    }
  }
}
