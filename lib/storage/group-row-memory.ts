import type { Commit } from '@/lib/allocation/ports/commit'
import type { GroupRow } from '@/lib/allocation/ports/group-rows'

type Read = (groupIds: readonly string[] | null) => Promise<readonly GroupRow[]>

/**
 * The rows of the list of groups, counted once and then only where a commit has touched a group: with a million
 * instances, counting all of them takes half a second, and every browser asks after every change.
 *
 * A row may be read while a commit touches its group. Then it stays to be read again: what was answered is not older
 * than the question, and the next answer has the commit.
 *
 *   all()      ├── counts group 7 ──┤ answers, and 7 is to be counted again
 *   commit               ▲ group 7
 */
export class GroupRowMemory {
  /** Null until all were counted. */
  private rows: Map<string, GroupRow> | null = null
  /** Groups to be counted again, each with the number of the touch that said so last. */
  private readonly stale = new Map<string, number>()
  private touches = 0
  private reading: Promise<void> | null = null

  constructor(private readonly read: Read) {}

  /** By name. */
  async all(): Promise<readonly GroupRow[]> {
    // One at a time, or an older count could be kept over a newer one. What somebody else counts may have been begun
    // before a commit that this answer has to know, so it is waited for and then looked at again.
    while (this.reading) await this.reading.catch(() => undefined)
    if (this.rows === null || this.stale.size > 0) {
      this.reading = this.refresh().finally(() => {
        this.reading = null
      })
      await this.reading
    }
    return [...(this.rows ?? new Map<string, GroupRow>()).values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  private async refresh(): Promise<void> {
    const asOf = this.touches
    const wanted = this.rows === null ? null : [...this.stale.keys()]
    const found = await this.read(wanted)
    const rows = wanted === null ? new Map<string, GroupRow>() : (this.rows ?? new Map<string, GroupRow>())
    // A group that was deleted is not among what was found.
    for (const id of wanted ?? []) rows.delete(id)
    for (const row of found) rows.set(row.id, row)
    this.rows = rows
    for (const id of wanted ?? [...this.stale.keys()])
      if ((this.stale.get(id) ?? 0) <= asOf) this.stale.delete(id)
  }

  /** After it is on disk. */
  apply(commit: Commit): void {
    this.touches += 1
    const touch = (one: { readonly groupId: string | null }) => {
      if (one.groupId !== null) this.stale.set(one.groupId, this.touches)
    }
    for (const { id } of commit.groups) touch({ groupId: id })
    const { instances, vms, allocated, released, pooled, publicPooled, publicTaken, operations, events } =
      commit
    for (const part of [instances, vms, allocated, released, pooled, publicPooled, publicTaken, operations])
      for (const one of part) touch(one)
    for (const one of events) touch(one)
  }

  /** Another inventory: whose public IPs are held by others is not known by group. */
  forget(): void {
    this.touches += 1
    for (const id of this.rows?.keys() ?? []) this.stale.set(id, this.touches)
  }
}
