import { decide } from '@/lib/domain/decide'
import { endedWithGroup, nextOfRolling, type RollingMove } from '@/lib/domain/next-of-rolling'
import type { Refusal } from '@/lib/domain/refusal'
import { largestBatch } from '@/lib/domain/rolling-headroom'
import type { Rolling, RollingRun } from '@/lib/domain/rolling-recycle'
import type { Seen } from '@/lib/domain/rolling-standing'
import type { World } from '@/lib/domain/world'
import type { Allocation } from './command'
import { type Commit, EMPTY_COMMIT } from './ports/commit'
import type { GroupSnapshot } from './ports/store'
import { readWorld } from './read-world'
import { recordDecision } from './record'
import { actorOf, rollingEvent } from './record-rolling'

/** More moves than that in one look are left to the next: others want their group's turn, too. */
const MOST_MOVES = 50

export type RollingWords = (refusal: Refusal) => string

/**
 * Does what a run has to do now, move by move, each in its group's turn and with one commit: the row of the run, its
 * items, and what is asked of the group are written together or not at all.
 *
 *   snapshot ─▶ nextOfRolling ─▶ decide the recycling ─▶ commit ─▶ begin the cloud work
 *                                                          │
 *       killed before: the same move is decided again ◀────┴────▶ killed after: the work is resumed at boot (B7),
 *                                                                 and what was begun is not `waiting` any more
 *
 * Answers whether the run lives on. `seen`: what the cloud told of the batch's new machines, null where it did not.
 */
export async function advanceRun(
  allocation: Allocation,
  run: Pick<RollingRun, 'id' | 'groupId'>,
  seen: Seen | null,
  words: RollingWords,
): Promise<boolean> {
  for (let moves = 0; moves < MOST_MOVES; moves++) {
    const moved = await allocation.turns(run.groupId, () => move(allocation, run.id, seen, words))
    if (moved !== 'moved') return moved === 'waits'
  }
  return true
}

async function move(
  allocation: Allocation,
  runId: string,
  seen: Seen | null,
  words: RollingWords,
): Promise<'moved' | 'waits' | 'over'> {
  const { store, surroundings } = allocation
  const rolling = await store.rolling(runId)
  if (!rolling || rolling.run.endedAt !== null) return 'over'
  const snapshot = await store.groupSnapshot(rolling.run.groupId)
  const commit = snapshot
    ? await nextCommit(allocation, rolling, snapshot, { seen, words })
    : withoutGroup(rolling.run, surroundings.now())
  if (!commit) return 'waits'
  const stored = await store.commit(commit)
  if (stored.ok) {
    allocation.begin(commit.operations)
    return 'moved'
  }
  // Somebody was quicker: the next look decides from what they made of the group.
  if (stored.refusal.kind === 'name-taken' || stored.refusal.kind === 'rolling-live')
    throw new Error(`a rolling recycle met ${stored.refusal.kind} at ${surroundings.now()}`)
  return 'waits'
}

async function nextCommit(
  allocation: Allocation,
  rolling: Rolling,
  snapshot: GroupSnapshot,
  { seen, words }: { readonly seen: Seen | null; readonly words: RollingWords },
): Promise<Commit | null> {
  const { world } = await readWorld(allocation, snapshot, null)
  const next = nextOfRolling(rolling, world, seen)
  return next && commitOf(allocation, world, rolling.run, next, words)
}

/** Its group was deleted so quickly that nothing of it is left to be looked at. */
function withoutGroup(before: RollingRun, at: string): Commit {
  const run = endedWithGroup(before, at)
  const why = run.reason ?? ''
  return {
    ...EMPTY_COMMIT,
    rollings: [run],
    events: [rollingEvent('rolling-cancelled', run, { at, actor: 'holdfast', why })],
  }
}

function commitOf(
  { surroundings }: Allocation,
  world: World,
  before: RollingRun,
  next: RollingMove,
  words: RollingWords,
): Commit {
  if (next.shortfalls.length > 0) {
    const { batchSize } = before.settings
    const facts = next.shortfalls
    const fits = largestBatch(batchSize, facts)
    return pausing(world, before, words({ kind: 'rolling-headroom', batchSize, fits, facts }))
  }
  const rows = { rollings: [next.run], rollingItems: next.items }
  const told = next.news.map(({ kind, why }) =>
    rollingEvent(kind, next.run, { at: world.now, actor: actorOf(next.run), why }),
  )
  if (next.recycle.length === 0) return { ...EMPTY_COMMIT, ...rows, events: told }
  const decided = decide(world, surroundings.seed(), { kind: 'recycle', instanceIds: next.recycle })
  if (!decided.ok) return pausing(world, before, words(decided.refusal))
  const recorded = recordDecision(world, decided.value, {
    requestId: next.run.id,
    actor: 'holdfast',
    request: null,
    asked: `Rolling recycle, batch ${next.run.batch + 1} of ${next.run.batches}.`,
    newId: (digits) => surroundings.id(digits),
  })
  return { ...recorded, ...rows, events: [...told, ...recorded.events] }
}

/** What was to be begun cannot be: an operator is to look, and what else has moved is found again at the next look. */
function pausing(world: World, before: RollingRun, reason: string): Commit {
  const run: RollingRun = { ...before, state: 'paused', reason }
  const event = rollingEvent('rolling-paused', run, { at: world.now, actor: 'holdfast', why: reason })
  return { ...EMPTY_COMMIT, rollings: [run], events: [event] }
}
