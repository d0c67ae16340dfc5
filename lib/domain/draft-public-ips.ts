import type { PublicIpTraits } from './subnet'
import type { World } from './world'

/** The public IPs in a plan that takes shape. */
export class DraftPublicIps {
  readonly taken: { publicIpId: string; instanceId: string }[] = []
  readonly released = new Set<string>()
  private readonly takenNow = new Set<string>()
  private cursor = 0

  constructor(private readonly world: World) {}

  take(publicIpId: string, instanceId: string): void {
    this.taken.push({ publicIpId, instanceId })
    this.takenNow.add(publicIpId)
  }

  release(publicIpId: string): void {
    this.released.add(publicIpId)
    this.cursor = 0
  }

  /** The address of a public IP, or its id while that is all that is known. */
  addressOf(publicIpId: string): string {
    return this.world.publicIps.get(publicIpId)?.publicIp.address ?? publicIpId
  }

  /**
   * The next pool member that nobody has, in list order. A cursor remembers how far the list is used up, so that a
   * thousand launches read it once.
   */
  nextFree(pool: readonly string[]): string | null {
    while (this.cursor < pool.length) {
      const id = pool[this.cursor] as string
      if (this.isFree(id)) return id
      this.cursor += 1
    }
    return null
  }

  /** The first of `pool` that nobody has and that `fits`; null if there is none. */
  nextFitting(pool: readonly string[], fits: (traits: PublicIpTraits | null) => boolean): string | null {
    const found = pool.find(
      (id) => this.isFree(id) && fits(this.world.publicIps.get(id)?.publicIp.traits ?? null),
    )
    return found ?? null
  }

  private isFree(id: string): boolean {
    const known = this.world.publicIps.get(id)
    return known !== undefined && (known.holder === null || this.released.has(id)) && !this.takenNow.has(id)
  }
}
