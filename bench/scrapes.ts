import { copyFileSync } from 'node:fs'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import { makeMeters } from '@/lib/server/meters'
import { scrape } from '@/lib/server/scrape'
import { openStore } from '@/lib/storage/store'
import { templateDatabase } from '@/lib/testing/database'
import type { Figure } from './figure'
import { largeRecord } from './large-record'
import { rounded } from './large-world'

const GROUPS = [10, 1_000] as const
/** A scrape counts some of what it has not counted yet; after so many everything is counted. */
const WARMS_UP = 45
const TURNS = 21
const GOAL_MS = 50

/**
 * What a scrape of `/api/metrics` costs in a record of a million live allocations, everything being counted, after one
 * group has changed. Nothing but that group may be counted again. The baseline is a record of ten thousand.
 */
export async function benchScrapes(): Promise<Figure[]> {
  const costs: number[] = []
  let live = 0
  for (const groups of GROUPS) {
    const record = await largeRecord(groups)
    live = record.live
    const file = await templateDatabase()
    copyFileSync(record.file, file)
    costs.push(await costOf(file))
  }
  const [baseline = 0, value = 0] = costs
  return [
    {
      name: `a scrape of the metrics, ${live.toLocaleString('en')} live allocations`,
      value: rounded(value, 2),
      unit: 'ms',
      baseline: rounded(baseline, 2),
      ratio: rounded(value / baseline, 2),
      goal: `≤ ${GOAL_MS} ms; baseline: a hundredth of the allocations`,
      met: value <= GOAL_MS,
    },
  ]
}

/** The median: of what is done every fifteen seconds the usual case counts. */
async function costOf(file: string): Promise<number> {
  const store = await openStore({ databaseUrl: `file:${file}`, now: () => '2026-11-22T01:00:00.000Z' })
  const engine = {
    operating: { underWay: () => 0 },
    sync: { status: () => ({ running: null, last: [], nextAt: null }) },
  } as unknown as Parameters<typeof scrape>[0]['engine']
  const meters = makeMeters()
  const [groupId = ''] = await store.liveGroupIds()
  for (let turn = 0; turn < WARMS_UP; turn++) await scrape({ store, engine }, meters)
  const times: number[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    const snapshot = await store.groupSnapshot(groupId)
    if (!snapshot) throw new Error('the record has no group')
    const { group } = snapshot
    const next = { ...group, version: group.version + 1 }
    const stored = await store.commit({
      ...EMPTY_COMMIT,
      expect: [{ groupId, version: group.version }],
      groups: [next],
    })
    if (!stored.ok) throw new Error(`the group could not be changed: ${stored.refusal.kind}`)
    const began = performance.now()
    await scrape({ store, engine }, meters)
    times.push(performance.now() - began)
  }
  await store.close()
  return times.sort((a, b) => a - b)[Math.floor(TURNS / 2)] ?? 0
}
