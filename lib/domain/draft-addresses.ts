import { type Address, formatAddress } from './address'
import { drawnFromOf, obstacleTo } from './address-obstacle'
import type { AddressDraft } from './address-set'
import { type Chosen, chooseRandom, explainChoice, type Random } from './allocate'
import { subnetIdsOf } from './config-parts'
import type { Placed } from './decision'
import { type ChoiceRule, type Explanation, MOST_NAMING, type Obstacle, SkippedSoFar } from './explanation'
import type { GroupConfig } from './group'
import type { PoolEntry } from './pool'
import { poolOf } from './pool-members'
import { primaryCidr, type Subnet, subnetOf } from './subnet'
import type { Resting, World } from './world'

/** Every address that a pool of the group lists, used now or not: nothing is drawn from among them. */
const listedIn = (config: GroupConfig): readonly PoolEntry[] =>
  config.persistence.kind === 'stateful' ? config.persistence.privateIpPool : poolOf(config)

/** Whether a group may have a pool member now. `restedUntil`: it rests, which keeps only others from it (B4). */
export type MemberFinding =
  | { readonly free: true; readonly restedUntil: string | null }
  | { readonly free: false; readonly because: Obstacle }

type Draw = 'random' | 'overflow' | 'floating'

/** Whose rule a draw follows. */
const RULE_OF_DRAW: Record<Draw, ChoiceRule> = { random: 'A2', overflow: 'A4', floating: 'A8' }

export type DrawnAddress = Chosen & { readonly why: string; readonly because: Explanation }

/** The addresses in a plan that takes shape: what it has taken and let go, and what is left to take. */
export class DraftAddresses {
  readonly allocated: (Placed & { instanceId: string; whyId?: string })[] = []
  readonly released: Placed[] = []
  private subnets: readonly Subnet[] = []
  private readonly space = new Map<string, AddressDraft>()
  private readonly takenNow = new Map<string, string>()
  private readonly releasedNow = new Set<string>()

  /** Draws of one kind in one change are explained alike, unless they met what was taken. */
  private readonly draws = new Map<Draw, Explanation>()
  private named = 0
  private readonly planned = new Map<string, bigint>()

  constructor(
    private readonly world: World,
    private config: GroupConfig,
  ) {
    this.configure(config)
  }

  configure(config: GroupConfig): void {
    this.config = config
    this.draws.clear()
    this.subnets = subnetIdsOf(config).flatMap((id) => this.world.subnets.get(id)?.subnet ?? [])
  }

  take(instanceId: string, { subnetId, address }: Placed, whyId: string): void {
    if (this.spaceOf(subnetId)?.take(address)) this.planned.set(subnetId, this.plannedIn(subnetId) + 1n)
    this.allocated.push({ subnetId, address, instanceId, whyId })
    this.takenNow.set(formatAddress(address), instanceId)
  }

  release(placed: Placed): void {
    this.released.push(placed)
    this.releasedNow.add(formatAddress(placed.address))
  }

  /** A free address of the group's subnets, each with the same chance (A2); null when they are full. */
  draw(random: Random, kind: Draw, seed: number): DrawnAddress | null {
    const candidates = subnetIdsOf(this.config).flatMap((id) => {
      const set = this.spaceOf(id)
      const snapshot = this.world.subnets.get(id)
      return set && snapshot ? [{ subnet: snapshot.subnet, set, snapshot }] : []
    })
    let alike = this.draws.get(kind)
    if (!alike) {
      const from = candidates.map(({ snapshot, set }) =>
        drawnFromOf(snapshot, set.freeCount, this.plannedIn(snapshot.subnet.id)),
      )
      alike = {
        ...{ rule: RULE_OF_DRAW[kind], how: { kind: 'drawn', seed, from }, restedUntil: null },
        ...{ skipped: [], others: {} },
      }
      this.draws.set(kind, alike)
    }
    const missed: Chosen[] = []
    const chosen = chooseRandom(candidates, random, (taken) => missed.push(taken))
    if (!chosen) return null
    const candidate = candidates.find((one) => one.subnet.id === chosen.subnetId)
    if (!candidate) throw new Error(`drawn from ${chosen.subnetId}, which is not a subnet of the group`)
    const why = explainChoice({ kind, cidr: primaryCidr(candidate.subnet), free: candidate.set.freeCount })
    return { ...chosen, why, because: this.withMissed(alike, missed) }
  }

  private withMissed(alike: Explanation, missed: readonly Chosen[]): Explanation {
    if (missed.length === 0 || this.named >= MOST_NAMING) return alike
    this.named += 1
    const skipped = new SkippedSoFar()
    for (const { subnetId, address } of missed) {
      const because = this.obstacle(subnetId, address) ?? { kind: 'pooled' }
      skipped.add(because, () => ({ candidate: formatAddress(address), subnetId, publicIpId: null, because }))
    }
    return { ...alike, ...skipped.told() }
  }

  /** May this group have the pool member now? Only what others hold, or what rests for others, stands in the way. */
  findMember(address: Address): MemberFinding {
    const placed = this.place(address)
    if (!placed) return { free: false, because: { kind: 'unknown' } }
    const text = formatAddress(address)
    const planned = this.plannedFor(text)
    if (planned) return { free: false, because: planned }
    const snapshot = this.world.subnets.get(placed.subnetId)
    if (snapshot?.held.has(address) && !this.releasedNow.has(text))
      return { free: false, because: { kind: 'held', holder: null } }
    const rest = this.restOf(placed.subnetId, text)
    if (!rest) return { free: true, restedUntil: null }
    return rest.groupId === this.world.group.id
      ? { free: true, restedUntil: rest.until }
      : { free: false, because: { kind: 'resting', until: rest.until } }
  }

  /** What stands in the way of drawing an address; null where nothing does. */
  private obstacle(subnetId: string, address: Address): Obstacle | null {
    const text = formatAddress(address)
    const snapshot = this.world.subnets.get(subnetId)
    if (!snapshot) return { kind: 'unknown' }
    return this.plannedFor(text) ?? obstacleTo(snapshot, address, this.restOf(subnetId, text)?.until ?? null)
  }

  private plannedIn(subnetId: string): bigint {
    return this.planned.get(subnetId) ?? 0n
  }

  private plannedFor(text: string): Obstacle | null {
    const instanceId = this.takenNow.get(text)
    if (instanceId === undefined) return null
    const { id: groupId } = this.world.group
    const holder = { kind: 'instance', instanceId, groupId, groupName: this.config.name } as const
    return { kind: 'planned', holder }
  }

  place(address: Address): Placed | null {
    const subnet = subnetOf(this.subnets, address)
    return subnet ? { subnetId: subnet.id, address } : null
  }

  private readonly rests = new Map<string, ReadonlyMap<string, Resting>>()

  private restOf(subnetId: string, text: string): Resting | undefined {
    let known = this.rests.get(subnetId)
    if (!known) {
      const resting = this.world.subnets.get(subnetId)?.resting ?? []
      const still = resting.filter((one) => one.until > this.world.now)
      known = new Map(still.map((one) => [formatAddress(one.address), one]))
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
    for (const entry of listedIn(this.config)) draft.takeRange(entry)
    return draft
  }
}
