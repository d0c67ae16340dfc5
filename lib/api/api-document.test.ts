import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ROUTE_DOORS, type RouteName } from '@/lib/auth/doors'
import { scanRoutes } from '@/lib/testing/door-scan'

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

it.each(routes.map(({ path, file }) => [path, file] as const))(
  'docs/api.md names the parameters of %s',
  (path, file) => {
    const read = [...readFileSync(file, 'utf8').matchAll(/searchParams\.get\('(\w+)'\)/g)].map(
      (match) => match[1],
    )
    expect(read.filter((name) => !rows.get(path)?.said.includes(`\`${name}\``))).toEqual([])
  },
)
