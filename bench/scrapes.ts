import { copyFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import { makeMeters } from '@/lib/server/monitoring/meters'
import { scrape } from '@/lib/server/monitoring/scrape'
import { openStore } from '@/lib/storage/store'
import { templateDatabase } from '@/lib/testing/database'
import type { Figure } from './figure'
import { largeRecord } from './large-record'
import { rounded } from './large-world'
import { watchLoop } from './watch-loop'

const GROUPS = [10, 1_000] as const
/** A scrape counts some of what it has not counted yet; after so many everything is counted. */
const WARMS_UP = 45
const TURNS = 21
const GOAL_MS = 50
const MOST_BLOCKED_MS = 50

/**
 * What a scrape of `/api/metrics` costs in a record of a million live allocations, everything being counted, after one
 * group has changed. Nothing but that group may be counted again. The baseline is a record of ten thousand, which has ten
 * labels of each kind where the large one has the most that there may be. And how long
 * the first scrapes, which count everything, keep others waiting: a scrape may not, however large the record is.
 */
export async function benchScrapes(): Promise<Figure[]> {
  const costs: Cost[] = []
  let live = 0
  for (const groups of GROUPS) {
    const record = await largeRecord(groups, { events: false })
    live = record.live
    const file = await templateDatabase()
    copyFileSync(record.file, file)
    costs.push(await costOf(file))
  }
  const [small, large] = costs as [Cost, Cost]
  const what = `${live.toLocaleString('en')} live allocations`
  const figure = (name: string, [value, baseline]: readonly [number, number], goal: number): Figure => ({
    name,
    value: rounded(value, 2),
    unit: 'ms',
    baseline: rounded(baseline, 2),
    ratio: rounded(value / baseline, 2),
    goal: `≤ ${goal} ms; baseline: a hundredth of the allocations (load ${rounded(loadavg()[0] ?? 0)})`,
    met: value <= goal,
  })
  return [
    figure(`processor time of a scrape of the metrics, ${what}`, [large.usual, small.usual], GOAL_MS),
    figure(
      `longest turn of the first ${WARMS_UP} scrapes, ${what}`,
      [large.turn, small.turn],
      MOST_BLOCKED_MS,
    ),
  ]
}

/** Milliseconds: of the processor for a usual scrape, in both threads, and of the longest turn of the event loop while everything is counted. */
type Cost = { readonly usual: number; readonly turn: number }

/** The median: of what is done every fifteen seconds the usual case counts. */
async function costOf(file: string): Promise<Cost> {
  const store = await openStore({ databaseUrl: `file:${file}`, now: () => '2026-11-22T01:00:00.000Z' })
  const engine = {
    operating: { underWay: () => 0 },
    sync: { status: () => ({ running: null, last: [], nextAt: null }) },
  } as unknown as Parameters<typeof scrape>[0]['engine']
  const meters = makeMeters()
  const [groupId = ''] = await store.liveGroupIds()
  const watched = await watchLoop()
  for (let turn = 0; turn < WARMS_UP; turn++) await scrape({ store, engine }, meters)
  const { own, clock } = await watched.end()
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
    const began = process.cpuUsage()
    await scrape({ store, engine }, meters)
    const { user, system } = process.cpuUsage(began)
    times.push((user + system) / 1_000)
  }
  await store.close()
  const usual = times.sort((a, b) => a - b)[Math.floor(TURNS / 2)] ?? 0
  return { usual, turn: own ?? clock }
}
