import type { Commit } from '@/lib/allocation/ports/commit'
import { type Address, formatAddress } from '@/lib/domain/address'
import { type AddressDraft, AddressSet } from '@/lib/domain/address-set'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { AddressRange } from '@/lib/domain/ranges'
import { isReserved, primaryCidr, type Subnet } from '@/lib/domain/subnet'
import type { Resting, SubnetSnapshot } from '@/lib/domain/world'

/** What the database knows of one subnet's addresses. */
export type SubnetContent = {
  readonly held: Iterable<Address>
  /** Delegated prefixes too large to be listed address by address (IPv6). */
  readonly heldRanges: readonly AddressRange[]
  readonly pooled: Iterable<Address>
  readonly resting: readonly Resting[]
}

/**
 * Which addresses of the subnets in use are taken, in memory. A subnet is loaded when it is first asked for, and
 * every commit is applied to it after it is on disk; both happen between transactions (`CommitQueue`), so memory and
 * disk cannot part.
 *
 *   held         an address with a live allocation
 *   pooled       a member of a private IP pool
 *   resting      released, and not yet to be given to another owner (B4)
 *   unavailable  any of these, or reserved by the cloud
 *
 * Rests end by the clock and not by a commit. So the time comes with the question: before it is answered, rests that
 * are over are taken out.
 */
export class NetworkIndex {
  private readonly subnets = new Map<string, SubnetMemory>()

  has(subnetId: string): boolean {
    return this.subnets.has(subnetId)
  }

  put(subnet: Subnet, content: SubnetContent): void {
    this.subnets.set(subnet.id, new SubnetMemory(subnet, content))
  }

  /** Null if it was not loaded. */
  snapshot(subnetId: string, now: string): SubnetSnapshot | null {
    return this.subnets.get(subnetId)?.snapshot(now) ?? null
  }

  /** How many of its addresses are held and how many are in pools, in no time; null if it was not loaded. */
  counts(subnetId: string): { readonly held: number; readonly pooled: number } | null {
    return this.subnets.get(subnetId)?.counts() ?? null
  }

  /** They are read anew when they are next asked for. */
  forget(subnetIds: Iterable<string>): void {
    for (const id of subnetIds) this.subnets.delete(id)
  }

  apply(commit: Commit): void {
    for (const r of commit.released) this.subnets.get(r.subnetId)?.release(r.address, r.restsUntil, r.groupId)
    for (const p of commit.unpooled) this.subnets.get(p.subnetId)?.unpool(p.address)
    for (const a of commit.allocated) this.subnets.get(a.subnetId)?.hold(a.address)
    for (const p of commit.pooled) this.subnets.get(p.subnetId)?.pool(p.address)
  }
}

/** One subnet. Changes go to drafts; a snapshot closes them, and the next change copies only what it touches. */
class SubnetMemory {
  private readonly held: AddressDraft
  private readonly pooled: AddressDraft
  private readonly unavailable: AddressDraft
  private readonly resting = new Map<string, Resting>()
  /** When the first rest ends, or earlier; null while nothing rests. */
  private firstEnd: string | null = null
  private taken: SubnetSnapshot | null = null

  constructor(
    private readonly subnet: Subnet,
    content: SubnetContent,
  ) {
    const cidr = primaryCidr(subnet)
    const pooled = [...content.pooled]
    const held = AddressSet.of(cidr, content.held, content.heldRanges)
    this.held = held.draft()
    this.pooled = AddressSet.of(cidr, pooled).draft()
    this.unavailable = held.draft()
    for (const range of cloudRules[subnet.cloud].reservedIn(cidr)) this.unavailable.takeRange(range)
    for (const a of pooled) this.unavailable.take(a)
    for (const rest of content.resting) this.rest(rest)
  }

  hold(a: Address): void {
    this.changed()
    this.held.take(a)
    this.unavailable.take(a)
    this.resting.delete(formatAddress(a))
  }

  release(a: Address, until: string | null, groupId: string): void {
    this.changed()
    this.held.give(a)
    if (until === null) this.giveBack(a)
    else this.rest({ address: a, until, groupId })
  }

  pool(a: Address): void {
    this.changed()
    this.pooled.take(a)
    this.unavailable.take(a)
  }

  unpool(a: Address): void {
    this.changed()
    this.pooled.give(a)
    if (!this.resting.has(formatAddress(a))) this.giveBack(a)
  }

  counts(): { readonly held: number; readonly pooled: number } {
    return { held: Number(this.held.takenCount), pooled: Number(this.pooled.takenCount) }
  }

  snapshot(now: string): SubnetSnapshot {
    this.endRests(now)
    this.taken ??= {
      subnet: this.subnet,
      held: this.held.done(),
      pooled: this.pooled.done(),
      unavailable: this.unavailable.done(),
      resting: [...this.resting.values()],
    }
    return this.taken
  }

  private rest(rest: Resting): void {
    this.resting.set(formatAddress(rest.address), rest)
    this.unavailable.take(rest.address)
    if (this.firstEnd === null || rest.until < this.firstEnd) this.firstEnd = rest.until
  }

  private endRests(now: string): void {
    if (this.firstEnd === null || this.firstEnd > now) return
    this.changed()
    this.firstEnd = null
    for (const [text, rest] of this.resting) {
      if (rest.until <= now) {
        this.resting.delete(text)
        this.giveBack(rest.address)
      } else if (this.firstEnd === null || rest.until < this.firstEnd) this.firstEnd = rest.until
    }
  }

  /** Free again, unless something else keeps it. */
  private giveBack(a: Address): void {
    if (!this.held.has(a) && !this.pooled.has(a) && !isReserved(this.subnet, a)) this.unavailable.give(a)
  }

  private changed(): void {
    this.taken = null
  }
}
