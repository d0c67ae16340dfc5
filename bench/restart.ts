import { loadavg } from 'node:os'
import { templateDatabase } from '@/lib/testing/database'
import { prepareServer, startServer } from './built-server'
import type { Figure } from './figure'
import { largeRecord } from './large-record'
import { rounded } from './large-world'

const SERVING_MS = 3_000
const AUDITED_MS = 10_000
const GROUPS = 1_000

/**
 * A built server is started on a record of a million live allocations and two million events: how long until its page of
 * all groups has come whole, and until it has said that the record is as it must be. The baseline is the same server
 * on an empty record.
 */
export async function benchRestart(): Promise<Figure[]> {
  await prepareServer()
  const record = await largeRecord(GROUPS)
  const empty = await start(await templateDatabase())
  const large = await start(record.file)
  const what = `${record.live.toLocaleString('en')} live allocations, ${record.events.toLocaleString('en')} events`
  const figure = (name: string, [value, baseline]: readonly [number, number], goal: number): Figure => ({
    name,
    value: rounded(value),
    unit: 'ms',
    baseline: rounded(baseline),
    ratio: rounded(value / baseline, 2),
    goal: `≤ ${goal.toLocaleString('en')} ms; baseline: an empty record (load ${rounded(loadavg()[0] ?? 0)})`,
    met: value <= goal,
  })
  return [
    figure(`serving after a restart with ${what}`, [large.serving, empty.serving], SERVING_MS),
    figure('audited after it', [large.audited, empty.audited], AUDITED_MS),
  ]
}

async function start(file: string): Promise<{ serving: number; audited: number }> {
  const server = await startServer(file)
  try {
    return { serving: server.serving, audited: await server.said('as it must be') }
  } finally {
    await server.end()
  }
}
