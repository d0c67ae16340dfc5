import { copyFileSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { prepareServer, startServer } from './built-server'
import type { Figure } from './figure'
import { largeRecord } from './large-record'

const MOST_MB = 250
const SETTLES_MS = 20_000

/**
 * What a server holds of the machine's memory when nobody uses it: started on a record of 1,000 instances, one page of
 * all groups and one of a group visited, then left alone. The baseline is the same before anybody visited it.
 */
export async function benchIdleMemory(): Promise<Figure[]> {
  await prepareServer()
  const { file } = await largeRecord(1)
  copyFileSync(file, `${file}.idle`)
  const server = await startServer(`${file}.idle`, '/api/health')
  const started = residentMegabytes(server.pid)
  const groups = await (await fetch(`${server.url}/groups`)).text()
  const path = groups.match(/\/groups\/sig-[0-9a-f]+/)?.[0]
  if (!path) throw new Error('The page of groups names none')
  await (await fetch(server.url + path)).text()
  await setTimeout(SETTLES_MS)
  const value = residentMegabytes(server.pid)
  await server.end()
  return [
    {
      name: 'memory of an idle server after its pages were visited',
      value,
      unit: 'MB',
      baseline: started,
      ratio: Number((value / started).toFixed(2)),
      goal: `< ${MOST_MB} MB; baseline: before the first page`,
      met: value < MOST_MB,
    },
  ]
}

/** What Linux says of the process. */
function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = Number(status.match(/VmRSS:\s+(\d+)/)?.[1])
  if (!(kilobytes > 0)) throw new Error('The system does not say how much memory a process has')
  return Math.round(kilobytes / 1_024)
}
