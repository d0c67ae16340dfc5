import { z } from 'zod'
import { MAXIMUM_CAPACITY } from '@/lib/domain/group'
import type { RollingAsk } from '@/lib/domain/plan-rolling'
import {
  LONGEST_HEALTH,
  LONGEST_TIMEOUT,
  MOST_BATCH,
  ROLLING_COMMANDS,
  ROLLING_ORDERS,
} from '@/lib/domain/rolling-recycle'

/** Whole numbers as typed; what is empty is no number, and least of all 0. */
const amount = z.union([z.number(), z.string().max(32)])

const LIMITS = {
  batchSize: { label: 'Batch size', least: 1, most: MOST_BATCH },
  maximumUnavailable: { label: 'Maximum unavailable', least: 0, most: MAXIMUM_CAPACITY },
  healthSeconds: { label: 'The health gate', least: 0, most: LONGEST_HEALTH },
  timeoutSeconds: { label: 'The timeout', least: 1, most: LONGEST_TIMEOUT },
} as const

type Amount = keyof typeof LIMITS
const AMOUNTS = Object.keys(LIMITS) as Amount[]

/** A rolling recycle as its form holds it; the server parses the same. What its group allows is checked there. */
export const rollingValuesSchema = z
  .object({
    batchSize: amount,
    maximumUnavailable: amount,
    order: z.enum(ROLLING_ORDERS),
    healthSeconds: amount,
    timeoutSeconds: amount,
    which: z.enum(['all', 'chosen']),
    /** Of those chosen; means nothing for all. */
    instanceIds: z.array(z.string().min(1).max(64)).max(MAXIMUM_CAPACITY),
  })
  .superRefine((values, context) => {
    const at = (path: keyof typeof values, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    for (const name of AMOUNTS) {
      const problem = amountProblem(name, values[name])
      if (problem) at(name, problem)
    }
    const [health, timeout] = [wholeNumber(values.healthSeconds), wholeNumber(values.timeoutSeconds)]
    if (health !== null && timeout !== null && timeout <= health)
      at('timeoutSeconds', 'The timeout is longer than the health gate, or nothing ever passes.')
    if (values.which === 'chosen' && values.instanceIds.length === 0)
      at('instanceIds', 'Choose at least one.')
  })

export type RollingValues = z.input<typeof rollingValuesSchema>

function amountProblem(name: Amount, typed: string | number): string | null {
  const { label, least, most } = LIMITS[name]
  const number = wholeNumber(typed)
  if (number === null) return `${label} is a whole number.`
  if (number < least) return `${label} is ${least} or more.`
  return number > most ? `${label} is ${most.toLocaleString('en')} or less.` : null
}

function wholeNumber(typed: string | number): number | null {
  const text = String(typed).trim()
  const number = Number(text)
  return text !== '' && Number.isSafeInteger(number) ? number : null
}

/** Of values that the schema has passed. */
export function askOf(values: RollingValues): RollingAsk {
  const number = (name: Amount): number => wholeNumber(values[name]) ?? 0
  return {
    settings: {
      batchSize: number('batchSize'),
      maximumUnavailable: number('maximumUnavailable'),
      order: values.order,
      healthSeconds: number('healthSeconds'),
      timeoutSeconds: number('timeoutSeconds'),
    },
    instanceIds: values.which === 'all' ? null : values.instanceIds,
  }
}

export const runIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/, 'This is not an id.')

export const rollingCommandSchema = z.enum(ROLLING_COMMANDS)
