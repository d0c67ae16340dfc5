import { digestOf } from '@/lib/domain/digest'
import { planRolling, type RollingAsk, type RollingPlan } from '@/lib/domain/plan-rolling'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import {
  commandRolling,
  type RollingCommand,
  type RollingItem,
  type RollingRun,
} from '@/lib/domain/rolling-recycle'
import type { Allocation } from './command'
import { type Commit, EMPTY_COMMIT } from './ports/commit'
import { readWorld } from './read-world'
import { type RollingKind, rollingEvent } from './record-rolling'
import { writeTask } from './record-task'

/** B3: what a run would do, changing nothing. */
export async function planRun(
  allocation: Allocation,
  groupId: string,
  ask: RollingAsk,
): Promise<Result<RollingPlan, Refusal>> {
  const snapshot = await allocation.store.groupSnapshot(groupId)
  if (!snapshot || snapshot.group.state === 'deleted') return refuse({ kind: 'unknown-group', groupId })
  const live = await allocation.store.liveRollings()
  if (live.some((run) => run.groupId === groupId))
    return refuse({ kind: 'rolling-live', groupName: snapshot.group.config.name })
  const { world } = await readWorld(allocation, snapshot, null)
  return planRolling(world, ask)
}

/**
 * Begins the run that was reviewed: refused when another one would come of it by now (B3). Idempotent under `requestKey`.
 * Nothing is replaced with this commit; `advanceRun` begins the first batch when it next looks.
 */
export function startRun(
  allocation: Allocation,
  groupId: string,
  ask: RollingAsk,
  how: { readonly requestKey: string; readonly digest: string },
): Promise<Result<{ readonly runId: string }, Refusal>> {
  const { store, surroundings } = allocation
  const fingerprint = digestOf(['rolling', groupId, ask])
  return allocation.turns(groupId, async () => {
    const answered = await store.answered(how.requestKey)
    if (answered)
      return answered.fingerprint === fingerprint
        ? ok(answered.answer as { runId: string })
        : refuse({ kind: 'request-key-reused', key: how.requestKey })
    const planned = await planRun(allocation, groupId, ask)
    if (!planned.ok) return planned
    if (planned.value.digest !== how.digest) return refuse({ kind: 'stale-plan', moved: [] })
    const now = surroundings.now()
    const { run, items } = runOf(planned.value, `rol-${surroundings.id(12)}`, now)
    const answer = { runId: run.id }
    const stored = await store.commit({
      ...EMPTY_COMMIT,
      request: { key: how.requestKey, fingerprint, answer },
      rollings: [run],
      rollingItems: items,
      events: [rollingEvent('rolling-started', run, { at: now, actor: 'operator', why: startedWhy(run) })],
    })
    if (stored.ok) return ok(answer)
    return stored.refusal.kind === 'rolling-live'
      ? refuse({ kind: 'rolling-live', groupName: planned.value.groupName })
      : refuse({ kind: 'busy', attempts: 1 })
  })
}

function startedWhy({ counts, batches, settings }: RollingRun): string {
  const machines = counts.total === 1 ? '1 machine' : `${counts.total} machines`
  return `${machines} in ${batches === 1 ? '1 batch' : `${batches} batches`} of up to ${settings.batchSize}, at most ${settings.maximumUnavailable} unavailable.`
}

function runOf(
  plan: RollingPlan,
  id: string,
  now: string,
): { readonly run: RollingRun; readonly items: readonly RollingItem[] } {
  const items = plan.batches
    .flatMap(({ targets }, batch) => targets.map((target) => ({ batch, target })))
    .map(
      ({ batch, target: { ordinal: _, ...target } }, position): RollingItem => ({
        ...{ id: `${id}:${target.instanceId}`, runId: id, position, batch, ...target },
        ...{ state: 'waiting', begun: false, reason: null, newInstanceId: null, newMachineId: null },
        ...{ startedAt: null, gateSince: null, healthySince: null, endedAt: null },
      }),
    )
  return {
    run: {
      ...{ id, groupId: plan.groupId, state: 'running', settings: plan.settings },
      ...{ batch: 0, batches: plan.batches.length },
      counts: { total: items.length, done: 0, skipped: 0, failed: 0 },
      ...{ cancelling: false, reason: null, createdAt: now, batchSince: null, endedAt: null },
    },
    items,
  }
}

const NEWS: Record<RollingCommand, RollingKind> = {
  pause: 'rolling-paused',
  resume: 'rolling-resumed',
  cancel: 'rolling-cancelled',
}

const ASKED: Record<RollingCommand, string> = {
  pause: 'Paused by the operator: nothing more is begun, what is under way ends.',
  resume: 'Resumed by the operator.',
  cancel: 'Cancelled by the operator: nothing more is begun, and it ends with what is under way.',
}

/** Asking for what is so already changes nothing and succeeds. */
export async function commandRun(
  allocation: Allocation,
  runId: string,
  command: RollingCommand,
): Promise<Result<{ readonly runId: string; readonly groupId: string }, Refusal>> {
  const known = await allocation.store.rolling(runId)
  if (!known) return refuse({ kind: 'unknown-rolling', runId })
  const { groupId } = known.run
  return allocation.turns(groupId, async () => {
    const rolling = await allocation.store.rolling(runId)
    if (!rolling) return refuse({ kind: 'unknown-rolling', runId })
    const now = allocation.surroundings.now()
    const changed = commandRolling(rolling, command, now)
    if (!changed.ok) return changed
    if (changed.value) {
      const { run, items } = changed.value
      const part: Partial<Commit> = {
        rollings: [run],
        rollingItems: items,
        events: [rollingEvent(NEWS[command], run, { at: now, actor: 'operator', why: ASKED[command] })],
      }
      await writeTask(allocation, part)
    }
    return ok({ runId, groupId })
  })
}
