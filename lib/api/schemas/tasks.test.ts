import { describe, expect, it } from 'vitest'
import { actionOf, type TaskValues, taskValuesSchema } from './tasks'

const values = (change: Partial<Record<keyof TaskValues, unknown>> = {}): unknown => ({
  name: 'Mornings',
  kind: 'set-target',
  amount: 3,
  cron: '0 8 * * 1-5',
  timeZone: 'Europe/Berlin',
  enabled: true,
  ...change,
})

const said = (change: Partial<Record<keyof TaskValues, unknown>>): string[] => {
  const parsed = taskValuesSchema.safeParse(values(change))
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

describe('a scheduled task is refused at its field', () => {
  it.each<[Partial<Record<keyof TaskValues, unknown>>, string]>([
    [{ name: '  ' }, 'name: Give the task a name.'],
    [{ name: 'x'.repeat(64) }, 'name: A name has 63 characters at most.'],
    [{ amount: '' }, 'amount: Target is a whole number.'],
    [{ amount: '2.5' }, 'amount: Target is a whole number.'],
    [{ amount: -1 }, 'amount: Target is 0 or more.'],
    [{ kind: 'scale-up', amount: 0 }, 'amount: The number of instances is 1 or more.'],
    [{ kind: 'scale-down', amount: 65_537 }, 'amount: The number of instances is 65,536 or less.'],
    [
      { cron: '0 0 31 2 *' },
      'cron: No such day ever comes, so this would never run. Look at the day and the month.',
    ],
    [{ timeZone: '' }, 'timeZone: Choose a time zone.'],
    [
      { timeZone: 'Berlin' },
      'timeZone: “Berlin” is not a time zone that this server knows. Choose one such as Europe/Berlin.',
    ],
  ])('%o', (change, sentence) => expect(said(change)).toEqual([sentence]))

  it('a name that is missing hides nothing else', () =>
    expect(said({ name: '', cron: '', amount: '' }).map((one) => one.split(':')[0])).toEqual([
      'name',
      'amount',
      'cron',
    ]))

  it('each problem on its own, though the schedule is read by the clock of the zone', () =>
    expect(said({ timeZone: 'Berlin', cron: '61 * * * *' }).map((one) => one.split(':')[0])).toEqual([
      'timeZone',
      'cron',
    ]))
})

it.each<[TaskValues['kind'], string | number, ReturnType<typeof actionOf>]>([
  ['set-target', '0', { kind: 'set-target', target: 0 }],
  ['scale-up', ' 2 ', { kind: 'scale-up', by: 2 }],
  ['scale-down', 4, { kind: 'scale-down', by: 4 }],
  ['recycle', '', { kind: 'recycle' }],
])('%s of “%s” is one action', (kind, amount, action) => {
  expect(said({ kind, amount })).toEqual([])
  expect(actionOf({ kind, amount })).toEqual(action)
})
