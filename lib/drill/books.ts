import type { Commit, Conflict } from '@/lib/allocation/ports/commit'
import type { Books, EventQuery, GroupSnapshot, NetworkSnapshot } from '@/lib/allocation/ports/store'
import { type Address, formatAddress } from '@/lib/domain/address'
import type { Cloud as CloudName } from '@/lib/domain/cloud-rules'
import type { Event } from '@/lib/domain/event'
import { type Expected, type ExpectedKind, expectedOf } from '@/lib/domain/expected'
import type { Operation } from '@/lib/domain/operation'
import { poolOf } from '@/lib/domain/pool-members'
import { eachAddress, rangesContain, toRangeSet } from '@/lib/domain/ranges'
import type { Holder } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { RollingRun } from '@/lib/domain/rolling-recycle'
import type { PublicIpSnapshot } from '@/lib/domain/world'
import { GroupCache } from '@/lib/storage/group-cache'
import { NetworkIndex } from '@/lib/storage/network-index'
import { addressesIn, type WorldCopy } from './world-copy'

/**
 * The record of a drill: what the store keeps, in memory only and for one drill. Groups and addresses are remembered
 * by the very classes with which the store remembers them; where the database's unique indexes judge, it judges by the
 * same keys. Nothing here has a way to a file.
 *
 * `turn`: taken before each commit, so that other work of the same moment and the server's requests go in between.
 */
export class DrillBooks implements Books {
  private readonly groups = new GroupCache()
  private readonly index = new NetworkIndex()
  private readonly ids: readonly string[]
  private readonly operations: Map<string, Operation>
  private readonly publicIps: Map<string, PublicIpSnapshot>
  /** Who of ours has an address, by subnet and address. */
  private readonly live = new Map<string, { readonly instanceId: string; readonly groupId: string }>()
  private readonly answers = new Map<string, { readonly fingerprint: string; readonly answer: unknown }>()
  private readonly log: Event[] = []
  private seq = 0

  constructor(
    private readonly copy: WorldCopy,
    private readonly around: {
      readonly now: () => string
      readonly turn: () => Promise<void>
      readonly onCommitted: (commit: Commit) => void
    },
  ) {
    this.ids = copy.groups.map((one) => one.group.id)
    this.operations = new Map(copy.operations.map((one) => [one.id, one]))
    this.publicIps = new Map(copy.publicIps.map((one) => [one.publicIp.id, one]))
    for (const { group, instances, vms } of copy.groups) {
      this.groups.put({ group, instances, vms })
      for (const one of instances) this.note(one.subnetId, one.address, one)
      for (const vm of vms) for (const nic of vm.nics) this.note(nic.subnetId, nic.private.address, vm)
    }
    for (const { subnet, othersHold, othersPool, resting } of copy.subnets)
      this.index.put(subnet, {
        held: copy.groups.flatMap((one) => addressesIn(one, subnet.id)),
        heldRanges: othersHold,
        pooled: [...eachAddress(othersPool), ...this.poolMembers()],
        resting,
      })
  }

  private note(subnetId: string | null, address: Address | null, of: { id: string; groupId: string }): void {
    if (subnetId && address)
      this.live.set(keyOf(subnetId, address), { instanceId: of.id, groupId: of.groupId })
  }

  private poolMembers(): Iterable<Address> {
    return eachAddress(toRangeSet(this.copy.groups.flatMap((one) => poolOf(one.group.config))))
  }

  async commit(commit: Commit): Promise<Result<{ readonly seq: number }, Conflict>> {
    await this.around.turn()
    const conflict = this.judge(commit)
    if (conflict) return refuse({ kind: conflict })
    this.groups.apply(commit)
    this.index.apply(commit)
    for (const one of commit.released) this.live.delete(keyOf(one.subnetId, one.address))
    for (const one of commit.allocated) this.live.set(keyOf(one.subnetId, one.address), one)
    for (const one of commit.operations) this.operations.set(one.id, one)
    this.applyPublicIps(commit)
    if (commit.request) this.answers.set(commit.request.key, commit.request)
    for (const event of commit.events) this.log.push({ ...event, by: null, byRequest: null, seq: ++this.seq })
    this.around.onCommitted(commit)
    return ok({ seq: this.seq })
  }

  /** Which rule of the database the commit would break (B1). */
  private judge(commit: Commit): Conflict['kind'] | null {
    for (const { groupId, version } of commit.expect)
      if (this.groups.get(groupId)?.group.version !== version) return 'version-moved'
    const released = new Set(commit.released.map((one) => keyOf(one.subnetId, one.address)))
    const now = this.around.now()
    for (const { subnetId, address } of commit.allocated) {
      const held = this.index.snapshot(subnetId, now)?.held.has(address) ?? false
      if (held && !released.has(keyOf(subnetId, address))) return 'address-held'
    }
    const freed = new Set(commit.publicReleased.map((one) => one.publicIpId))
    for (const { publicIpId } of commit.publicTaken)
      if (this.publicIps.get(publicIpId)?.holder?.kind === 'instance' && !freed.has(publicIpId))
        return 'public-ip-held'
    return null
  }

  private applyPublicIps(commit: Commit): void {
    const change = (id: string, into: Partial<PublicIpSnapshot>) => {
      const known = this.publicIps.get(id)
      if (known) this.publicIps.set(id, { ...known, ...into })
    }
    for (const publicIp of commit.publicCreated)
      this.publicIps.set(publicIp.id, { publicIp, holder: null, poolGroupId: null })
    for (const { publicIpId } of commit.publicReleased) change(publicIpId, { holder: null })
    for (const { publicIpId, groupId, instanceId } of commit.publicTaken)
      change(publicIpId, { holder: this.holder(groupId, instanceId) })
    for (const id of commit.publicDeleted) this.publicIps.delete(id)
  }

  private holder(groupId: string, instanceId: string): Holder {
    const groupName = this.groups.get(groupId)?.group.config.name ?? groupId
    return { kind: 'instance', instanceId, groupId, groupName }
  }

  async groupSnapshot(groupId: string): Promise<GroupSnapshot | null> {
    const found = this.groups.get(groupId)
    return found && { seq: this.seq, ...found }
  }

  async networkSnapshot(wanted: {
    subnetIds: readonly string[]
    publicIpIds: readonly string[]
  }): Promise<NetworkSnapshot> {
    const now = this.around.now()
    const { virtualNetworks, securityGroups, loadBalancers } = this.copy
    const found = <T>(ids: readonly string[], get: (id: string) => T | null | undefined) =>
      new Map(
        ids.flatMap((id) => {
          const value = get(id)
          return value ? [[id, value] as const] : []
        }),
      )
    return {
      ...{ seq: this.seq, virtualNetworks, securityGroups, loadBalancers },
      subnets: found(wanted.subnetIds, (id) => this.index.snapshot(id, now)),
      publicIps: found(wanted.publicIpIds, (id) => this.publicIps.get(id)),
    }
  }

  async answered(key: string) {
    return this.answers.get(key) ?? null
  }

  async holdersOf(subnetId: string, addresses: readonly Address[]): Promise<ReadonlyMap<string, Holder>> {
    const others = this.copy.subnets.find((one) => one.subnet.id === subnetId)?.othersHold ?? []
    return new Map(
      addresses.flatMap((address) => {
        const ours = this.live.get(keyOf(subnetId, address))
        const text = formatAddress(address)
        if (ours) return [[text, this.holder(ours.groupId, ours.instanceId)] as const]
        return rangesContain(others, address) ? [[text, OTHERS] as const] : []
      }),
    )
  }

  async poolsOf(subnetId: string, addresses: readonly Address[]) {
    const inSubnet = this.copy.subnets.some((one) => one.subnet.id === subnetId)
    const owners = this.copy.groups.map(({ group }) => ({ group, pool: toRangeSet(poolOf(group.config)) }))
    return new Map(
      addresses.flatMap((address) => {
        const owner = inSubnet && owners.find((one) => rangesContain(one.pool, address))
        if (!owner) return []
        const { id, config } = owner.group
        return [[formatAddress(address), { groupId: id, groupName: config.name }] as const]
      }),
    )
  }

  async runningOperations(): Promise<readonly Operation[]> {
    return [...this.operations.values()].filter((one) => one.state === 'running')
  }

  async liveGroupIds(cloud?: CloudName): Promise<readonly string[]> {
    return this.ids.filter((id) => {
      const group = this.groups.get(id)?.group
      return group?.state === 'live' && (!cloud || group.config.cloud === cloud)
    })
  }

  async *expected(cloud: CloudName, kind: ExpectedKind): AsyncGenerator<readonly Expected[]> {
    for (const id of await this.liveGroupIds(cloud)) {
      const found = this.groups.get(id)
      if (found) yield expectedOf(found, kind)
    }
  }

  /** What is rehearsed is an interruption: rolling recycles are left out of it. */
  async liveRollings(): Promise<readonly RollingRun[]> {
    return []
  }

  async rolling(): Promise<null> {
    return null
  }

  async events({ groupId, subnetId, after = 0, limit }: EventQuery): Promise<readonly Event[]> {
    const fits = (event: Event) =>
      event.seq > after &&
      (groupId === undefined || event.groupId === groupId) &&
      (subnetId === undefined || event.subnetId === subnetId)
    return this.log.filter(fits).slice(-limit)
  }

  /** The address of a public IP that is, or was, in the books. */
  publicAddresses(): ReadonlyMap<string, string> {
    return new Map([...this.publicIps].map(([id, { publicIp }]) => [id, publicIp.address]))
  }
}

const keyOf = (subnetId: string, address: Address): string => `${subnetId} ${formatAddress(address)}`

const OTHERS: Holder = {
  ...{ kind: 'foreign', interfaceId: null, machineId: null },
  description: 'Held outside what is rehearsed',
}
