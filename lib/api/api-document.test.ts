import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ROUTE_DOORS, type RouteName } from '@/lib/auth/doors'
import { scanRoutes } from '@/lib/testing/door-scan'
import { readSources, withoutComments } from '@/lib/testing/source-scan'
import { ROUTE_PARAMETERS } from './route-parameters'

/** A row of docs/api.md: `/api/groups` | viewer | `q`, … | … */
const ROW = /^\| `(\/api\/[^`]*)` \| (\w+) \| ([^|]*)\|/gm

const document = readFileSync('docs/api.md', 'utf8')
const rows = new Map(
  [...document.matchAll(ROW)].map(([, path, role, said]) => [path, { role, said: said ?? '' }]),
)
const routes = scanRoutes().filter(({ method }) => method === 'GET')

it('docs/api.md has every GET route with the role of its door, and no other', () => {
  const stated = [...rows].map(([path, { role }]) => `${path} ${role}`)
  expect(routes.length).toBeGreaterThan(30)
  expect(stated.sort()).toEqual(
    routes.map(({ path, door }) => `${path} ${ROUTE_DOORS[door as RouteName]}`).sort(),
  )
})

const parametersOf = (door: string | undefined): readonly string[] =>
  (ROUTE_PARAMETERS as Partial<Record<string, readonly string[]>>)[door ?? ''] ?? []

it.each(routes.map(({ path, door }) => [path, door] as const))(
  'docs/api.md names the parameters of %s, and no other',
  (path, door) => {
    const stated = [...(rows.get(path)?.said ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name)
    expect(stated.sort()).toEqual([...parametersOf(door)].sort())
  },
)

/** The reader itself; the writer of all paths; a page's own address, to come back to it; Node's requests as they arrive. */
const MAY_READ_ADDRESSES: ReadonlySet<string> = new Set([
  ...['lib/api/route-parameters.ts', 'lib/api/paths.ts', 'lib/api/return-place.ts'],
  ...['lib/server/doors/read.ts', 'lib/server/requests/peer.ts', 'lib/server/requests/guard-requests.ts'],
])

it('nothing reads the query of a route but by its parameters', () => {
  const readers = readSources(['app/api', 'lib/server', 'lib/api'])
    .filter(({ path }) => !path.endsWith('.test.ts') && !MAY_READ_ADDRESSES.has(path))
    .filter(({ text }) => /searchParams|request\.url|nextUrl/i.test(withoutComments(text)))
  expect(readers.map(({ path }) => path)).toEqual([])
})
