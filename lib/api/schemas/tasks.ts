import { z } from 'zod'
import { MAXIMUM_CAPACITY, MAXIMUM_NAME_LENGTH } from '@/lib/domain/group'
import { TASK_KINDS, type TaskAction } from '@/lib/domain/schedule'
import { isTimeZone, readCron } from '../cron'
import { cronSentence, timeZoneSentence } from '../task-messages'

const AMOUNT = {
  'set-target': { label: 'Target', least: 0 },
  'scale-up': { label: 'The number of instances', least: 1 },
  'scale-down': { label: 'The number of instances', least: 1 },
} as const

/** Longer than any schedule that a person would read. */
const LONGEST_CRON = 200

/** A scheduled task as its form holds it; the server parses the same. What its group allows is checked there. */
export const taskValuesSchema = z
  .object({
    name: z
      .string()
      .trim()
      .min(1, 'Give the task a name.')
      .max(MAXIMUM_NAME_LENGTH, `A name has ${MAXIMUM_NAME_LENGTH} characters at most.`),
    kind: z.enum(TASK_KINDS),
    /** As typed; means nothing for `recycle`. */
    amount: z.union([z.number(), z.string().max(32)]),
    cron: z.string().max(LONGEST_CRON, `A schedule has ${LONGEST_CRON} characters at most.`),
    timeZone: z.string().max(64, 'Choose a time zone.'),
    enabled: z.boolean(),
  })
  .superRefine((values, context) => {
    const at = (path: 'amount' | 'cron' | 'timeZone', message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    const amount = amountProblem(values)
    if (amount) at('amount', amount)
    const zoned = isTimeZone(values.timeZone)
    if (!zoned) at('timeZone', timeZoneSentence(values.timeZone))
    const cron = readCron(values.cron, zoned ? values.timeZone : 'UTC')
    if (!cron.ok) at('cron', cronSentence(cron.refusal))
  })

export type TaskValues = z.input<typeof taskValuesSchema>

function amountProblem({ kind, amount }: Pick<TaskValues, 'kind' | 'amount'>): string | null {
  if (kind === 'recycle') return null
  const { label, least } = AMOUNT[kind]
  const number = wholeNumber(amount)
  if (number === null) return `${label} is a whole number.`
  if (number < least) return `${label} is ${least} or more.`
  if (number > MAXIMUM_CAPACITY) return `${label} is ${MAXIMUM_CAPACITY.toLocaleString('en')} or less.`
  return null
}

/** No coercion of nothing: what is empty would be read as 0, and pause the whole group. */
function wholeNumber(amount: string | number): number | null {
  const text = String(amount).trim()
  const number = Number(text)
  return text !== '' && Number.isSafeInteger(number) ? number : null
}

/** Of values that the schema has passed. */
export function actionOf({ kind, amount }: Pick<TaskValues, 'kind' | 'amount'>): TaskAction {
  if (kind === 'recycle') return { kind }
  const number = wholeNumber(amount) ?? 0
  return kind === 'set-target' ? { kind, target: number } : { kind, by: number }
}

export const taskIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/, 'This is not an id.')
