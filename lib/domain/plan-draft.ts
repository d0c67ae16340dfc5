import { type Address, formatAddress } from './address'
import type { AddressDraft } from './address-set'
import { type Chosen, chooseRandom, explainChoice, type Random, seededRandom } from './allocate'
import { digestOf, hexOf } from './digest'
import type { Group, GroupConfig } from './group'
import type { OperationKind } from './operation'
import type { Cause, Change, Disruption, Plan, Warning } from './plan'
import { type InstanceCommand, isLive, PATH, type StatefulInstance } from './stateful-instance'
import { primaryCidr, type Subnet, subnetOf } from './subnet'
import type { World } from './world'

/** Cloud work that a decision begins once it is stored. */
export type BegunOperation = {
  readonly instanceId: string
  readonly kind: OperationKind
  readonly oldMachineId: string | null
  readonly keepInterface: boolean
  /** It begins from `error`: what is recorded of the machine may be less than there is. */
  readonly afterFailure: boolean
}

type Placed = { readonly subnetId: string; readonly address: Address }

/** A plan with what the store needs to make it a fact. Members of `group` and `instances` are full new rows. */
export type Decision = {
  readonly plan: Plan
  readonly group: Group
  readonly changed: readonly StatefulInstance[]
  readonly allocated: readonly (Placed & { readonly instanceId: string })[]
  readonly released: readonly Placed[]
  readonly publicTaken: readonly { readonly publicIpId: string; readonly instanceId: string }[]
  readonly publicReleased: readonly string[]
  readonly begun: readonly BegunOperation[]
}

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
  private subnets: readonly Subnet[]
  private readonly rows: Map<string, StatefulInstance>
  private readonly touched = new Set<string>()
  private readonly space = new Map<string, AddressDraft>()
  private readonly allocated: (Placed & { instanceId: string })[] = []
  private readonly released: Placed[] = []
  private readonly publicTaken: { publicIpId: string; instanceId: string }[] = []
  private readonly publicReleased = new Set<string>()
  private readonly begun: BegunOperation[] = []
  private publicCursor = 0
  private readonly withoutPublicIp: string[] = []
  private readonly publicTakenNow = new Set<string>()
  private readonly takenNow = new Set<string>()
  private readonly releasedNow = new Set<string>()

  constructor(
    readonly world: World,
    readonly seed: number,
  ) {
    this.random = seededRandom(seed)
    this.group = world.group
    this.subnets = this.subnetsNow()
    this.rows = new Map(world.instances.map((instance) => [instance.id, instance]))
  }

  get config(): GroupConfig {
    return this.group.config
  }

  configure(config: GroupConfig): void {
    this.group = { ...this.group, config }
    this.subnets = this.subnetsNow()
  }

  private subnetsNow(): readonly Subnet[] {
    return this.config.subnetIds.flatMap((id) => this.world.subnets.get(id)?.subnet ?? [])
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
  }): StatefulInstance {
    const ordinal = this.group.nextOrdinal
    this.group = { ...this.group, nextOrdinal: ordinal + 1 }
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
    if (wanted.placed) this.hold(instance.id, wanted.placed)
    return instance
  }

  /** For an instance that has none. */
  takeAddress(instanceId: string, { subnetId, address }: Placed, addressWhy: string): void {
    this.changes.push({ kind: 'take-address', instanceId, subnetId, address })
    this.hold(instanceId, { subnetId, address })
    this.change(instanceId, { subnetId, address, addressWhy })
  }

  private hold(instanceId: string, { subnetId, address }: Placed): void {
    this.spaceOf(subnetId)?.take(address)
    this.allocated.push({ subnetId, address, instanceId })
    this.takenNow.add(formatAddress(address))
  }

  /** Ends the hold at once: only for an instance that has no interface in the cloud. */
  releaseAddress(instanceId: string): void {
    const { subnetId, address } = this.row(instanceId)
    if (!subnetId || !address) return
    this.released.push({ subnetId, address })
    this.releasedNow.add(formatAddress(address))
    this.changes.push({ kind: 'release-address', instanceId, subnetId, address })
  }

  takePublicIp(instanceId: string, publicIpId: string): void {
    const publicAddress = this.world.publicIps.get(publicIpId)?.publicIp.address ?? publicIpId
    this.publicTaken.push({ publicIpId, instanceId })
    this.publicTakenNow.add(publicIpId)
    this.changes.push({ kind: 'take-public-ip', instanceId, publicIpId, publicAddress })
    this.change(instanceId, { publicIpId })
  }

  releasePublicIp(instanceId: string): void {
    const { publicIpId } = this.row(instanceId)
    if (!publicIpId) return
    const publicAddress = this.world.publicIps.get(publicIpId)?.publicIp.address ?? publicIpId
    this.publicReleased.add(publicIpId)
    this.publicCursor = 0
    this.changes.push({ kind: 'release-public-ip', instanceId, publicIpId, publicAddress })
    this.change(instanceId, { publicIpId: null })
  }

  /**
   * The next pool member that nobody has, in list order. A cursor remembers how far the list is used up, so that a
   * thousand launches read it once.
   */
  nextFreePublicIp(): string | null {
    const pool = this.config.publicIpPool
    while (this.publicCursor < pool.length) {
      const id = pool[this.publicCursor] as string
      const known = this.world.publicIps.get(id)
      const returned = this.publicReleased.has(id)
      if (known && (known.holder === null || returned) && !this.publicTakenNow.has(id)) return id
      this.publicCursor += 1
    }
    return null
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
  drawAddress(kind: 'random' | 'overflow' | 'floating'): (Chosen & { readonly why: string }) | null {
    const candidates = this.config.subnetIds.flatMap((id) => {
      const set = this.spaceOf(id)
      const snapshot = this.world.subnets.get(id)
      return set && snapshot ? [{ subnet: snapshot.subnet, set }] : []
    })
    const chosen = chooseRandom(candidates, this.random)
    if (!chosen) return null
    const candidate = candidates.find((one) => one.subnet.id === chosen.subnetId)
    if (!candidate) throw new Error(`drawn from ${chosen.subnetId}, which is not a subnet of the group`)
    const why = explainChoice({ kind, cidr: primaryCidr(candidate.subnet), free: candidate.set.freeCount })
    return { ...chosen, why }
  }

  /** Addresses still free for a random draw in the group's subnets, counting what this plan took. */
  freeForRandom(): bigint {
    return this.config.subnetIds.reduce((sum, id) => sum + (this.spaceOf(id)?.freeCount ?? 0n), 0n)
  }

  /** May this group have the pool member now? Only what others hold, or what rests for others, stands in the way. */
  memberState(address: Address): 'free' | 'held' | { readonly restsUntil: string } {
    const placed = this.place(address)
    if (!placed) return 'held'
    const text = formatAddress(address)
    if (this.takenNow.has(text)) return 'held'
    const snapshot = this.world.subnets.get(placed.subnetId)
    if (snapshot?.held.has(address) && !this.releasedNow.has(text)) return 'held'
    const rest = this.restOf(placed.subnetId, text)
    return rest ? { restsUntil: rest } : 'free'
  }

  place(address: Address): Placed | null {
    const subnet = subnetOf(this.subnets, address)
    return subnet ? { subnetId: subnet.id, address } : null
  }

  private readonly rests = new Map<string, ReadonlyMap<string, string>>()

  private restOf(subnetId: string, text: string): string | undefined {
    let known = this.rests.get(subnetId)
    if (!known) {
      const resting = this.world.subnets.get(subnetId)?.resting ?? []
      const foreign = resting.filter((one) => one.groupId !== this.group.id && one.until > this.world.now)
      known = new Map(foreign.map((one) => [formatAddress(one.address), one.until]))
      this.rests.set(subnetId, known)
    }
    return known.get(text)
  }

  private spaceOf(subnetId: string): AddressDraft | undefined {
    const known = this.space.get(subnetId)
    if (known) return known
    const draft = this.world.subnets.get(subnetId)?.unavailable.draft()
    if (!draft) return undefined
    this.space.set(subnetId, draft)
    for (const entry of this.config.privateIpPool) draft.takeRange(entry)
    return draft
  }

  /** The instance as it stands in this plan. Asking for one that is not in it is a bug. */
  row(id: string): StatefulInstance {
    const instance = this.rows.get(id)
    if (!instance) throw new Error(`no instance ${id} in the world of this plan`)
    return instance
  }

  done(): Decision {
    const changed = this.all().filter((instance) => this.touched.has(instance.id))
    if (this.withoutPublicIp.length > 0)
      this.warnings.push({ kind: 'public-ips-exhausted', instanceIds: this.withoutPublicIp })
    const plan: Plan = {
      groupId: this.group.id,
      groupName: this.config.name,
      seed: this.seed,
      seen: { seq: this.world.seq, groupVersion: this.world.group.version },
      digest: digestOf([this.changes, this.warnings.map((warning) => warning.kind)]),
      changes: this.changes,
      warnings: this.warnings,
      disruption: disruptionOf(this.changes),
      instances: this.all().filter((instance) => instance.state !== 'deallocated'),
    }
    return {
      plan,
      group: { ...this.group, version: this.world.group.version + 1 },
      changed,
      allocated: this.allocated,
      released: this.released,
      publicTaken: this.publicTaken,
      publicReleased: [...this.publicReleased],
      begun: this.begun,
    }
  }
}

function disruptionOf(changes: readonly Change[]): Disruption {
  let disruption: Disruption = 'none'
  for (const change of changes) {
    if (change.kind === 'delete-group') return 'terminates'
    if (change.kind !== 'command-instance') continue
    if (change.command === 'deallocate') return 'terminates'
    if (change.command !== 'resume') disruption = 'restarts'
  }
  return disruption
}
