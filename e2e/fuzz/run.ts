/**
 * `npm run fuzz -- --http [REQUESTS]`: a built server on loopback that is sent REQUESTS (10,000 unless told) which no
 * browser sends, a dozen at once. Ends with 1 where one is answered with 5xx or with something of the inside, where the
 * server does not answer afterwards, or where its memory grew.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { auditFile } from '@/lib/storage/audit'
import type { ChaosWorld } from '../chaos/chaos-world'
import { playInWorld } from '../play-in-world'
import { ROOT } from '../programs'
import { rawProblem, rawRequests, sendRaw } from '../raw-requests'
import { arbitraryRequests } from './arbitrary-requests'

const AT_ONCE = 12
const PATIENCE_MS = 5_000
/** Drawn and sent together; memory is read after each. */
const ROUND = 500
/**
 * In megabytes, of the whole process from the end of the first quarter on. What is sent is up to two megabytes each,
 * and Node gives pages back late: a server that keeps nothing swings by less, one that keeps what it is sent, or a
 * kilobyte's object with its page each time, goes beyond it.
 */
const MOST_GROWTH = 200

const requests = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 10_000)
await playInWorld('fuzz', play)

async function play({ holdfast }: ChaosWorld): Promise<readonly string[]> {
  const { url } = holdfast
  const found: string[] = []
  const statuses: Record<string, number> = {}
  const memory: number[] = []
  const began = performance.now()
  for (let sent = 0; sent < requests; sent += ROUND) {
    const waiting = await roundOf(Math.min(ROUND, requests - sent), sent + 7, new URL(url).host)
    const lane = async () => {
      for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
        const answer = await sendRaw(Number(new URL(url).port), text, PATIENCE_MS)
        const status = answer.slice(9, 12) || 'closed'
        statuses[status] = (statuses[status] ?? 0) + 1
        const problem = rawProblem(answer)
        if (problem) found.push(`${problem} to ${JSON.stringify(text.slice(0, 600))}`)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
    memory.push(await residentMb(url))
  }
  const counted = Object.entries(statuses).sort((a, b) => b[1] - a[1])
  const minutes = ((performance.now() - began) / 60_000).toFixed(1)
  console.log(
    `${requests} requests in ${minutes} minutes: ${counted.map((one) => one.join(' ')).join(', ')}.`,
  )
  console.log(`Memory of the server: ${memory.map(Math.round).join(', ')} MB.`)
  const health = await fetch(`${url}/api/health`).then(({ status }) => status)
  if (health !== 200) found.push(`its health is ${health}`)
  const grown = Math.min(...memory.slice(-2)) - (memory[Math.floor(memory.length / 4)] ?? 0)
  if (grown > MOST_GROWTH) found.push(`its memory grew by ${Math.round(grown)} MB`)
  await holdfast.endConsole()
  const findings = auditFile(holdfast.databaseFile).findings.map(({ name }) => `the record: ${name}`)
  return [...found, ...findings]
}

/** Half of them almost what a browser sends, half far from it. */
async function roundOf(count: number, seed: number, host: string): Promise<string[]> {
  const far = Math.floor(count / 2)
  return [
    ...(await arbitraryRequests(count - far, seed, host, actionIds())),
    ...rawRequests(far, seed, host, actionIds()),
  ]
}

function actionIds(): string[] {
  const file = join(ROOT, '.next', 'server', 'server-reference-manifest.json')
  return Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { node: object }).node)
}

async function residentMb(url: string): Promise<number> {
  const text = await fetch(`${url}/api/metrics`).then((answer) => answer.text())
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / 2 ** 20
}
