import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { computeCacheBustingSearchParam } from 'next/dist/shared/lib/router/utils/cache-busting-search-param.js'
import { PARTS_HAD } from '@/lib/server/requests/parts-had'
import { scanPageParameters, scanPages } from '@/lib/testing/door-scan'
import { drawRecipes, spoil } from '@/lib/testing/fuzz/recipes'
import { shown } from '@/lib/testing/fuzz/shown'
import { ROOT } from '../programs'

/*
 * Requests that a browser would make, spoilt in one place: an action's arguments as React writes them, the path, query
 * and headers of a route, and what a browser says of the parts of a page that it has. The same for the same seed.
 */

const PAGES = ['/groups', '/groups/new', '/subnets', '/activity', '/drift', '/settings', '/account', '/login']

/** What React gives a meaning to where an argument begins with it. */
const REFERENCES = [
  '$1',
  '$@1',
  '$F1',
  '$K1',
  '$Q1',
  '$W1',
  '$B1',
  '$h1',
  '$i1',
  '$D',
  '$n1',
  '$T',
  '$Y',
  '$A1',
]

/** What a name of an address may be said to be. */
const SAID = fc.constantFrom('now', '10.0.1.3', '20', 'a', '', '-1', '\0', '__proto__')

const PATHS = ['', ':__proto__', ':constructor:constructor', ':then', ':0:0:0', ':a:b']

export async function arbitraryRequests(
  count: number,
  seed: number,
  host: string,
  actions: readonly string[],
): Promise<string[]> {
  const recipes = drawRecipes(count, seed)
  const turns = fc.sample(fc.array(fc.nat({ max: 1_000 }), { minLength: 4, maxLength: 4 }), {
    numRuns: count,
    seed,
  })
  const queries = fc.sample(QUERY, { numRuns: count, seed })
  const requests = recipes.map(async (recipe, at) => {
    const [kind = 0, a = 0, b = 0, c = 0] = turns[at] ?? []
    const pick = <T>(of: readonly T[], turn: number): T => of[turn % of.length] as T
    const spoilt = (sample: readonly unknown[]) => spoil(sample, recipe)
    const head = [`host: ${host}`, `origin: http://${host}`]
    const page = pick(PAGES, a)
    if (kind % 3 === 0) {
      const called = [...head, `next-action: ${pick(actions, b)}`, 'accept: text/x-component']
      return c % 2 === 0
        ? request(
            'POST',
            page,
            [...called, 'content-type: text/plain;charset=UTF-8'],
            reply(spoilt(ARGUMENTS), c),
          )
        : request(
            'POST',
            page,
            [...called, `content-type: multipart/form-data; boundary=x`],
            form(spoilt(FIELDS), c),
          )
    }
    if (kind % 3 === 1) {
      const [path, query, headers] = spoilt([pick(READ, a), queries[at], {}])
      return request('GET', `${pathOf(path)}${queryOf(query)}`, [...head, ...headersOf(headers)], '')
    }
    const [tree, headers] = spoilt([TREE, { rsc: '1', 'next-url': '/groups', accept: '*/*' }])
    const parts = encodeURIComponent(wellFormed(typeof tree === 'string' ? tree : shown(tree, 6_000)))
    const asked = [...head, `${PARTS_HAD}: ${parts.slice(0, 12_000)}`, ...headersOf(headers)]
    return request('GET', `${page}?_rsc=${await markOf(asked)}`, asked, '')
  })
  return Promise.all(requests)
}

/** Where it is not what Next makes of these headers, it leads elsewhere and reads nothing of them. */
async function markOf(lines: readonly string[]): Promise<string> {
  const sent = new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.replace(/^[^:]*: */, '')]))
  const prefetch = PREFETCHES.find((one) => one === sent.get('next-router-prefetch'))
  const segment = sent.get('next-router-segment-prefetch') || undefined
  return computeCacheBustingSearchParam(prefetch, segment, sent.get(PARTS_HAD), sent.get('next-url'))
}

const PREFETCHES = ['1', '2', '3'] as const

const ROUTES = readdirSync(join(ROOT, 'app/api'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /(^|[\\/])route\.tsx?$/.test(path))
  .map((path) => `/api/${path.replaceAll('\\', '/').replace(/\/?route\.tsx?$/, '')}`)
  // A stream has no end, and each would be waited for.
  .filter((path) => path !== '/api/stream')
  .map((path) => path.replace(/\[[^\]]+\]/g, 'nobody'))

const READ = [...ROUTES, ...scanPages().map((path) => path.replace(/\[\w+\]/g, 'nobody'))]

/** A name of the address has one value, or several. */
const QUERY = fc.dictionary(
  fc.constantFrom(...scanPageParameters()),
  fc.oneof(SAID, SAID, fc.array(SAID, { minLength: 2, maxLength: 3 })),
  { minKeys: 1, maxKeys: 6 },
)

const ARGUMENTS = [
  'grp-000000000000',
  { kind: 'scale', groupId: 'grp-0', target: 3, instanceIds: ['ssi-0'] },
  null,
]
const FIELDS = ['["$1","$K2"]', '{"a":"$2"}', '[1,2]']
const TREE = [
  '',
  { children: ['groups', { children: ['__PAGE__', {}, null, null] }, null, null] },
  null,
  null,
  16,
]

const request = (method: string, path: string, headers: readonly string[], body: string): string => {
  const length = method === 'GET' ? [] : [`content-length: ${Buffer.byteLength(body)}`]
  return `${[`${method} ${path} HTTP/1.1`, ...headers, ...length].join('\r\n')}\r\nconnection: close\r\n\r\n${body}`
}

/** As React writes arguments; every third with a reference where there is nothing to refer to. */
function reply(args: unknown, turn: number): string {
  const text = shown(args, 300_000)
  if (turn % 3 > 0) return text
  const reference = `"${REFERENCES[turn % REFERENCES.length]}${PATHS[turn % PATHS.length]}"`
  return text.replace(/null|3|"scale"/, reference)
}

function form(fields: unknown, turn: number): string {
  const parts = Object.entries(fields as object).map(([name, value]) => {
    const text = typeof value === 'string' ? value.slice(0, 300_000) : shown(value, 300_000)
    const named = turn % 5 === 0 ? REFERENCES[turn % REFERENCES.length] : name
    return `--x\r\ncontent-disposition: form-data; name="${named}"\r\n\r\n${text}\r\n`
  })
  return `${parts.join('')}--x--\r\n`
}

const wellFormed = (text: string): string => text.replace(/[\ud800-\udfff]/g, '\ufffd')

/** Anything but what would end the line, and no more of it than a line may have. */
const inLine = (value: unknown): string =>
  (typeof value === 'string' ? value : shown(value, 3_000))
    .slice(0, 3_000)
    .replace(/[^\x21-\x7e]/g, (sign) => encodeURIComponent(wellFormed(sign)))

const pathOf = (value: unknown): string => {
  const text = inLine(value).slice(0, 4_000)
  return text.startsWith('/') ? text : `/api/${text}`
}

const queryOf = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? `?${Object.entries(value)
        .slice(0, 20)
        .flatMap(([key, all]) => [all].flat().map((one) => `${inLine(key)}=${inLine(one).slice(0, 500)}`))
        .join('&')}`.slice(0, 4_000)
    : ''

/** Names that are none are left out: Node ends such a connection before anything of ours is asked. */
const headersOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .slice(0, 20)
        .filter(([name]) => /^[a-z][a-z-]{0,40}$/.test(name))
        .map(([name, one]) => `${name}: ${inLine(one).slice(0, 500)}`)
    : []
