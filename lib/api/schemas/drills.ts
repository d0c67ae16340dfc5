import { z } from 'zod'
import { CLOUDS } from '@/lib/domain/cloud-rules'
import { DRILL_LIMITS, FAILING_STEPS, type Scenario } from '@/lib/domain/drill'
import { groupIdSchema } from './commands'

/** What is rehearsed, as a form and a URL say it. */
export const drillScopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('group'), groupId: groupIdSchema }),
  z.object({ kind: z.literal('account'), cloud: z.enum(CLOUDS), region: z.string().min(1).max(64) }),
])
export type DrillScopeInput = z.output<typeof drillScopeSchema>

const LARGEST_SEED = 2 ** 31 - 1

/** As typed: a number, or what an empty field holds. */
const typed = z.union([z.number(), z.string().max(32)])

/** A drill as its form holds it; the server parses the same. */
export const drillValuesSchema = z
  .object({
    scope: drillScopeSchema,
    zones: z.array(z.string().min(1).max(64)).max(20),
    /** Per cent; means nothing unless `byShare`. */
    byShare: z.boolean(),
    share: typed,
    instanceIds: z
      .array(z.string().regex(/^(ssi|vmi)-[0-9a-f]{12}$/, 'This is not the id of an instance or a VM.'))
      .max(DRILL_LIMITS.instanceIds, `Name ${DRILL_LIMITS.instanceIds} machines at most, or choose a share.`),
    failing: z.enum(['none', ...FAILING_STEPS]),
    failingMinutes: typed,
    capacityReturns: z.boolean(),
    capacityBack: typed,
    minutes: typed,
    startSeconds: typed,
    stopSeconds: typed,
    seed: typed,
  })
  .superRefine((values, context) => {
    const at = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    for (const [path, rule] of Object.entries(NUMBERS)) {
      const name = path as keyof typeof NUMBERS
      if (!isUsed(values, name)) continue
      const problem = numberProblem(values[name], rule)
      if (problem) at(path, problem)
    }
    const { zones, byShare, instanceIds, failing } = values
    if (zones.length === 0 && !byShare && instanceIds.length === 0 && failing === 'none')
      at('zones', 'Choose what happens: a zone, a share, machines, or an error of the cloud.')
  })

export type DrillValues = z.input<typeof drillValuesSchema>

type Rule = { readonly label: string; readonly least: number; readonly most: number }

const NUMBERS = {
  share: { label: 'The share', least: 1, most: 100 },
  failingMinutes: { label: 'How long the errors last', least: 1, most: DRILL_LIMITS.minutes },
  capacityBack: { label: 'When the capacity comes back', least: 0, most: DRILL_LIMITS.minutes },
  minutes: { label: 'The length of the drill', least: 1, most: DRILL_LIMITS.minutes },
  startSeconds: {
    label: 'How long a machine takes to start',
    least: 0,
    most: DRILL_LIMITS.transitionSeconds,
  },
  stopSeconds: { label: 'How long a machine takes to stop', least: 0, most: DRILL_LIMITS.transitionSeconds },
  seed: { label: 'The seed', least: 0, most: LARGEST_SEED },
} as const satisfies Partial<Record<keyof DrillValues, Rule>>

function isUsed(values: DrillValues, name: keyof typeof NUMBERS): boolean {
  if (name === 'share') return values.byShare
  if (name === 'failingMinutes') return values.failing !== 'none'
  return name !== 'capacityBack' || (values.capacityReturns && values.zones.length > 0)
}

function numberProblem(value: string | number, { label, least, most }: Rule): string | null {
  const number = wholeNumber(value)
  if (number === null) return `${label} is a whole number.`
  if (number < least) return `${label} is ${least} or more.`
  return number > most ? `${label} is ${most.toLocaleString('en')} or less.` : null
}

/** No coercion of nothing: what is empty would be read as 0. */
function wholeNumber(value: string | number): number | null {
  const text = String(value).trim()
  const number = Number(text)
  return text !== '' && Number.isSafeInteger(number) ? number : null
}

/** Of values that the schema has passed. */
export function scenarioOf(values: DrillValues): { readonly scenario: Scenario; readonly seed: number } {
  const number = (name: keyof typeof NUMBERS): number => wholeNumber(values[name]) ?? 0
  const { zones, instanceIds, failing } = values
  return {
    seed: number('seed'),
    scenario: {
      zones,
      share: isUsed(values, 'share') ? number('share') : null,
      instanceIds,
      failing: failing === 'none' ? null : { step: failing, minutes: number('failingMinutes') },
      capacityBack: isUsed(values, 'capacityBack') ? number('capacityBack') : null,
      minutes: number('minutes'),
      ...{ startSeconds: number('startSeconds'), stopSeconds: number('stopSeconds') },
    },
  }
}

export const drillIdSchema = z.string().regex(/^drill-[0-9a-f]{12}$/, 'This is not the id of a drill.')
