import { idInPath } from '@/lib/api/paths'
import { AZURE_SUBNETS } from '@/lib/testing/azure-worlds'
import { scanPageParameters, scanPages, scanRoutes } from '@/lib/testing/door-scan'
import { ask, askPage, builtPaths } from '../doors/ask'
import { sessionOf } from '../doors/askers'
import { expect, step, test } from '../fixtures'
import { pageFailure } from '../page-failure'

/* No browser: what is asked here, no page of ours asks. */

test.use({ world: 'people' })

/** What an address may say under one name, as it is written there. */
const STRANGE: readonly (readonly string[])[] = [
  ['%00', '1e999'],
  ['', '%ED%A0%80', '-1'],
  ['__proto__', '%F0%9F%92%A9'.repeat(20)],
]

/** At once: it is one server, and most of the time is waiting for it. */
const eachOf = <T>(all: readonly T[], body: (one: T) => Promise<void>) => Promise.all(all.map(body))

test('Doors: what a page shows reaches nobody who is not signed in, however it is asked for', async ({
  holdfast,
  mishaps,
}) => {
  mishaps.allow(/origin|Invalid Server Actions request|^\s+at ignore-listed/i)
  const { url } = holdfast
  const cookie = await sessionOf(url, 'viewer')
  const list = await ask(url, '/api/groups', { headers: { cookie } })
  const names = [...list.body.matchAll(/"name":"([^"]{6,})"/g)].map((match) => match[1] ?? '')
  const groupId = /"id":"(sig-[^"]+)"/.exec(list.body)?.[1] ?? 'nobody'
  const secrets = [...names, '10.0.1.', 'Vera Vogt', 'vera@example.org']
  const told = (body: string) => secrets.filter((one) => body.includes(one))
  const STAND: Readonly<Record<string, string>> = {
    '[groupId]': groupId,
    '[subnetId]': idInPath(AZURE_SUBNETS.web.id),
  }
  const placeOf = (path: string) => path.replace(/\[\w+\]/g, (part) => STAND[part] ?? 'nobody')
  const segmentOf = (part: string) =>
    part.startsWith('[') ? [part.slice(1, -1), STAND[part] ?? 'nobody', 'd', null] : part
  const places = scanPages().map(placeOf)
  const consolePages = builtPaths().flatMap((path) => /^\/\(console\)(\/.+)\/page$/.exec(path)?.[1] ?? [])

  const leaks: string[] = []
  /** Nobody is told anything, and nothing breaks. */
  async function knock(path: string, sent: Parameters<typeof ask>[2] = {}): Promise<void> {
    const { status, body, location } = await askPage(url, path, sent)
    const found = told(body)
    const how = `${sent.method ?? 'GET'} ${path} ${JSON.stringify(sent.headers ?? {})}`
    if (found.length > 0) leaks.push(`${how} tells ${found.slice(0, 3).join(', ')}`)
    if (status >= 500) leaks.push(`${how} answers ${status}`)
    if (location !== null && new URL(location, url).host !== new URL(url).host)
      leaks.push(`${how} leads to ${location}`)
  }

  await step('Signed in, the same pages do tell', async () => {
    expect(names.length).toBeGreaterThan(3)
    for (const headers of [{}, { rsc: '1' }] as Record<string, string>[])
      expect(told((await askPage(url, '/groups', { headers: { ...headers, cookie } })).body)).not.toEqual([])
  })

  await step('What only an admin may read is in no page of others', async () => {
    for (const headers of [{}, { rsc: '1' }] as Record<string, string>[]) {
      const page = await askPage(url, '/ledger', { headers: { ...headers, cookie } })
      expect([page.status, /keepEventsDays|lastAt/.test(page.body)]).toEqual([200, false])
    }
    const admin = await sessionOf(url, 'admin')
    const signIns = async (as: string, text = '') =>
      (await ask(url, `/api/events?kind=signed-in&text=${text}`, { headers: { cookie: as } })).body
    // From where somebody came, and how, neither told nor found.
    expect(await signIns(admin)).toMatch(/"origin":"127\.0\.0\.1".*signed in with a password/)
    expect(await signIns(cookie)).toMatch(/"name":"Vera Vogt","origin":null/)
    expect(await signIns(cookie)).not.toMatch(/127\.0\.0\.1|with a password/)
    expect([await signIns(admin, 'with+a+pass'), await signIns(cookie, 'with+a+pass')]).toEqual([
      expect.stringContaining('with a password'),
      expect.stringContaining('"events":[]'),
    ])
  })

  await step('No address makes a page fail, whatever it says and however often', async () => {
    const names = scanPageParameters()
    expect(names).toEqual(
      expect.arrayContaining(['draft', 'subnet', 'token', 'to', 'tab', 'undo', 'from', 'q']),
    )
    const failed: string[] = []
    const openWith = async (path: string, headers: Record<string, string>, values: readonly string[]) => {
      const query = names.flatMap((name) => values.map((value) => `${name}=${value}`)).join('&')
      const { status, body } = await askPage(url, `${path}?${query}`, { headers })
      if (status >= 500 || pageFailure(body) !== null) failed.push(`${path} with ${values}: ${status}`)
    }
    for (const path of places) {
      // Whoever is signed in is led on from those that let somebody in.
      const asker: Record<string, string> = consolePages.some((one) => placeOf(one) === path)
        ? { cookie }
        : {}
      await eachOf([asker, { ...asker, rsc: '1' }], (headers) => openWith(path, headers, ['a', 'b']))
      await eachOf(STRANGE, (values) => openWith(path, { ...asker, rsc: '1' }, values))
    }
    expect(failed).toEqual([])
  })

  await step('Every page, as a document, a navigation and a prefetch', async () => {
    const asked: Record<string, string>[] = [
      ...[{}, { rsc: '1' }, { rsc: '1', 'next-router-prefetch': '1' }],
      ...[{ rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' }],
      ...['__PAGE__', '/(console)'].map((segment) => ({ rsc: '1', 'next-router-segment-prefetch': segment })),
      { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
      {
        'x-middleware-subrequest': 'src/proxy',
        'x-middleware-rewrite': '/groups',
        'x-invoke-path': '/groups',
      },
      {
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-host': 'localhost',
        'x-forwarded-proto': 'https',
        'x-real-ip': '::1',
      },
      { 'x-holdfast-request': 'mark 0123456789abcdef 127.0.0.1 /groups', 'x-holdfast-origin': '127.0.0.1' },
    ]
    expect(places.length).toBeGreaterThan(15)
    for (const path of places) await eachOf(asked, (headers) => knock(path, { headers }))
  })

  await step('A navigation that says it has the console already', async () => {
    const page = ['__PAGE__', {}, null, 'refetch', null]
    for (const path of consolePages) {
      const inner = path
        .split('/')
        .slice(1)
        .reduceRight<unknown>((below, part) => [segmentOf(part), { children: below }], page)
      const tree = ['', { children: ['(console)', { children: inner }] }, null, null]
      const state = encodeURIComponent(JSON.stringify(tree))
      const headers = { rsc: '1', 'next-router-state-tree': state, 'next-url': placeOf(path) }
      await knock(placeOf(path), { headers })
    }
  })

  await step('Odd paths to what is behind a door', async () => {
    const odd = [
      '//groups',
      '/%67roups',
      '/GROUPS',
      '/groups/',
      '/groups//',
      '/./groups',
      '/login/../groups',
      '/login/%2e%2e/groups',
    ]
    const api = [
      '/api//groups',
      '//api/groups',
      '/api/groups/',
      '/API/groups',
      '/api/%67roups',
      '/api%2fgroups',
      '/api/groups%2f',
      '/api/health/../groups',
      '/api/health/%2e%2e/groups',
      '/api/groups;x',
      '/api/groups%00',
      '/api/groups?_rsc=1',
      '/api/groups.json',
      '/api/groups.rsc',
      '/groups.rsc',
      '/groups.segments/_tree.segment.rsc',
      '/_next/data/build/groups.json',
      '/login%00/groups',
      '\\groups',
      '/_next/image?url=%2Fapi%2Fgroups&w=64&q=75',
    ]
    for (const path of [...odd, ...api]) {
      await knock(path)
      await knock(path, { headers: { rsc: '1' } })
    }
  })

  await step('Other methods on every route and page', async () => {
    for (const { path } of scanRoutes())
      await eachOf(['POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'], (method) =>
        knock(path.replace(/\[[^\]]+\]/g, 'nobody'), { method, headers: { origin: url } }),
      )
    for (const path of places)
      await eachOf(['POST', 'PUT', 'HEAD', 'OPTIONS'], (method) =>
        knock(path, { method, headers: { origin: url } }),
      )
  })
  expect(leaks).toEqual([])
  const head = await ask(url, '/api/groups', { method: 'HEAD', headers: { cookie } })
  expect([head.status, head.body]).toEqual([200, ''])
})
