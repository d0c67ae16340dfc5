import { digestOf } from '@/lib/domain/digest'
import type { Event } from '@/lib/domain/event'
import type { GroupConfig } from '@/lib/domain/group'
import { fieldAt, sameValue } from '@/lib/domain/merge-back'
import type { Plan } from '@/lib/domain/plan'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { inverseOf, type ToldRequest, type Undo, type UndoNote } from '@/lib/domain/undo'
import { type Allocation, applyIntent, type Proof, planIntent } from './command'
import type { Reads } from './ports/reads'
import { readWorld } from './read-world'
import { findTaskUndo, type TaskUndo, writeTaskUndo } from './undo-task'

/** What an undo reads besides the world as it is now. */
export type History = Pick<Reads, 'configAt' | 'eventsSince'>

const PAGE = 1_000
/** Who changed a field since is looked for among so many later changes of the configuration. */
const MOST_LATER = 50

export type PlannedUndo = {
  readonly groupId: string
  readonly undo: Undo
  readonly plan: Plan
  readonly undoes: { readonly requestId: string; readonly why: string }
}

export type PlannedTaskUndo = TaskUndo & {
  readonly undoes: { readonly requestId: string; readonly why: string }
}

/** The inverse of the change that the event `seq` belongs to, and its plan in the world as it is now (B3). */
export async function planUndo(
  allocation: Allocation,
  history: History,
  seq: number,
  seed = allocation.surroundings.seed(),
): Promise<Result<PlannedUndo, Refusal>> {
  const found = await findUndo(allocation, history, seq)
  if (!found.ok) return found
  const { groupId, undo, undoes } = found.value
  const plan = await planIntent(allocation, { groupId }, undo.intent, seed)
  return plan.ok ? ok({ groupId, undo, undoes, plan: plan.value }) : plan
}

/**
 * Does it, as an ordinary command that an event says of what it undoes: so it can be undone itself. Whoever undoes the
 * same change twice hears that it is undone already; the same `requestKey` twice is one undo.
 */
export async function applyUndo(
  allocation: Allocation,
  history: History,
  seq: number,
  how: { readonly requestKey: string; readonly proof: Proof },
): Promise<Result<{ readonly groupId: string }, Refusal>> {
  // Decided anew, the change would be undone already: what was answered under this key is looked up first.
  const answered = await allocation.store.answered(how.requestKey)
  if (answered) return ok(answered.answer as { groupId: string })
  const found = await findUndo(allocation, history, seq)
  if (!found.ok) return found
  const { groupId, undo, undoes } = found.value
  return applyIntent(allocation, { groupId }, undo.intent, { ...how, actor: 'operator', undoes })
}

/** The same of a change of a scheduled task, which no group's plan tells; null: the event is not of one. */
export async function planTaskUndo(
  allocation: Allocation,
  history: History,
  seq: number,
): Promise<Result<PlannedTaskUndo, Refusal> | null> {
  const [event] = await history.eventsSince(seq - 1, 1)
  if (event?.seq !== seq || !event.groupId) return null
  const events = event.kind === 'change-undone' ? await readRequest(allocation, history, seq) : [event]
  const told = events.find(({ kind }) => isOfTask(kind))
  if (!told) return null
  const undone = await undoneAt(allocation, event.groupId, event)
  if (undone) return refuse({ kind: 'cannot-undo', why: { kind: 'undone-already', at: undone } })
  const found = await findTaskUndo(allocation, told)
  if (!found?.ok) return found
  return ok({ ...found.value, undoes: { requestId: event.requestId, why: whyUndone(events) } })
}

/** As `applyUndo`. `digest` is that of the plan that was agreed to. */
export async function applyTaskUndo(
  allocation: Allocation,
  history: History,
  seq: number,
  how: { readonly requestKey: string; readonly digest: string },
): Promise<Result<{ readonly groupId: string }, Refusal> | null> {
  const found = await planTaskUndo(allocation, history, seq)
  if (found === null) return null
  const answered = await allocation.store.answered(how.requestKey)
  if (answered) return ok(answered.answer as { groupId: string })
  if (!found.ok) return found
  return allocation.turns(found.value.groupId, async () => {
    const again = await planTaskUndo(allocation, history, seq)
    if (!again?.ok) return again ?? refuse({ kind: 'cannot-undo', why: { kind: 'not-a-change' } })
    const { digest, groupId, undoes } = again.value
    if (digest !== how.digest) return refuse({ kind: 'stale-plan', moved: [] })
    const answer = { groupId }
    const request = { key: how.requestKey, fingerprint: digestOf(['undo', seq]), answer }
    await writeTaskUndo(allocation, again.value, { request, undoes })
    return ok(answer)
  })
}

async function findUndo(
  allocation: Allocation,
  history: History,
  seq: number,
): Promise<Result<Omit<PlannedUndo, 'plan'>, Refusal>> {
  const events = await readRequest(allocation, history, seq)
  const [first] = events
  const groupId = first?.groupId
  if (!first || !groupId) return refuse({ kind: 'cannot-undo', why: { kind: 'not-a-change' } })
  const snapshot = await allocation.store.groupSnapshot(groupId)
  if (!snapshot) return refuse({ kind: 'cannot-undo', why: { kind: 'deleted' } })
  const undone = await undoneAt(allocation, groupId, first)
  if (undone) return refuse({ kind: 'cannot-undo', why: { kind: 'undone-already', at: undone } })
  const [before, after] = await Promise.all([
    history.configAt(groupId, { afterSeq: first.seq - 1 }),
    history.configAt(groupId, { afterSeq: events.at(-1)?.seq ?? first.seq }),
  ])
  const told: ToldRequest = { events, before: before?.config ?? null, after: after?.config ?? null }
  const { world } = await readWorld(allocation, snapshot, told.before)
  const inverse = inverseOf(told, world)
  if (!inverse.ok) return inverse
  const notes = await namedNotes(allocation, history, groupId, events, inverse.value.notes)
  const undoes = { requestId: first.requestId, why: whyUndone(events) }
  return ok({ groupId, undo: { ...inverse.value, notes }, undoes })
}

const isOfTask = (kind: string): boolean => /^task-(added|changed|removed)$/.test(kind)

/** Named by what it was for the group as a whole, where it was something for it. */
function whyUndone(events: readonly Event[]): string {
  const lead = events.find(({ kind }) => /^(group|task)-/.test(kind)) ?? events[0]
  if (!lead) return ''
  const what = lead.kind.replaceAll('-', ' ').replace(/^vm\b/, 'VM')
  return `Undoes “${what}” of ${lead.at.slice(0, 10)} ${lead.at.slice(11, 19)} UTC.`
}

/** The events of one request, oldest first: a commit numbers its events without a gap. */
async function readRequest({ store }: Allocation, history: History, seq: number): Promise<readonly Event[]> {
  const [event] = await history.eventsSince(seq - 1, 1)
  if (event?.seq !== seq) return []
  const same = (one: Event) => one.requestId === event.requestId && one.groupId === event.groupId
  const earlier: Event[] = []
  for (let before = seq; ; ) {
    const page = await store.events({ before, limit: PAGE })
    const own = takeWhile(page, same)
    earlier.push(...own)
    if (own.length < PAGE) break
    before = own.at(-1)?.seq ?? 0
  }
  const events = [...earlier.reverse(), event]
  for (let last = seq; ; ) {
    const page = await history.eventsSince(last, PAGE)
    const own = takeWhile(page, same)
    events.push(...own)
    if (own.length < PAGE) return events
    last = own.at(-1)?.seq ?? last
  }
}

function takeWhile<T>(items: readonly T[], holds: (item: T) => boolean): readonly T[] {
  const end = items.findIndex((item) => !holds(item))
  return end === -1 ? items : items.slice(0, end)
}

/** When the request was undone and is so still: an undo may have been undone itself. */
async function undoneAt({ store }: Allocation, groupId: string, first: Event): Promise<string | null> {
  const undos = await store.events({ groupId, kinds: ['change-undone'], after: first.seq, limit: PAGE })
  const inForce = (one: Event): boolean =>
    !undos.some((later) => undoes(later, one.requestId) && inForce(later))
  return undos.find((one) => undoes(one, first.requestId) && inForce(one))?.at ?? null
}

const undoes = (event: Event, requestId: string): boolean => event.after?.undoes === requestId

/** With who changed the fields that stay, and when. */
async function namedNotes(
  { store }: Allocation,
  history: History,
  groupId: string,
  events: readonly Event[],
  notes: readonly UndoNote[],
): Promise<readonly UndoNote[]> {
  if (!notes.some(({ kind }) => kind === 'changed-since')) return notes
  const after = events.at(-1)?.seq ?? 0
  const kinds = ['group-edited', 'group-scaled']
  const later = [...(await store.events({ groupId, kinds, after, limit: MOST_LATER }))].reverse()
  const configs: GroupConfig[] = []
  for (const seq of [after, ...later.map((event) => event.seq)]) {
    const revision = await history.configAt(groupId, { afterSeq: seq })
    if (revision) configs.push(revision.config)
  }
  return notes.map((note) => {
    if (note.kind !== 'changed-since') return note
    const last = later.findLast((_, at) => {
      const [was, is] = [configs[at], configs[at + 1]]
      return was && is && !sameValue(fieldAt(was, note.field), fieldAt(is, note.field))
    })
    return last ? { ...note, by: { at: last.at, actor: last.actor } } : note
  })
}
