import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import type { CloudRefusal } from '../protocol'
import type { Timing } from '../settings'
import type { State } from '../state'
import type { Accepted, OperationStatus } from './protocol'

// Azure's long-running operations. A request is checked when it arrives; what passes is accepted (202) and goes on as
// an operation that whoever asked polls:
//
//   PUT, DELETE ──refused──▶ 4xx, nothing happened
//        └──────accepted──▶ operation ──InProgress──▶ ready_at ──▶ Succeeded with the resource, or Failed with a code
//
// The world changes when the request is accepted, as the resource itself shows; the operation only tells when it is
// done. A caller that loses it asks for the same resource again and is given another operation with the same end.

/** Azure keeps what an operation ended with for some hours; nobody polls for so long. */
const OPERATION_LIFE_MS = 60 * 60_000

/** Accepts work whose end is known: its answer, or a refusal that comes only with the operation. */
export function accept(
  state: State,
  timing: Timing,
  outcome: Result<unknown, CloudRefusal>,
): Result<Accepted, never> {
  const operationId = state.hex(16)
  state.run(
    'insert or replace into azure_operation (id, ready_at, outcome) values (?, ?, ?)',
    operationId,
    state.now() + timing.operationMs,
    JSON.stringify(outcome),
  )
  return ok({ operationId, retryAfterMs: timing.operationMs })
}

/** 204: what was to be deleted is not there. */
export const nothingToDo = (): Result<Accepted, never> => ok({ operationId: null, retryAfterMs: 0 })

export function operationStatus(state: State, { id }: { id: string }): Result<OperationStatus, CloudRefusal> {
  const row = state.row<{ ready_at: number; outcome: string }>(
    'select ready_at, outcome from azure_operation where id = ?',
    id,
  )
  if (!row) return refuse({ code: 'OperationNotFound', message: `The operation '${id}' could not be found.` })
  const left = row.ready_at - state.now()
  if (left > 0) return ok({ status: 'InProgress', retryAfterMs: left })
  const outcome = JSON.parse(row.outcome) as Result<unknown, CloudRefusal>
  return ok(
    outcome.ok
      ? { status: 'Succeeded', result: outcome.value }
      : { status: 'Failed', error: outcome.refusal },
  )
}

export function forgetOldOperations(state: State): void {
  state.run('delete from azure_operation where ready_at < ?', state.now() - OPERATION_LIFE_MS)
}
