import { expect, it } from 'vitest'
import { PLAIN_SCENARIO } from '@/lib/domain/drill'
import type { DrillReport } from '@/lib/domain/drill-report'
import { templateDatabase } from '@/lib/testing/database'
import { openStore } from './store'

const at = (second: number) => `2026-11-03T09:00:0${second}.000Z`
const scope = { kind: 'account', cloud: 'aws', region: 'us-east-1' } as const
const report: DrillReport = {
  ...{ scope, scenario: PLAIN_SCENARIO, seed: 7, takenAt: at(1), seconds: 90, ended: 'settled' },
  figures: {
    ...{ places: 1, struck: 0, darkAddresses: 0, darkLongest: 0, darkMedian: 0 },
    byFate: { kept: 1, moved: 0, 'fell-back': 0, waiting: 0, lost: 0 },
  },
  ...{ shortages: [], advice: [], places: [], subnets: [] },
}

it('keeps drills, newest first, and their reports apart; one that was removed is not ended', async () => {
  const { reads, close } = await openStore({
    databaseUrl: `file:${await templateDatabase()}`,
    now: () => at(9),
  }).then((store) => ({ reads: store.reads, close: () => store.close() }))
  for (const n of [1, 2])
    await reads.addDrill({ id: `drill-${n}`, scope, scenario: PLAIN_SCENARIO, seed: n, startedAt: at(n) })
  expect((await reads.drills()).map((one) => [one.id, one.state, one.figures])).toEqual([
    ['drill-2', 'playing', null],
    ['drill-1', 'playing', null],
  ])
  await reads.endDrill('drill-1', { state: 'done', endedAt: at(3), problem: null, report })
  expect(await reads.drill('drill-1')).toMatchObject({
    scope,
    seed: 1,
    state: 'done',
    figures: { places: 1 },
  })
  expect(await reads.drillReport('drill-1')).toEqual(report)
  expect(await reads.drillReport('drill-2')).toBeNull()
  await reads.removeDrill('drill-2')
  await reads.removeDrill('drill-2')
  await reads.endDrill('drill-2', { state: 'done', endedAt: at(4), problem: null, report })
  expect(await reads.drill('drill-2')).toBeNull()
  await close()
})
