import type { z } from 'zod'
import type { ActionResult } from '@/lib/api/action-result'
import { refusalSentence } from '@/lib/api/messages'
import { refusalFields } from '@/lib/api/refusal-fields'
import type { PlanView } from '@/lib/api/views/plans'
import type { Refusal } from '@/lib/domain/refusal'
import { requestFacts } from '@/lib/server/asking'
import { type Holdfast, holdfast, newId } from '@/lib/server/compose'
import { log } from '@/lib/server/monitoring/log'

/** What a door's body answers: a result of the floors below, or a refusal with the plan as it would be now. */
export type Answered<T> =
  | {
      readonly ok: true
      readonly value: T
      readonly message?: string
      readonly undo?: { readonly groupId: string; readonly seq: number } | null
    }
  | {
      readonly ok: false
      readonly refusal: Refusal
      readonly freshPlan?: PlanView | null
      /** Where the sentences belong, when the refusal alone does not tell. */
      readonly fields?: Fields
    }

type Fields = Extract<ActionResult<never>, { ok: false }>['fields']

/**
 * The door of every server action: the input is parsed again with the schema that the form used, a refusal becomes
 * sentences at their fields, and a bug becomes one sentence with an id that the log has.
 */
export async function act<Schema extends z.ZodType, T>(
  schema: Schema,
  input: unknown,
  body: (hold: Holdfast, input: z.output<Schema>) => Promise<Answered<T>>,
): Promise<ActionResult<T>> {
  try {
    const parsed = schema.safeParse(input)
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => ({
        path: issue.path.join('.'),
        message: issue.message,
      }))
      return refused({ kind: 'invalid', problems })
    }
    const answered = await body(await holdfast(), parsed.data)
    if (answered.ok) {
      const { value, message = null, undo = null } = answered
      return { ok: true, value, message, undo }
    }
    return refused(answered.refusal, answered.freshPlan, answered.fields)
  } catch (error) {
    return refused(unexpected(error, 'action'))
  }
}

export function refused(
  refusal: Refusal,
  freshPlan: PlanView | null = null,
  fields: Fields = refusalFields(refusal),
): Extract<ActionResult<never>, { ok: false }> {
  return {
    ok: false,
    kind: refusal.kind,
    message: refusalSentence(refusal),
    fields,
    moved:
      refusal.kind === 'stale-plan'
        ? refusal.moved.map((one) => `${one.at.slice(11, 19)} UTC, ${one.what}`)
        : [],
    freshPlan,
  }
}

/** A bug: logged with the id of its request, and shown as one sentence with it. */
export function unexpected(
  error: unknown,
  where: string,
  requestId: string | null = requestFacts()?.id ?? null,
): Refusal {
  const errorId = requestId ?? newId(8)
  log().error({ detail: error, requestId: errorId }, where)
  return { kind: 'unexpected', errorId }
}
