import { type Explanation, type Obstacle, type Skipped, SkippedSoFar } from './explanation'
import type { PublicIpTraits } from './subnet'
import type { World } from './world'

/** A member that can be had, where it stands in its list (from 1), and what was passed over before it. */
export type FoundPublicIp = {
  readonly publicIpId: string | null
  readonly position: number
  readonly passed: Pick<Explanation, 'skipped' | 'others'>
}

/** What a place asks of a public IP; null: it fits. */
export type Misfit = (traits: PublicIpTraits | null) => Obstacle | null

/** The public IPs in a plan that takes shape. */
export class DraftPublicIps {
  readonly taken: { publicIpId: string; instanceId: string; whyId?: string }[] = []
  readonly released = new Set<string>()
  private readonly takenNow = new Map<string, Obstacle>()
  private cursor = 0
  private passed = new SkippedSoFar()

  constructor(private readonly world: World) {}

  take(publicIpId: string, instanceId: string, whyId: string): void {
    this.taken.push({ publicIpId, instanceId, whyId })
    const { id: groupId, config } = this.world.group
    const holder = { kind: 'instance', instanceId, groupId, groupName: config.name } as const
    this.takenNow.set(publicIpId, { kind: 'planned', holder })
  }

  release(publicIpId: string): void {
    this.released.add(publicIpId)
    this.cursor = 0
    this.passed = new SkippedSoFar()
  }

  /** The address of a public IP, or its id while that is all that is known. */
  addressOf(publicIpId: string): string {
    return this.world.publicIps.get(publicIpId)?.publicIp.address ?? publicIpId
  }

  /**
   * The next pool member that nobody has, in list order. A cursor remembers how far the list is used up, so that a
   * thousand launches read it once.
   */
  nextFree(pool: readonly string[]): FoundPublicIp {
    for (; this.cursor < pool.length; this.cursor += 1) {
      const id = pool[this.cursor] as string
      const because = this.obstacle(id)
      if (!because) return { publicIpId: id, position: this.cursor + 1, passed: this.passed.told() }
      this.passed.add(because, () => this.skipped(id, because))
    }
    return { publicIpId: null, position: 0, passed: this.passed.told() }
  }

  /** The first of `pool` that nobody has and that fits. */
  nextFitting(pool: readonly string[], misfit: Misfit): FoundPublicIp {
    const passed = new SkippedSoFar()
    for (const [at, id] of pool.entries()) {
      const because = this.obstacle(id) ?? misfit(this.world.publicIps.get(id)?.publicIp.traits ?? null)
      if (!because) return { publicIpId: id, position: at + 1, passed: passed.told() }
      passed.add(because, () => this.skipped(id, because))
    }
    return { publicIpId: null, position: 0, passed: passed.told() }
  }

  private skipped(publicIpId: string, because: Obstacle): Skipped {
    return { candidate: this.addressOf(publicIpId), subnetId: null, publicIpId, because }
  }

  /** Why a member cannot be had by anybody else; null where it can. */
  private obstacle(id: string): Obstacle | null {
    const known = this.world.publicIps.get(id)
    if (!known) return { kind: 'unknown' }
    const planned = this.takenNow.get(id)
    if (planned) return planned
    return known.holder === null || this.released.has(id) ? null : { kind: 'held', holder: known.holder }
  }
}
