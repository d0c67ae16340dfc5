import { STEP_WORDS } from '@/lib/api/drill-messages'
import type { DrillScopeInput, DrillValues } from '@/lib/api/schemas/drills'
import { FAILING_STEPS, PLAIN_SCENARIO } from '@/lib/domain/drill'

/** What a new drill's form holds at first. */
export const newDrill = (scope: DrillScopeInput, seed: number): DrillValues => ({
  scope,
  zones: [],
  ...{ byShare: false, share: 40, instanceIds: [] },
  ...{ failing: 'none', failingMinutes: 5 },
  ...{ capacityReturns: true, capacityBack: 10 },
  minutes: PLAIN_SCENARIO.minutes,
  startSeconds: PLAIN_SCENARIO.startSeconds,
  stopSeconds: PLAIN_SCENARIO.stopSeconds,
  seed,
})

export const FAILING_CHOICES = [
  { value: 'none', label: 'Nothing fails' },
  ...FAILING_STEPS.map((value) => ({ value, label: `It fails at ${STEP_WORDS[value]}` })),
]

export const scopeKey = (scope: DrillScopeInput): string =>
  scope.kind === 'group' ? scope.groupId : `${scope.cloud} ${scope.region}`

/** A seed as short as one can say it, from the digits of a key that nobody else has. */
export const seedOf = (key: string): number => Number.parseInt(key.replaceAll('-', '').slice(-4), 16)
