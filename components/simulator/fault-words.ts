import type { SimulatorFault } from '@/lib/api/views/simulator'

export type FaultEffect = SimulatorFault['effect']

export const EFFECTS: readonly { readonly value: FaultEffect; readonly label: string }[] = [
  { value: 'error', label: 'Answers an error' },
  { value: 'throttle', label: 'Throttles' },
  { value: 'timeout-before', label: 'Times out before the work is done' },
  { value: 'timeout-after', label: 'Times out after the work is done' },
]

/** Every operation at once. */
export const ANY_OPERATION = '*'

export const operationText = (operation: string): string =>
  operation === ANY_OPERATION ? 'Every operation' : operation

/** "Answers InsufficientInstanceCapacity", "Times out after the work is done" */
export function effectText(fault: SimulatorFault): string {
  if (fault.effect === 'error') return `Answers ${fault.code ?? 'InternalError'}`
  return EFFECTS.find(({ value }) => value === fault.effect)?.label ?? fault.effect
}

/** "Next 3 calls", "every call until removed", "one call in 4 until removed" */
export function strikesText({ remaining, probability }: SimulatorFault): string {
  const when =
    remaining === null ? 'until removed' : remaining === 1 ? 'once more' : `${remaining} times more`
  return probability >= 1 ? `Every call, ${when}` : `${Math.round(probability * 100)}% of calls, ${when}`
}

/** What the form of a fault holds, as typed. */
export type FaultDraft = {
  readonly operation: string
  readonly effect: FaultEffect
  readonly code: string
  readonly times: string | number
  readonly untilRemoved: boolean
  readonly percent: string | number
}

export const NEW_FAULT: FaultDraft = {
  operation: ANY_OPERATION,
  effect: 'error',
  code: 'InternalError',
  times: 1,
  untilRemoved: false,
  percent: 100,
}

export type FaultProblems = Partial<Record<'code' | 'times' | 'percent', string>>

/** The fault that a form means, or a sentence for each field that is wrong. */
export function faultOf(
  draft: FaultDraft,
):
  | { readonly ok: true; readonly fault: SimulatorFault }
  | { readonly ok: false; readonly problems: FaultProblems } {
  const problems: FaultProblems = {}
  const times = wholeNumber(draft.times)
  const percent = wholeNumber(draft.percent)
  const code = draft.code.trim()
  if (draft.effect === 'error' && !/^[A-Za-z][A-Za-z0-9.]*$/.test(code))
    problems.code = 'A code looks like InsufficientInstanceCapacity.'
  if (!draft.untilRemoved && (times === null || times < 1)) problems.times = 'Give a whole number from 1.'
  if (percent === null || percent < 1 || percent > 100)
    problems.percent = 'Give a whole number from 1 to 100.'
  if (Object.keys(problems).length > 0 || percent === null) return { ok: false, problems }
  return {
    ok: true,
    fault: {
      operation: draft.operation,
      effect: draft.effect,
      code: draft.effect === 'error' ? code : null,
      remaining: draft.untilRemoved ? null : times,
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
