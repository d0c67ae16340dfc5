import { besideRolling, meetsRolling } from '@/lib/domain/beside-rolling'
import { subnetIdsOf } from '@/lib/domain/config-parts'
import { decideInSlices, unborn } from '@/lib/domain/decide'
import type { Decision } from '@/lib/domain/decision'
import { digestOf, hexOf } from '@/lib/domain/digest'
import type { Actor } from '@/lib/domain/event'
import type { Group } from '@/lib/domain/group'
import type { Intent } from '@/lib/domain/intent'
import type { Operation } from '@/lib/domain/operation'
import type { Plan } from '@/lib/domain/plan'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Rolling } from '@/lib/domain/rolling-recycle'
import { inTurns, SLICE } from '@/lib/domain/slices'
import { groupCap, instanceCap } from './check-caps'
import { checkConfig } from './check-config'
import { withHolders } from './name-holders'
import type { Conflict } from './ports/commit'
import type { Books, Store } from './ports/store'
import type { Surroundings } from './ports/surroundings'
import { type Members, readWorld } from './read-world'
import { type Recording, recordInSlices } from './record'
import type { Turns } from './turns'

/** What every verb works with. `begin` hands stored operations to the one that carries them out. */
export type Allocation<S extends Books = Store> = {
  readonly store: S
  readonly surroundings: Surroundings
  readonly turns: Turns
  readonly begin: (operations: readonly Operation[]) => void
}

/** What B3 compares: the plan that was reviewed, named by the world it saw and the digest of its changes. */
export type Proof = { readonly seed: number; readonly seq: number; readonly digest: string }

/** The group that a command is about: stored, or yet to be created. */
export type Subject =
  | { readonly groupId: string }
  | { readonly create: Extract<Intent, { kind: 'create' }>['config'] }

/** Lost races are repeated with a fresh snapshot; more often than this in a row means something else is wrong. */
const MOST_ATTEMPTS = 8

/** What has no key is named by what it is: an ask of an operator, Holdfast's own reconciling, or a look at the cloud. */
const WITHOUT_KEY: Readonly<Record<Actor, string>> = { operator: 'req', holdfast: 'reconcile', cloud: 'look' }

/** What moved since a plan is told in this many events at most; the newest matter most. */
const MOST_MOVED = 20

/** B3: decides and changes nothing. */
export async function planIntent(
  allocation: Allocation<Books>,
  subject: Subject,
  intent: Intent,
  seed = allocation.surroundings.seed(),
): Promise<Result<Plan, Refusal>> {
  const decided = await decideNow(allocation, subject, intent, seed)
  return decided.ok ? ok(decided.value.decision.plan) : decided
}

/**
 * Decides and stores. Idempotent under `requestKey`: the same key with the same content answers the same and changes
 * nothing more; with other content it is refused. With `proof` it is refused when the plan would differ by now (B3).
 *
 *   snapshot ─▶ decide ─▶ commit ─▶ answer
 *      ▲                     │ lost the race: the index or the version says so
 *      └─────────────────────┘ at most MOST_ATTEMPTS times, then `busy`
 */
export async function applyIntent(
  allocation: Allocation<Books>,
  subject: Subject,
  intent: Intent,
  how: {
    readonly requestKey: string | null
    readonly actor: Actor
    readonly proof?: Proof | null
    /** Who asked, for the events' why; the operator where nobody is named. */
    readonly asked?: string
    /** The change that it takes back, told by an event of its own. */
    readonly undoes?: { readonly requestId: string; readonly why: string }
  },
): Promise<Result<{ readonly groupId: string; readonly changed: boolean }, Refusal>> {
  const { store, surroundings } = allocation
  const fingerprint = digestOf([subject, intent])
  const key = how.requestKey
  const turn = 'groupId' in subject ? subject.groupId : `create ${subject.create.name}`
  const seed = how.proof?.seed ?? surroundings.seed()
  const othersTurn = () => surroundings.wait(0)
  return allocation.turns(turn, async () => {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const replay = key ? await replayOf(store, key, fingerprint) : null
      if (replay) return replay
      const decided = await decideNow(allocation, subject, intent, seed)
      if (!decided.ok) return decided
      const { decision, world } = decided.value
      if (how.proof && how.proof.digest !== decision.plan.digest)
        return refuse(await movedSince(store, how.proof, decision.group))
      const answer = { groupId: decision.group.id, changed: !isEmpty(decision, world.group) }
      if (!answer.changed && !key) return ok(answer)
      const told = await withHolders(store, decision)
      const recording: Recording = {
        requestId: key ?? `${WITHOUT_KEY[how.actor]}-${surroundings.id(12)}`,
        actor: how.actor,
        request: key ? { key, fingerprint, answer } : null,
        asked: how.asked,
        undoes: how.undoes,
        newId: (digits) => surroundings.id(digits),
      }
      const commit = await inTurns(recordInSlices(world, told, recording), othersTurn)
      const stored = await store.commit(commit)
      if (stored.ok) {
        // Ten thousand chains are begun in a turn of their own.
        if (commit.operations.length > SLICE) await othersTurn()
        allocation.begin(commit.operations)
        return ok(answer)
      }
      const final = finalRefusal(stored.refusal, decision)
      if (final) return refuse(final)
    }
    return refuse({ kind: 'busy', attempts: MOST_ATTEMPTS })
  })
}

async function decideNow(
  allocation: Allocation<Books>,
  subject: Subject,
  intent: Intent,
  seed: number,
): Promise<Result<{ decision: Decision; world: Awaited<ReturnType<typeof readWorld>>['world'] }, Refusal>> {
  const before = await subjectNow(allocation, subject, seed)
  if (!before.ok) return before
  const { group, instances, vms } = before.value
  const after = 'config' in intent ? intent.config : null
  const { world, network } = await readWorld(allocation, { group, instances, vms }, after)
  if (after) {
    const problem = await checkConfig(allocation.store, { world, network, config: after })
    if (problem) return refuse(problem)
  }
  const othersTurn = () => allocation.surroundings.wait(0)
  const decided = await inTurns(decideInSlices(world, seed, intent), othersTurn)
  // What is made of a large decision, a page or a commit, is work of its own.
  if (decided.ok && decided.value.plan.changes.length > SLICE) await othersTurn()
  if (!decided.ok) return decided
  const tooMany = instanceCap(instances, decided.value)
  if (tooMany) return refuse(tooMany)
  const rolling = meetsRolling(intent.kind) ? await liveRollingOf(allocation.store, group.id) : null
  const beside = besideRolling(world, decided.value, intent, rolling)
  return beside.ok ? ok({ decision: beside.value, world }) : beside
}

async function liveRollingOf(store: Books, groupId: string): Promise<Rolling | null> {
  const run = (await store.liveRollings()).find((one) => one.groupId === groupId)
  return run ? store.rolling(run.id) : null
}

async function subjectNow(
  { store, surroundings }: Allocation<Books>,
  subject: Subject,
  seed: number,
): Promise<Result<Members, Refusal>> {
  if ('create' in subject) {
    const full = await groupCap(store)
    if (full) return refuse(full)
    const id = `sig-${hexOf(12, subject.create.name, seed)}`
    return ok({ group: unborn(id, subject.create, surroundings.now()), instances: [], vms: [] })
  }
  const snapshot = await store.groupSnapshot(subject.groupId)
  if (!snapshot || snapshot.group.state === 'deleted')
    return refuse({ kind: 'unknown-group', groupId: subject.groupId })
  return ok(snapshot)
}

async function replayOf(store: Books, key: string, fingerprint: string) {
  const answered = await store.answered(key)
  if (!answered) return null
  if (answered.fingerprint !== fingerprint) return refuse({ kind: 'request-key-reused' as const, key })
  return ok(answered.answer as { groupId: string; changed: boolean })
}

/** B3: what happened to the group, its subnets and addresses since the plan was made, oldest first. */
export async function movedSince(store: Books, proof: Pick<Proof, 'seq'>, group: Group): Promise<Refusal> {
  const since = { after: proof.seq, limit: MOST_MOVED }
  const own = await store.events({ ...since, groupId: group.id })
  const around = await Promise.all(
    subnetIdsOf(group.config).map((subnetId) => store.events({ ...since, subnetId })),
  )
  const bySeq = new Map([...own, ...around.flat()].map((event) => [event.seq, event]))
  const moved = [...bySeq.values()].sort((a, b) => a.seq - b.seq).slice(-MOST_MOVED)
  return {
    kind: 'stale-plan',
    moved: moved.map((event) => ({
      at: event.at,
      what: [event.kind.replaceAll('-', ' '), event.address, event.instanceId, event.why]
        .filter(Boolean)
        .join(', '),
    })),
  }
}

function isEmpty(decision: Decision, before: Group): boolean {
  const { plan, changed, changedVms, begun, group } = decision
  const touched = plan.changes.length + changed.length + changedVms.length + begun.length
  return touched === 0 && group.state === before.state
}

/** Conflicts that a fresh snapshot would not cure. */
function finalRefusal(conflict: Conflict, decision: Decision): Refusal | null {
  if (conflict.kind !== 'name-taken') return null
  return { kind: 'name-taken', name: decision.group.config.name, groupId: decision.group.id }
}
