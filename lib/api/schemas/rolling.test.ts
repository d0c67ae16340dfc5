import { expect, test } from 'vitest'
import { askOf, type RollingValues, rollingValuesSchema } from './rolling'

const values = (over: Partial<RollingValues> = {}): RollingValues => ({
  batchSize: 1,
  maximumUnavailable: 1,
  order: 'across-zones',
  healthSeconds: 30,
  timeoutSeconds: 600,
  which: 'all',
  instanceIds: [],
  ...over,
})

test.each([
  [{ batchSize: '' }, 'batchSize', 'Batch size is a whole number.'],
  [{ batchSize: 0 }, 'batchSize', 'Batch size is 1 or more.'],
  [{ batchSize: 1.5 }, 'batchSize', 'Batch size is a whole number.'],
  [{ batchSize: 1_001 }, 'batchSize', 'Batch size is 1,000 or less.'],
  [{ maximumUnavailable: '-1' }, 'maximumUnavailable', 'Maximum unavailable is 0 or more.'],
  [{ healthSeconds: 3_601 }, 'healthSeconds', 'The health gate is 3,600 or less.'],
  [
    { timeoutSeconds: 30 },
    'timeoutSeconds',
    'The timeout is longer than the health gate, or nothing ever passes.',
  ],
  [{ which: 'chosen' }, 'instanceIds', 'Choose at least one.'],
] as const)('%j is said at its field', (over, path, message) => {
  const parsed = rollingValuesSchema.safeParse(values(over))
  expect(parsed.error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toContainEqual([
    path,
    message,
  ])
})

test('what was typed is read as numbers; of all, nobody is named', () => {
  const typed = values({ batchSize: ' 4 ', instanceIds: ['ssi-1'] })
  expect(rollingValuesSchema.safeParse(typed).success).toBe(true)
  expect(askOf(typed)).toMatchObject({ settings: { batchSize: 4 }, instanceIds: null })
  expect(askOf({ ...typed, which: 'chosen' }).instanceIds).toEqual(['ssi-1'])
})
