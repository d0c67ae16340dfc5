import { formatAddress } from './address'
import type { ObservedInterface } from './inventory'
import type { DiffInput } from './inventory-diff'
import { INTERFACE_WORDS } from './inventory-words'

/**
 * Sets aside the foreign interfaces that are on record just as they were observed: nearly all of them, at every look
 * at an account. What is left on both sides is what `diffInventory` compares; it answers the same for it as for
 * everything. Records may come in pages, so that a large account is gone through in slices.
 *
 *   observed   a  b  c' d        set aside   a  b
 *   recorded   a  b  c     e     left        c  e   │   c' d
 *
 * What the diff asks of the whole stays true of what is left: an interface on an address of ours is a conflict and is
 * looked at, and of each subnet one interface is left, because a subnet that is mentioned is not gone.
 */
export class KnownInterfaces {
  /** Recorded, and to be compared. */
  readonly recordedLeft: ObservedInterface[] = []
  private readonly aside = new Set<string>()
  private readonly mentioned = new Set<string>()
  private readonly byId: ReadonlyMap<string, ObservedInterface>

  constructor(
    private readonly observed: readonly ObservedInterface[],
    private readonly ours: Pick<DiffInput, 'ourHolds' | 'ourInterfaceIds' | 'inUse'>,
  ) {
    this.byId = new Map(observed.map((one) => [one.id, one]))
  }

  addRecorded(page: readonly ObservedInterface[]): void {
    for (const one of page) {
      const now = this.byId.get(one.id)
      const isKnown = now && INTERFACE_WORDS.same(one, now) && this.isForeign(one) && this.isForeign(now)
      if (isKnown && this.mentioned.has(one.subnetId)) this.aside.add(one.id)
      else {
        this.recordedLeft.push(one)
        if (isKnown) this.mentioned.add(one.subnetId)
      }
    }
  }

  /** How many were set aside. */
  get count(): number {
    return this.aside.size
  }

  /** Observed, and to be compared. */
  observedLeft(): ObservedInterface[] {
    return this.observed.filter((one) => !this.aside.has(one.id))
  }

  /** Nothing about it is ours, as far as can be told without the rest. */
  private isForeign({ id, instanceId, subnetId, addresses, prefixes }: ObservedInterface): boolean {
    if (instanceId !== null || this.ours.ourInterfaceIds.has(id)) return false
    if (!this.ours.inUse.subnetIds.has(subnetId)) return true
    const isHeldByUs = (text: string) => this.ours.ourHolds.has(`${subnetId} ${text}`)
    return prefixes.length === 0 && !addresses.some((a) => isHeldByUs(formatAddress(a)))
  }
}
