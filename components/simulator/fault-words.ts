import type { SimulatorFault } from '@/lib/api/views/simulator'

export type FaultEffect = SimulatorFault['effect']

export const EFFECTS: readonly { readonly value: FaultEffect; readonly label: string }[] = [
  { value: 'error', label: 'Answers an error' },
  { value: 'throttle', label: 'Throttles' },
  { value: 'timeout-before', label: 'Times out before the work is done' },
  { value: 'timeout-after', label: 'Times out after the work is done' },
  { value: 'crash-before', label: 'Kills Holdfast before the work is done' },
  { value: 'crash-after', label: 'Kills Holdfast after the work is done' },
]

/** It strikes once: who is killed again and again at its start never comes to an end. */
export const isCrash = (effect: FaultEffect): boolean => effect === 'crash-before' || effect === 'crash-after'

export const crashText = (effect: FaultEffect): string =>
  `Ends this console with SIGKILL, ${effect === 'crash-before' ? 'before' : 'after'} the work of that call is done. Start Holdfast again: it goes on where it was.`

/** Every operation at once. */
export const ANY_OPERATION = '*'

/** Every one that changes something. */
export const CHANGING_OPERATION = 'changing'

export function operationText(operation: string): string {
  if (operation === ANY_OPERATION) return 'Every operation'
  return operation === CHANGING_OPERATION ? 'Every operation that changes something' : operation
}

/** "Answers InsufficientInstanceCapacity", "Times out after the work is done" */
export function effectText(fault: SimulatorFault): string {
  if (fault.effect === 'error') return `Answers ${fault.code ?? 'InternalError'}`
  return EFFECTS.find(({ value }) => value === fault.effect)?.label ?? fault.effect
}

/** "Every call, 3 times more", "25% of calls, until removed", "Every call after the next 4, once more" */
export function strikesText({ after, remaining, probability }: SimulatorFault): string {
  const when =
    remaining === null ? 'until removed' : remaining === 1 ? 'once more' : `${remaining} times more`
  const which = probability >= 1 ? 'Every call' : `${Math.round(probability * 100)}% of calls`
  const passed = after === 0 ? '' : after === 1 ? ' after the next one' : ` after the next ${after}`
  return `${which}${passed}, ${when}`
}

/** What the form of a fault holds, as typed. */
export type FaultDraft = {
  readonly operation: string
  readonly effect: FaultEffect
  readonly code: string
  /** How many calls pass first. */
  readonly after: string | number
  readonly times: string | number
  readonly untilRemoved: boolean
  readonly percent: string | number
}

export const NEW_FAULT: FaultDraft = {
  operation: ANY_OPERATION,
  effect: 'error',
  code: 'InternalError',
  after: 0,
  times: 1,
  untilRemoved: false,
  percent: 100,
}

export type FaultProblems = Partial<Record<'code' | 'after' | 'times' | 'percent', string>>

/** The fault that a form means, or a sentence for each field that is wrong. */
export function faultOf(
  draft: FaultDraft,
):
  | { readonly ok: true; readonly fault: SimulatorFault }
  | { readonly ok: false; readonly problems: FaultProblems } {
  const problems: FaultProblems = {}
  const once = isCrash(draft.effect)
  const times = once ? 1 : wholeNumber(draft.times)
  const after = wholeNumber(draft.after)
  const percent = wholeNumber(draft.percent)
  const code = draft.code.trim()
  if (draft.effect === 'error' && !/^[A-Za-z][A-Za-z0-9.]*$/.test(code))
    problems.code = 'A code looks like InsufficientInstanceCapacity.'
  const endless = draft.untilRemoved && !once
  if (!endless && (times === null || times < 1)) problems.times = 'Give a whole number from 1.'
  if (after === null || after < 0) problems.after = 'Give a whole number from 0.'
  if (percent === null || percent < 1 || percent > 100)
    problems.percent = 'Give a whole number from 1 to 100.'
  if (Object.keys(problems).length > 0 || percent === null || after === null) return { ok: false, problems }
  return {
    ok: true,
    fault: {
      operation: draft.operation,
      effect: draft.effect,
      code: draft.effect === 'error' ? code : null,
      after,
      remaining: endless ? null : times,
      probability: percent / 100,
    },
  }
}

/** Null where the text is no whole number. */
export function wholeNumber(typed: string | number): number | null {
  const text = String(typed).trim()
  const number = Number(text)
  return text === '' || !Number.isSafeInteger(number) ? null : number
}
