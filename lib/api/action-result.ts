import type { PlanView } from './views/plans'

/**
 * What every server action answers. Nothing that an operator can cause is thrown.
 * `fields` puts a sentence at the field where it was typed (react-hook-form paths such as `capacity.target`).
 */
export type ActionResult<T> =
  | {
      readonly ok: true
      readonly value: T
      readonly message: string | null
      /** By what it is asked back: one of the events of the change. Null where it was none, or there is nothing to undo. */
      readonly undo?: { readonly groupId: string; readonly seq: number } | null
    }
  | {
      readonly ok: false
      readonly kind: string
      readonly message: string
      readonly fields: readonly { readonly path: string; readonly message: string }[]
      /** B3: what moved since the plan was made, and the plan as it would be now. */
      readonly moved: readonly string[]
      readonly freshPlan: PlanView | null
    }

export const done = <T>(value: T, message: string | null = null): ActionResult<T> => ({
  ok: true,
  value,
  message,
})
