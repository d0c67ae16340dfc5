import type { Commit } from '@/lib/allocation/ports/commit'
import type { PrismaClient } from './client'

/**
 * When rests end (B4), by subnet. The end of a rest is no commit: nothing happens, time passes. So somebody has to
 * notice it, and asks here every second; kept in memory because the answer is almost always "none".
 *
 * A rest that was cut short, because the owner took its address back, still ends here: that tells of a change that
 * was told before, and costs a read.
 */
export class RestEnds {
  private readonly ends = new Map<string, Set<string>>()
  /** When the first rest ends; null while nothing rests. */
  private first: string | null = null

  async load(client: PrismaClient, now: string): Promise<void> {
    const rows = await client.$queryRawUnsafe<{ subnetId: string; until: string }[]>(
      `SELECT DISTINCT "subnetId", "restsUntil" AS "until" FROM "IpAllocation" WHERE "restsUntil" > ?`,
      now,
    )
    for (const row of rows) this.add(row.subnetId, row.until)
  }

  apply(commit: Commit): void {
    for (const { subnetId, restsUntil } of commit.released) if (restsUntil) this.add(subnetId, restsUntil)
  }

  /** Subnets in which a rest is over at `now`; each end is told once. */
  take(now: string): string[] {
    if (this.first === null || this.first > now) return []
    this.first = null
    const over: string[] = []
    for (const [subnetId, ends] of this.ends) {
      const before = ends.size
      for (const end of ends) end <= now ? ends.delete(end) : this.sooner(end)
      if (ends.size < before) over.push(subnetId)
      if (ends.size === 0) this.ends.delete(subnetId)
    }
    return over
  }

  add(subnetId: string, end: string): void {
    const ends = this.ends.get(subnetId) ?? new Set()
    this.ends.set(subnetId, ends.add(end))
    this.sooner(end)
  }

  private sooner(end: string): void {
    if (this.first === null || end < this.first) this.first = end
  }
}
