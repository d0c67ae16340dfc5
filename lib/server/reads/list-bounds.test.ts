import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { refusalSentence } from '@/lib/api/messages'
import { ROUTE_DOORS, type RouteName } from '@/lib/auth/doors'
import { CAPS, capReached } from '@/lib/domain/cap'
import { takeStreamPlace } from '@/lib/server/requests/stream-places'
import { scanRoutes } from '@/lib/testing/door-scan'
import { findDoors, type RouteDoor } from '@/lib/testing/fuzz/find-doors'
import { type FuzzWorld, openFuzzWorld } from '@/lib/testing/fuzz/fuzz-world'
import { ROUTE_SAMPLES } from '@/lib/testing/fuzz/route-samples'
import { readSources } from '@/lib/testing/source-scan'
import { LIST_BOUNDS } from './list-bounds'

const OWN = { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }

vi.mock('next/headers', () => ({
  headers: async () => new Headers({ host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }),
  cookies: async () => ({ get: () => undefined, getAll: () => [] }),
}))
vi.stubEnv('HOLDFAST_OPEN', '1')

let world: FuzzWorld
beforeAll(async () => {
  world = await openFuzzWorld()
})
afterAll(() => world.close())

/** Every list of an answer: where it stands, and how long it is. */
function* listsOf(value: unknown, place = ''): Generator<{ place: string; length: number }> {
  if (Array.isArray(value)) {
    yield { place, length: value.length }
    for (const one of value) yield* listsOf(one, `${place}[]`)
  } else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value))
      yield* listsOf(one, place === '' ? name : `${place}.${name}`)
}

/** Records by id are lists, too; an operator's own values and what an event keeps are bounded by their schemas. */
const NAMED_BY_ID = /^adopters\.[^.]+/
const KEPT = /^(values|events\[\]\.(before|after)|report)\b/

it('every list of every route has a stated bound, and keeps to it', { timeout: 60_000 }, async () => {
  const scene = await world.scene()
  const doors = (await findDoors(process.cwd())).filter(
    (one): one is RouteDoor => one.kind === 'route' && one.method === 'GET',
  )
  const named = new Map(scanRoutes().map(({ method, path, door }) => [`${method} ${path}`, door]))
  const unbounded: string[] = []
  const met = new Set<string>()
  for (const { name, path, call } of doors) {
    const asked = await ROUTE_SAMPLES[name]?.(scene)
    const route = named.get(name) as RouteName
    expect(ROUTE_DOORS[route], name).toBeDefined()
    const url = new URL(`http://127.0.0.1:3000${path.replace(/[[\].]/g, '')}`)
    for (const [key, value] of Object.entries(asked?.query ?? {})) url.searchParams.set(key, value)
    const headers = { ...OWN, ...asked?.headers }
    const answer = await call(new Request(url, { headers }), {
      params: Promise.resolve({ ...asked?.params }),
    })
    if (!answer.headers.get('content-type')?.includes('json')) {
      await answer.body?.cancel()
      continue
    }
    for (const { place, length } of listsOf(await answer.json())) {
      const line = place.replace(NAMED_BY_ID, 'adopters[]')
      met.add(`${route} ${line}`)
      if (KEPT.test(line)) continue
      const most = LIST_BOUNDS[route][line]
      if (most === undefined || length > most) unbounded.push(`${name}: ${line} has ${length} of ${most}`)
    }
  }
  expect(unbounded).toEqual([])
  // The lists that grow were there to be looked at.
  for (const one of ['instances ', 'vms ', 'subnets ', 'publicIps ips', 'groups rows', 'drifts open'])
    expect(met).toContain(one)
  for (const one of ['tasks tasks', 'held rows', 'network subnets', 'simulator machines', 'events events'])
    expect(met).toContain(one)
})

it('a stream more than there may be is answered with a sentence, and has a place when one is given back', async () => {
  const doors = await findDoors(process.cwd())
  const stream = doors.find(({ name }) => name === 'GET /api/stream') as RouteDoor
  const ends = new AbortController()
  const open = () =>
    stream.call(new Request('http://127.0.0.1:3000/api/stream', { headers: OWN, signal: ends.signal }), {
      params: Promise.resolve({}),
    })
  const places = Array.from({ length: CAPS.streams }, (_, n) =>
    takeStreamPlace({ kind: 'person', id: `${n}` }),
  )
  const refused = await open()
  expect(refused.status).toBe(429)
  expect(await refused.json()).toEqual({ message: refusalSentence(capReached('streams')) })
  for (const place of places) if (place.ok) place.value()
  const taken = await open()
  expect([taken.status, taken.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  ends.abort()
})

/** What follows the bracket that opens at `from`, after the one that closes it. */
function afterCall(text: string, from: number): string {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (depth === 0) return text.slice(at + 1)
  }
  return ''
}

it('every list that an action or a route is sent has a maximum', () => {
  const lacking: string[] = []
  let found = 0
  for (const { path, text } of readSources(['lib/api/schemas', 'lib/server', 'app']))
    for (const match of text.matchAll(/\bz\s*\.(?:array|set|map|record)\(/g)) {
      if (/\.test\.ts$/.test(path)) continue
      found += 1
      const rest = afterCall(text, match.index + match[0].length - 1)
      if (!/^\s*(?:\.min\([^)]*\)\s*)?\.max\(/.test(rest))
        lacking.push(`${path}: ${text.slice(match.index, match.index + 60)}`)
    }
  expect(lacking).toEqual([])
  expect(found).toBeGreaterThan(15)
})
