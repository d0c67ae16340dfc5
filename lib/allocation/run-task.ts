import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type ScheduledTask, stepOf, type TaskStep, taskRequestKey } from '@/lib/domain/schedule'
import { type Allocation, applyIntent, planIntent } from './command'

/** What a task did. `changed`: anything was to be done. */
export type TaskRun = { readonly step: TaskStep; readonly changed: boolean }

/** A group that changes under a task this often in a row is being worked on by somebody else. */
const MOST_ATTEMPTS = 8

/** Refusals that a fresh look at the group cures. */
const MOVED: ReadonlySet<Refusal['kind']> = new Set(['stale-plan', 'wrong-state', 'unknown-instance'])

/**
 * Does what a task says, once for this due time. "Two more" is reckoned from the target that the group has when the
 * change is stored: the plan is the proof, and whoever changed the group in between lets it be reckoned anew.
 *
 *   snapshot ─▶ step ─▶ plan of the same version ─▶ apply with proof
 *      ▲                                                │ it moved
 *      └────────────────────────────────────────────────┘
 */
export async function runTask(
  allocation: Allocation,
  task: ScheduledTask,
  dueAt: string,
): Promise<Result<TaskRun, Refusal>> {
  const subject = { groupId: task.groupId }
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const snapshot = await allocation.store.groupSnapshot(task.groupId)
    if (!snapshot) return refuse({ kind: 'unknown-group', groupId: task.groupId })
    const step = stepOf(task.action, snapshot.group, snapshot.instances)
    if (!step.ok) return step
    const { intent } = step.value
    if (intent === null) return ok({ step: step.value, changed: false })
    const plan = await planIntent(allocation, subject, intent)
    if (!plan.ok) {
      if (MOVED.has(plan.refusal.kind)) continue
      return plan
    }
    const { seed, seen, digest } = plan.value
    if (seen.groupVersion !== snapshot.group.version) continue
    const applied = await applyIntent(allocation, subject, intent, {
      requestKey: taskRequestKey(task.id, dueAt),
      actor: 'holdfast',
      proof: { seed, seq: seen.seq, digest },
      asked: `Asked for by the scheduled task “${task.name}”.`,
    })
    if (applied.ok) return ok({ step: step.value, changed: applied.value.changed })
    if (!MOVED.has(applied.refusal.kind)) return applied
  }
  return refuse({ kind: 'busy', attempts: MOST_ATTEMPTS })
}
