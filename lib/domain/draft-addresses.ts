import { type Address, formatAddress } from './address'
import type { AddressDraft } from './address-set'
import { type Chosen, chooseRandom, explainChoice, type Random } from './allocate'
import { subnetIdsOf } from './config-parts'
import type { Placed } from './decision'
import type { GroupConfig } from './group'
import type { PoolEntry } from './pool'
import { poolOf } from './pool-members'
import { primaryCidr, type Subnet, subnetOf } from './subnet'
import type { World } from './world'

/** Every address that a pool of the group lists, used now or not: nothing is drawn from among them. */
const listedIn = (config: GroupConfig): readonly PoolEntry[] =>
  config.persistence.kind === 'stateful' ? config.persistence.privateIpPool : poolOf(config)

/** Whether a group may have a pool member now. */
export type MemberState = 'free' | 'held' | { readonly restsUntil: string }

/** The addresses in a plan that takes shape: what it has taken and let go, and what is left to take. */
export class DraftAddresses {
  readonly allocated: (Placed & { instanceId: string })[] = []
  readonly released: Placed[] = []
  private subnets: readonly Subnet[] = []
  private readonly space = new Map<string, AddressDraft>()
  private readonly takenNow = new Set<string>()
  private readonly releasedNow = new Set<string>()

  constructor(
    private readonly world: World,
    private config: GroupConfig,
  ) {
    this.configure(config)
  }

  configure(config: GroupConfig): void {
    this.config = config
    this.subnets = subnetIdsOf(config).flatMap((id) => this.world.subnets.get(id)?.subnet ?? [])
  }

  take(instanceId: string, { subnetId, address }: Placed): void {
    this.spaceOf(subnetId)?.take(address)
    this.allocated.push({ subnetId, address, instanceId })
    this.takenNow.add(formatAddress(address))
  }

  release(placed: Placed): void {
    this.released.push(placed)
    this.releasedNow.add(formatAddress(placed.address))
  }

  /** A free address of the group's subnets, each with the same chance (A2); null when they are full. */
  draw(random: Random, kind: 'random' | 'overflow' | 'floating'): (Chosen & { readonly why: string }) | null {
    const candidates = subnetIdsOf(this.config).flatMap((id) => {
      const set = this.spaceOf(id)
      const snapshot = this.world.subnets.get(id)
      return set && snapshot ? [{ subnet: snapshot.subnet, set }] : []
    })
    const chosen = chooseRandom(candidates, random)
    if (!chosen) return null
    const candidate = candidates.find((one) => one.subnet.id === chosen.subnetId)
    if (!candidate) throw new Error(`drawn from ${chosen.subnetId}, which is not a subnet of the group`)
    const why = explainChoice({ kind, cidr: primaryCidr(candidate.subnet), free: candidate.set.freeCount })
    return { ...chosen, why }
  }

  /** May this group have the pool member now? Only what others hold, or what rests for others, stands in the way. */
  memberState(address: Address): MemberState {
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
      const foreign = resting.filter(
        (one) => one.groupId !== this.world.group.id && one.until > this.world.now,
      )
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
    for (const entry of listedIn(this.config)) draft.takeRange(entry)
    return draft
  }
}
