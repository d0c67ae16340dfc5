import { ok, type Result, refuse } from './result'

/** Why a text is not a schedule. `field` is the one that is wrong, `part` what stands there. */
export type CronProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'nickname'; readonly text: string }
  | { readonly kind: 'seconds' }
  | { readonly kind: 'field-count'; readonly count: number }
  | { readonly kind: 'unreadable'; readonly field: CronField; readonly part: string }
  | { readonly kind: 'out-of-range'; readonly field: CronField; readonly part: string }
  | { readonly kind: 'reversed'; readonly field: CronField; readonly part: string }
  | { readonly kind: 'bad-step'; readonly field: CronField; readonly part: string }
  | { readonly kind: 'never' }

export type CronField = 'minute' | 'hour' | 'day of the month' | 'month' | 'day of the week'

type Rule = {
  readonly field: CronField
  readonly first: number
  readonly last: number
  readonly names: readonly string[]
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** In the order in which they are written. Sunday is 0 or 7. */
const RULES: readonly Rule[] = [
  { field: 'minute', first: 0, last: 59, names: [] },
  { field: 'hour', first: 0, last: 23, names: [] },
  { field: 'day of the month', first: 1, last: 31, names: [] },
  { field: 'month', first: 1, last: 12, names: MONTHS },
  { field: 'day of the week', first: 0, last: 7, names: WEEKDAYS },
]

export const cronLimits = (field: CronField): { readonly first: number; readonly last: number } =>
  RULES.find((rule) => rule.field === field) ?? { first: 0, last: 0 }

/** `*`, a value or a range, and a step behind the first or the last of them. */
const PART = /^(?:(\*)|([A-Z0-9]+)(?:-([A-Z0-9]+))?)(?:\/(\d+))?$/

/**
 * Five fields of the common kind: numbers, names, lists, ranges and steps. What only some programs know (seconds,
 * `@daily`, `L`, `#`) is refused rather than read in one of several ways. Answers them with single spaces, in capitals.
 */
export function readCronFields(text: string): Result<string, CronProblem> {
  const trimmed = text.trim().toUpperCase()
  if (trimmed === '') return refuse({ kind: 'empty' })
  if (trimmed.startsWith('@')) return refuse({ kind: 'nickname', text: text.trim() })
  const fields = trimmed.split(/\s+/)
  if (fields.length === RULES.length + 1) return refuse({ kind: 'seconds' })
  if (fields.length !== RULES.length) return refuse({ kind: 'field-count', count: fields.length })
  for (const [at, rule] of RULES.entries())
    for (const part of (fields[at] ?? '').split(',')) {
      const problem = partProblem(part, rule)
      if (problem) return refuse(problem)
    }
  return ok(fields.join(' '))
}

function partProblem(part: string, rule: Rule): CronProblem | null {
  const { field } = rule
  const match = PART.exec(part)
  if (!match) return { kind: 'unreadable', field, part }
  const [, star, from, to, step] = match
  // A step counts through a range: behind a single value programs differ in what it means.
  if (step !== undefined && !star && to === undefined) return { kind: 'bad-step', field, part }
  if (step !== undefined && (Number(step) < 1 || Number(step) > rule.last))
    return { kind: 'bad-step', field, part }
  if (from === undefined) return null
  const first = readValue(from, rule)
  const last = to === undefined ? first : readValue(to, rule)
  if (first === null || last === null) return { kind: 'unreadable', field, part }
  if ([first, last].some((value) => value < rule.first || value > rule.last))
    return { kind: 'out-of-range', field, part }
  // A week that ends on Sunday: SUN is 7 there.
  const end = to === 'SUN' ? rule.last : last
  return first > end ? { kind: 'reversed', field, part } : null
}

function readValue(text: string, { names, first }: Rule): number | null {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  const at = names.indexOf(text)
  return at < 0 ? null : at + first
}
