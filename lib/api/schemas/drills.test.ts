import { describe, expect, it } from 'vitest'
import { type DrillValues, drillValuesSchema, scenarioOf } from './drills'

const values = (over: Partial<DrillValues>): DrillValues => ({
  scope: { kind: 'group', groupId: 'sig-000000000001' },
  ...{ zones: [], byShare: false, share: 40, instanceIds: [], failing: 'none', failingMinutes: 5 },
  ...{ capacityReturns: true, capacityBack: 10, minutes: 30, startSeconds: 60, stopSeconds: 30, seed: 7 },
  ...over,
})

const problems = (over: Partial<DrillValues>): string[] =>
  (drillValuesSchema.safeParse(values(over)).error?.issues ?? []).map(
    (issue) => `${issue.path.join('.')}: ${issue.message}`,
  )

describe('a drill’s form', () => {
  it.each<[Partial<DrillValues>, string]>([
    [{}, 'zones: Choose what happens: a zone, a share, machines, or an error of the cloud.'],
    [{ byShare: true, share: 0 }, 'share: The share is 1 or more.'],
    [{ byShare: true, share: 101 }, 'share: The share is 100 or less.'],
    [{ byShare: true, share: '' }, 'share: The share is a whole number.'],
    [{ zones: ['1'], capacityBack: 1.5 }, 'capacityBack: When the capacity comes back is a whole number.'],
    [{ zones: ['1'], minutes: 500 }, 'minutes: The length of the drill is 240 or less.'],
    [{ zones: ['1'], seed: -1 }, 'seed: The seed is 0 or more.'],
    [{ failing: 'launch', failingMinutes: 0 }, 'failingMinutes: How long the errors last is 1 or more.'],
    [{ instanceIds: ['i-1'] }, 'instanceIds.0: This is not the id of an instance or a VM.'],
  ])('%j: %s', (over, problem) => {
    expect(problems(over)).toEqual([problem])
  })

  it('passes over what means nothing for what was chosen', () => {
    expect(
      problems({ zones: ['1'], share: '', failingMinutes: '', capacityReturns: false, capacityBack: '' }),
    ).toEqual([])
    expect(scenarioOf(values({ zones: ['1'], capacityReturns: false }))).toMatchObject({
      seed: 7,
      scenario: { zones: ['1'], share: null, failing: null, capacityBack: null, minutes: 30 },
    })
  })
})
