import { setImmediate as turnOfOthers } from 'node:timers/promises'
import type { Commit, Conflict } from '@/lib/allocation/ports/commit'
import type { Asking } from '@/lib/domain/event'
import { ok, type Result, refuse } from '@/lib/domain/result'

/** A commit, with who asked for it: it waits for its transaction, and by then nobody knows any more. */
export type Handed = { readonly commit: Commit; readonly asking: Asking }

/**
 * Group commit. A durable transaction costs a wait for the disk, however little it writes; so commits that wait
 * together share one, and each is answered after it is on disk.
 *
 *   waiting   a  b  c  d         a and d change the same group
 *   1st transaction   a b c      d waits: it was decided before a, and must be judged after it
 *   2nd transaction   d
 *
 * When a shared transaction is refused, nobody knows by whom, and nothing of it was written. Each of its commits is
 * then tried alone, in order, so that only the culprit is refused.
 *
 * Before every transaction everybody else has a turn. Without it a busy queue would let nobody in: who is answered asks
 * for the next one before the event loop comes round. And what comes in that turn shares the transaction.
 *
 * `alone` runs other work between transactions, never during one: what it reads is a state that was committed, and
 * what it remembers of it is in place before the next commit is applied to it.
 */
export class CommitQueue {
  private waiting: Entry[] = []
  private draining = false
  /** How many transactions were run, for those who watch how well commits share them. */
  transactions = 0

  constructor(
    /** Writes the commits in one transaction. Null means written; anything thrown is a bug. */
    private readonly write: (batch: readonly Handed[]) => Promise<Conflict | null>,
    /** After the transaction, before anyone is answered: brings memory up to date. Answers the last event's seq. */
    private readonly written: () => number,
    /** Then: tells everybody who listens. */
    private readonly tell: (batch: readonly Handed[]) => void,
    private readonly watch: QueueWatch = UNWATCHED,
  ) {}

  /** What waits for its turn now. */
  get length(): number {
    return this.waiting.length
  }

  async commit(commit: Commit, asking: Asking): Promise<Result<{ readonly seq: number }, Conflict>> {
    const began = this.watch.clock()
    const answer = await this.enterCommit(commit, asking)
    this.watch.answered(this.watch.clock() - began)
    return answer
  }

  private enterCommit(commit: Commit, asking: Asking): Promise<Result<{ readonly seq: number }, Conflict>> {
    return new Promise((resolve, reject) => {
      const groups = groupsOf(commit)
      this.enter({ kind: 'commit', commit, asking, groups, size: sizeOf(commit), resolve, reject })
    })
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.enter({ kind: 'alone', work: () => work().then(resolve, reject) })
    })
  }

  private enter(entry: Entry): void {
    this.waiting.push(entry)
    if (this.draining) return
    this.draining = true
    // A microtask later, so that whoever commits in the same breath shares the first transaction too.
    queueMicrotask(() => void this.drain())
  }

  private async drain(): Promise<void> {
    for (;;) {
      const first = this.waiting[0]
      if (!first) break
      if (first.kind === 'alone') {
        this.waiting.shift()
        await first.work()
      } else {
        await turnOfOthers()
        await this.run(this.takeBatch())
      }
    }
    this.draining = false
  }

  private async run(batch: readonly Waiting[]): Promise<void> {
    const refusal = await this.attempt(batch)
    if (refusal === null) return
    if (batch.length > 1) {
      for (const entry of batch) await this.run([entry])
      return
    }
    const [entry] = batch
    if (refusal instanceof Failure) entry?.reject(refusal.error)
    else entry?.resolve(refuse(refusal))
  }

  /** Null: written and answered. */
  private async attempt(batch: readonly Waiting[]): Promise<Conflict | Failure | null> {
    this.transactions++
    try {
      const conflict = await this.write(batch)
      if (conflict) return conflict
    } catch (error) {
      return new Failure(error)
    }
    try {
      const isLarge = batch.reduce((sum, { size }) => sum + size, 0) > MOST_ROWS_AT_ONCE
      const seq = this.written()
      if (isLarge) await turnOfOthers()
      this.tell(batch)
      if (isLarge) await turnOfOthers()
      for (const entry of batch) entry.resolve(ok({ seq }))
    } catch (error) {
      // It is on disk, so it must not be tried again; memory is in doubt, and whoever asked must hear of it.
      for (const entry of batch) entry.reject(error)
    }
    return null
  }

  /** The longest run of waiting commits that may share a transaction. Work that runs alone ends it. */
  private takeBatch(): Waiting[] {
    const batch: Waiting[] = []
    const later: Entry[] = []
    const touched = new Set<string>()
    let size = 0
    let at = 0
    for (; at < this.waiting.length; at++) {
      const entry = this.waiting[at] as Entry
      if (entry.kind === 'alone' || batch.length === MOST_COMMITS) break
      if (batch.length > 0 && size + entry.size > MOST_ROWS) break
      // A commit that must wait also holds back those after it that touch its groups: order within a group stays.
      const mayJoin = !entry.groups.some((id) => touched.has(id))
      for (const id of entry.groups) touched.add(id)
      if (!mayJoin) {
        later.push(entry)
        continue
      }
      batch.push(entry)
      size += entry.size
    }
    this.waiting = [...later, ...this.waiting.slice(at)]
    return batch
  }
}

/** Told how many milliseconds each commit took, from being handed in to its answer. */
export type QueueWatch = { readonly clock: () => number; readonly answered: (milliseconds: number) => void }

const UNWATCHED: QueueWatch = { clock: () => 0, answered: () => undefined }

/** Beyond this, sharing saves next to nothing more, and one refusal makes all of them try again alone. */
const MOST_COMMITS = 256
/** About 100 ms of writing: the longest that a small commit waits for others. A single larger one is still whole. */
const MOST_ROWS = 10_000

/** Beyond these, memory, whoever listens and whoever waited have a turn each: writing them, 5 ms, and that would be one. */
const MOST_ROWS_AT_ONCE = 200

type Waiting = Handed & {
  readonly kind: 'commit'
  readonly groups: readonly string[]
  readonly size: number
  readonly resolve: (result: Result<{ readonly seq: number }, Conflict>) => void
  readonly reject: (error: unknown) => void
}
type Entry = Waiting | { readonly kind: 'alone'; readonly work: () => Promise<void> }

class Failure {
  constructor(readonly error: unknown) {}
}

const groupsOf = (commit: Commit): string[] => [
  ...commit.expect.map((e) => e.groupId),
  ...commit.groups.map((g) => g.id),
]

const sizeOf = (commit: Commit): number =>
  commit.groups.length +
  commit.instances.length +
  commit.vms.length +
  commit.allocated.length +
  commit.released.length +
  commit.pooled.length +
  commit.unpooled.length +
  commit.operations.length +
  commit.rollingItems.length +
  commit.accounts.length +
  commit.events.length
