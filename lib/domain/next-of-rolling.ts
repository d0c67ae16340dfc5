import type { EventKind } from './event'
import { followItem } from './follow-rolling'
import { type HeadroomFact, headroomReader, isShort } from './rolling-headroom'
import {
  isEnded,
  isUnderWay,
  type Rolling,
  type RollingItem,
  type RollingRun,
  type RollingState,
} from './rolling-recycle'
import { type Seen, standingOf } from './rolling-standing'
import { roomFor } from './rolling-unavailable'
import type { World } from './world'

/** One move of a run: rows as they are to be stored, and what is asked of the group with the same commit. */
export type RollingMove = {
  readonly run: RollingRun
  readonly items: readonly RollingItem[]
  /** Instances or VMs to recycle; empty where none is. */
  readonly recycle: readonly string[]
  readonly news: readonly RollingNews[]
  /** Why the run pauses where that takes arithmetic; its sentence is worded by whoever stores the move. */
  readonly shortfalls: readonly HeadroomFact[]
}

export type RollingNews = {
  readonly kind: Extract<
    EventKind,
    'rolling-batch-started' | 'rolling-paused' | 'rolling-cancelled' | 'rolling-finished'
  >
  readonly why: string
}

/*
 * What a run does next, from its row, the items of its batch, the group as it is and what the cloud told of the new
 * machines. One of these, in this order; null where there is nothing to do but wait:
 *
 *   1. follow     items under way: a new machine runs, has passed the gate, was skipped, failed
 *   2. end        nothing is left, it was cancelled and nothing is under way, or its group is going
 *   3. pause      something failed, or took longer than the gate allows
 *   4. next       the batch has ended: the one after it
 *   5. begin      as many of the batch as may be down now; where pools or subnets have become too small, pause
 *
 * Safety: an item is begun once, from `waiting`, and only while it runs on the machine that it had. Deciding again from
 * what a move led to begins nothing twice, because what was begun is no longer `waiting`.
 */
export function nextOfRolling(rolling: Rolling, world: World, seen: Seen | null): RollingMove | null {
  const { run } = rolling
  if (run.endedAt !== null) return null
  const draft = new RollingDraft(rolling, world, seen)
  if (world.group.state !== 'live') draft.end('cancelled', GROUP_GONE)
  else {
    draft.follow()
    if (!draft.endIfOver()) {
      draft.pauseIfStuck()
      if (!draft.toNextBatch() && draft.mayBegin()) draft.begin()
      draft.settleState()
    }
  }
  return draft.move()
}

const GROUP_GONE = 'Its group was deleted.'

/** Where nothing of its group is left to be looked at. */
export const endedWithGroup = (run: RollingRun, now: string): RollingRun => ({
  ...run,
  ...{ state: 'cancelled', reason: GROUP_GONE, endedAt: now },
})

class RollingDraft {
  private run: RollingRun
  private readonly items: Map<string, RollingItem>
  private readonly recycle: string[] = []
  private readonly news: RollingNews[] = []
  private shortfalls: readonly HeadroomFact[] = []
  private readonly before: Rolling

  constructor(
    rolling: Rolling,
    private readonly world: World,
    private readonly seen: Seen | null,
  ) {
    this.before = rolling
    this.run = rolling.run
    this.items = new Map(rolling.items.map((item) => [item.id, item]))
  }

  follow(): void {
    for (const item of this.all())
      if (isUnderWay(item)) this.put(followItem(item, this.standing(item), this.now, this.run.settings))
  }

  /** Whether the run is over. */
  endIfOver(): boolean {
    const { cancelling, counts } = this.run
    const { done, skipped, failed, total } = counts
    if (done + skipped + failed === total) {
      const state = failed > 0 ? 'failed' : 'done'
      this.end(state, failed > 0 ? `${failed} got no other machine.` : null)
      return true
    }
    if (!cancelling || this.all().some(isUnderWay)) return false
    this.end('cancelled', this.run.reason ?? 'Cancelled.')
    return true
  }

  end(state: Extract<RollingState, 'cancelled' | 'done' | 'failed'>, reason: string | null): void {
    this.run = { ...this.run, state, reason, endedAt: this.now }
    // That an operator cancelled it was told when they did.
    const kind = state === 'cancelled' && !this.run.cancelling ? 'rolling-cancelled' : 'rolling-finished'
    this.news.push({ kind, why: [reason, this.countsSentence()].filter(Boolean).join(' ') })
  }

  pauseIfStuck(): void {
    if (this.run.state === 'paused' || this.run.cancelling) return
    const failed = this.all().filter(
      (item) => item.state === 'failed' && this.beforeOf(item).state !== 'failed',
    )
    const late = this.all().filter((item) => isUnderWay(item) && this.isLate(item))
    const [first] = failed
    const [slow] = late
    if (first) {
      const others = nor('were', failed.length - 1)
      this.pause(`${first.instanceId} was not replaced: ${first.reason ?? ''}${others}`)
    } else if (slow) {
      const others = nor('have', late.length - 1)
      const { timeoutSeconds } = this.run.settings
      this.pause(
        `${slow.instanceId} has not passed the health gate within ${timeoutSeconds} s: ${slow.reason ?? 'it has no new machine yet.'}${others}`,
      )
    }
  }

  /** The items of the next batch are read by whoever stores this; then it is decided anew. */
  toNextBatch(): boolean {
    if (!this.all().every(isEnded) || this.run.cancelling) return false
    this.run = { ...this.run, batch: this.run.batch + 1, batchSince: null }
    return true
  }

  mayBegin(): boolean {
    return this.run.state !== 'paused' && !this.run.cancelling
  }

  begin(): void {
    const able: RollingItem[] = []
    // What happened to an item while it waited counts from here on.
    for (const item of this.all()) {
      if (item.state !== 'waiting') continue
      const standing = this.standing(item)
      if (standing.at === 'untouched') able.push(item)
      else this.put(followItem(item, standing, this.now, this.run.settings))
    }
    const room = roomFor(this.world, this.all(), this.run.settings)
    const next = able.slice(0, room)
    if (next.length === 0) return
    const needed = headroomReader(this.world)(next.map(({ instanceId }) => instanceId))
    const shortfalls = needed.filter(isShort)
    if (shortfalls.length > 0) {
      this.shortfalls = shortfalls
      this.pause('')
      return
    }
    this.start(next)
  }

  /** Paused: it stays so. Otherwise the state says what is waited for. */
  settleState(): void {
    if (this.run.state === 'paused' || this.run.endedAt !== null) return
    const items = this.all()
    const gate = items.some(({ state }) => state === 'health')
    const other = items.some(({ state }) => state === 'replacing' || state === 'waiting')
    this.run = { ...this.run, state: gate && !other ? 'waiting-for-health' : 'running' }
  }

  move(): RollingMove | null {
    const items = this.all().filter((item) => differs(item, this.beforeOf(item)))
    const { run } = this
    if (items.length === 0 && this.news.length === 0 && !differs(run, this.before.run)) return null
    return { run, items, recycle: this.recycle, news: this.news, shortfalls: this.shortfalls }
  }

  private start(items: readonly RollingItem[]): void {
    const { now } = this
    if (this.run.batchSince === null) {
      this.run = { ...this.run, batchSince: now }
      const size = this.all().length
      this.news.push({
        kind: 'rolling-batch-started',
        why: `Batch ${this.run.batch + 1} of ${this.run.batches}, ${size} ${size === 1 ? 'machine' : 'machines'}. ${this.countsSentence()}`,
      })
    }
    for (const item of items) {
      this.recycle.push(item.instanceId)
      const begun = { begun: true, startedAt: now, gateSince: now, healthySince: null, reason: null }
      this.put({ ...item, ...begun, state: 'replacing' })
    }
  }

  private pause(reason: string): void {
    this.run = { ...this.run, state: 'paused', reason }
    this.news.push({ kind: 'rolling-paused', why: reason })
  }

  private isLate({ gateSince }: RollingItem): boolean {
    const since = gateSince === null ? Number.NaN : Date.parse(gateSince)
    return Date.parse(this.now) - since > this.run.settings.timeoutSeconds * 1000
  }

  private countsSentence(): string {
    const { done, skipped, failed, total } = this.run.counts
    return `${done} of ${total} done, ${skipped} skipped, ${failed} failed.`
  }

  private put(item: RollingItem): void {
    const before = this.items.get(item.id) as RollingItem
    this.items.set(item.id, item)
    if (isEnded(before) || !isEnded(item)) return
    const ended = item.state as 'done' | 'skipped' | 'failed'
    const { counts } = this.run
    this.run = { ...this.run, counts: { ...counts, [ended]: counts[ended] + 1 } }
  }

  private get now(): string {
    return this.world.now
  }

  private all(): RollingItem[] {
    return [...this.items.values()]
  }

  private beforeOf({ id }: RollingItem): RollingItem {
    return this.before.items.find((item) => item.id === id) as RollingItem
  }

  private standing(item: RollingItem) {
    return standingOf(item, this.world, this.seen)
  }
}

const nor = (verb: 'were' | 'have', others: number): string => {
  if (others === 0) return ''
  return others === 1 ? ` Nor ${verb === 'were' ? 'was' : 'has'} 1 other.` : ` Nor ${verb} ${others} others.`
}

const differs = (a: object, b: object): boolean => JSON.stringify(a) !== JSON.stringify(b)
