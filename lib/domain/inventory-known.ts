import { formatAddress } from './address'
import type { ObservedInterface } from './inventory'
import type { DiffInput } from './inventory-diff'
import { INTERFACE_WORDS } from './inventory-words'

/**
 * Sets aside the interfaces that need no comparing: ours, and the foreign ones that are on record just as they were
 * observed. At every look at an account that is nearly all of them. What is left on both sides is what `diffInventory`
 * compares; it answers the same for it as for everything. Both sides come in pages, observed ones first, so that a
 * large account is gone through in slices.
 *
 *   observed   a  b  c' d  ours     set aside   a  b  ours
 *   recorded   a  b  c     e        left        c  e   │   c' d
 *
 * What the diff asks of the whole stays true of what is left: an interface on an address of ours is a conflict and is
 * looked at, and of each subnet one interface is left, because a subnet that is mentioned is not gone.
 */
export class KnownInterfaces {
  /** Recorded, and to be compared. */
  readonly recordedLeft: ObservedInterface[] = []
  private readonly observed = new Map<string, ObservedInterface>()
  private readonly aside = new Set<string>()
  private readonly mentioned = new Set<string>()

  constructor(private readonly ours: Pick<DiffInput, 'ourHolds' | 'ourInterfaceIds' | 'inUse'>) {}

  addObserved(page: readonly ObservedInterface[]): void {
    for (const one of page) {
      this.observed.set(one.id, one)
      if (this.ours.ourInterfaceIds.has(one.id)) this.setAside(one)
    }
  }

  addRecorded(page: readonly ObservedInterface[]): void {
    for (const one of page) {
      const now = this.observed.get(one.id)
      const isKnown = now && INTERFACE_WORDS.same(one, now) && this.isForeign(one) && this.isForeign(now)
      if (!isKnown || !this.setAside(one)) this.recordedLeft.push(one)
    }
  }

  /** How many were set aside. */
  get count(): number {
    return this.aside.size
  }

  /** Observed, and to be compared. */
  observedLeft(): ObservedInterface[] {
    const left: ObservedInterface[] = []
    for (const [id, one] of this.observed) if (!this.aside.has(id)) left.push(one)
    return left
  }

  /** False for the first of a subnet, which stays. */
  private setAside({ id, subnetId }: ObservedInterface): boolean {
    const isFirst = !this.mentioned.has(subnetId)
    if (isFirst) this.mentioned.add(subnetId)
    else this.aside.add(id)
    return !isFirst
  }

  /** Nothing about it is ours, as far as can be told without the rest. */
  private isForeign({ id, instanceId, subnetId, addresses, prefixes }: ObservedInterface): boolean {
    if (instanceId !== null || this.ours.ourInterfaceIds.has(id)) return false
    if (!this.ours.inUse.subnetIds.has(subnetId)) return true
    const isHeldByUs = (text: string) => this.ours.ourHolds.has(`${subnetId} ${text}`)
    return prefixes.length === 0 && !addresses.some((a) => isHeldByUs(formatAddress(a)))
  }
}
