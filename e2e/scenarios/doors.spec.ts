import { EMPTY_WIZARD } from '@/lib/api/schemas/wizard-draft'
import { ACTION_DOORS, type Need, obstacle, ROUTE_DOORS, type RouteName } from '@/lib/auth/doors'
import { auditFile } from '@/lib/storage/audit'
import { scanRoutes } from '@/lib/testing/door-scan'
import { ask, askPage, builtActions, builtPaths, callAction } from '../doors/ask'
import { everyKnocking, type Knocking, sessionOf, tokenOf } from '../doors/askers'
import { expect, step, test } from '../fixtures'

/* No browser: what is asked here, no page of ours asks. The answers must be those of the table of doors. */

test.use({ world: 'people' })

const REFUSED = new Set(['not-signed-in', 'not-allowed', 'foreign-origin', 'not-set-up', 'token-only-reads'])

/** Null: it is let in, to be told what is wrong with what it asks. */
function refusalOf(need: Need, { role, from, token }: Knocking, what: 'read' | 'change'): string | null {
  if (token && what === 'change') return 'token-only-reads'
  if (token === 'wrong' && need !== 'public') return 'wrong-token'
  if (from === 'foreign' || (from === 'none' && what === 'change')) return 'foreign-origin'
  return obstacle(need, role)?.kind ?? null
}

const STATUS: Readonly<Record<string, readonly number[]>> = {
  'not-signed-in': [401],
  // After some of them, the next ones have to wait.
  'wrong-token': [401, 429],
  'not-allowed': [403],
  'foreign-origin': [403],
  'token-only-reads': [403],
}

/** At once: it is one server, and most of the time is waiting for it. */
const eachOf = <T>(all: readonly T[], body: (one: T) => Promise<void>) => Promise.all(all.map(body))

test('Doors: every route and every action of the build answers everybody as the table says', async ({
  holdfast,
  mishaps,
}) => {
  // Some thousand requests.
  test.setTimeout(600_000)
  // Next looks at Origin before we do, and says so in the log.
  mishaps.allow(/origin|Invalid Server Actions request|^\s+at ignore-listed/i)
  const { url } = holdfast
  const routes = scanRoutes()

  await step('The build has no door beside the table', async () => {
    expect(
      builtActions()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(ACTION_DOORS).sort())
    const built = builtPaths().filter((path) => path.startsWith('/api/') && path.endsWith('/route'))
    expect(built.sort()).toEqual([...new Set(routes.map(({ path }) => `${path}/route`))].sort())
  })

  const everybody = await everyKnocking(url, holdfast.databaseFile)

  await step('Every route', async () => {
    const wrong: string[] = []
    for (const { method, path, door } of routes)
      await eachOf(everybody, async (one) => {
        const place = path.replace(/\[\.\.\.\w+\]/, 'nothing/here').replace(/\[\w+\]/g, 'nobody')
        const { status } = await ask(url, place, { method, headers: one.headers })
        const refusal = refusalOf(ROUTE_DOORS[door as RouteName], one, method === 'GET' ? 'read' : 'change')
        const right =
          refusal === null ? ![401, 403].includes(status) && status < 500 : STATUS[refusal]?.includes(status)
        if (!right) wrong.push(`${method} ${path} for ${one.name}: ${status}, not ${refusal ?? 'let in'}`)
      })
    expect(wrong).toEqual([])
  })

  await step(
    'Strangers are told whether it can be asked, and nothing else; whoever may see it, what it does',
    async () => {
      const told = async (headers: Record<string, string>) =>
        JSON.parse((await ask(url, '/api/health', { headers })).body) as object
      expect(await told({})).toEqual({ live: true, ready: true })
      expect(await told({ authorization: `Bearer hf_${'0'.repeat(43)}` })).toEqual({
        live: true,
        ready: true,
      })
      const viewer = await told({ cookie: await sessionOf(url, 'viewer') })
      expect(viewer).toMatchObject({ ready: true, lastSeq: expect.any(Number), clouds: expect.any(Array) })
    },
  )

  await step('Every action', async () => {
    const wrong: string[] = []
    // What ends sessions comes last: it may end those that the other doors are asked with.
    const ends = ([name]: [string, Need]) => Number(/^signOut/.test(name))
    const inOrder = Object.entries<Need>(ACTION_DOORS).sort((a, b) => ends(a) - ends(b))
    for (const [name, need] of inOrder)
      await eachOf(everybody, async (one) => {
        const refusal = refusalOf(need, one, 'change')
        const headers = /^signOut/.test(name) && refusal === null ? await anew(one) : one.headers
        const { outcome } = await callAction(url, name, { headers })
        // Next turns away by itself what comes from elsewhere.
        const right =
          refusal === null
            ? !REFUSED.has(outcome) && Number.isNaN(Number(outcome))
            : outcome === refusal || (refusal === 'foreign-origin' && outcome === '400')
        if (!right) wrong.push(`${name} for ${one.name}: ${outcome}, not ${refusal ?? 'let in'}`)
      })
    expect(wrong).toEqual([])
  })

  await step('Every action, called on a page for which nobody need be signed in', async () => {
    const done: string[] = []
    for (const name of Object.keys(ACTION_DOORS)) {
      const { outcome } = await callAction(url, name, { page: '/login', headers: { origin: url } })
      if (outcome === 'ok') done.push(name)
    }
    expect(done).toEqual([])
  })

  await step(
    'Of all who came and of every token the record says what the log says, but for the one that was spoilt',
    async () => {
      const found = auditFile(holdfast.databaseFile).findings.flatMap(({ examples }) => examples)
      expect(found).toEqual([expect.stringMatching(/ends on 2026-01-01T00:00:00.000Z, and event \d+ says/)])
    },
  )

  await step('A token falls with its owner', async () => {
    const token = await tokenOf(url, await sessionOf(url, 'operator'), 'operator')
    const headers = { authorization: `Bearer ${token}` }
    const draft = async () => (await ask(url, '/api/drafts/nobody', { headers })).status
    expect(await draft()).toBe(404)
    const admin = { headers: { origin: url, cookie: await sessionOf(url, 'admin') } }
    const person = 'person-operator'
    expect((await callAction(url, 'changeRole', { ...admin, args: [person, 'viewer'] })).outcome).toBe('ok')
    expect([await draft(), (await ask(url, '/api/groups', { headers })).status]).toEqual([403, 200])
    expect((await callAction(url, 'removePerson', { ...admin, args: [person] })).outcome).toBe('ok')
    expect([401, 429]).toContain((await ask(url, '/api/groups', { headers })).status)
  })

  /** What ends their session must not end the one that the next door is asked with. */
  async function anew(one: Knocking): Promise<Knocking['headers']> {
    return one.role === null ? one.headers : { ...one.headers, cookie: await sessionOf(url, one.role) }
  }
})

test('Doors: a draft and the files of an import are of whoever made them', async ({ holdfast }) => {
  const { url } = holdfast
  const cookies = { olu: await sessionOf(url, 'operator'), ada: await sessionOf(url, 'admin') }
  const call = (name: keyof typeof ACTION_DOORS, cookie: string, ...args: unknown[]) =>
    callAction(url, name, { args, headers: { origin: url, cookie } })
  const values = structuredClone(EMPTY_WIZARD)
  values.general.name = 'a-draft-of-olu-only'
  const save = (cookie: string, draftId: string | null, revision: number) =>
    call('saveDraft', cookie, { draftId, groupId: null, revision, step: 'general', values })

  await step('Nobody else reads, saves or discards a draft, nor sees it in the list', async () => {
    const { id } = (await save(cookies.olu, null, 0)).value as { id: string }
    const read = (cookie: string, draftId: string) =>
      ask(url, `/api/drafts/${draftId}`, { headers: { cookie } })
    const [others, none] = [await read(cookies.ada, id), await read(cookies.ada, `${id}0`)]
    expect([others.status, others.body]).toEqual([none.status, none.body])
    expect((await save(cookies.ada, id, 1)).outcome).toBe((await save(cookies.ada, `${id}0`, 1)).outcome)
    expect((await call('discardDraft', cookies.ada, id)).outcome).toBe('ok')
    const list = await ask(url, '/api/groups', { headers: { cookie: cookies.ada } })
    expect(list.body).not.toContain(id)
    // As a document, and as what a navigation brings; the owner's own have it.
    for (const headers of [{}, { rsc: '1' }] as Record<string, string>[]) {
      const shown = async (cookie: string) =>
        (await askPage(url, `/groups/new?draft=${id}`, { headers: { ...headers, cookie } })).body
      expect(await shown(cookies.olu)).toContain(values.general.name)
      expect(await shown(cookies.ada)).not.toContain(values.general.name)
    }
    expect((await read(cookies.olu, id)).status).toBe(200)
    expect((await save(cookies.olu, id, 1)).outcome).toBe('ok')
  })

  await step('Nobody else applies an import', async () => {
    const file = JSON.stringify({ Vpcs: [] })
    const body = `${JSON.stringify([{ name: 'vpcs.json', size: file.length }])}\n${file}`
    const headers = { origin: url, cookie: cookies.olu, 'content-type': 'application/octet-stream' }
    const sent = await ask(url, '/api/imports', { method: 'POST', headers, body })
    const { uploadId } = (JSON.parse(sent.body) as { value: { uploadId: string } }).value
    const key = 'apply-the-import-once'
    const [others, none] = [
      await call('applyImport', cookies.ada, uploadId, key),
      await call('applyImport', cookies.ada, 'no such upload', key),
    ]
    expect([others.outcome, others.answer.body]).toEqual(['invalid', none.answer.body])
    expect((await call('applyImport', cookies.olu, uploadId, key)).outcome).toBe('ok')
  })
})

test('Doors: whoever guesses is known by the connection, whatever their headers say', async ({
  holdfast,
}) => {
  const { url } = holdfast
  // Every loopback address is this machine's on Linux; elsewhere it has one.
  const elsewhere = process.platform === 'linux' ? '127.0.0.5' : '127.0.0.1'
  const guess = async (n: number, from: string) => {
    const claimed = `198.51.100.${n}`
    const { outcome } = await callAction(url, 'signIn', {
      from,
      args: [{ email: `guess${n}@example.org`, password: 'let me in, let me in' }],
      headers: {
        ...{ origin: url, 'x-forwarded-for': claimed, forwarded: `for=${claimed}`, 'x-real-ip': claimed },
        ...{ 'x-holdfast-origin': claimed, 'x-holdfast-request': `mark ${'0'.repeat(16)} ${claimed} /login` },
      },
    })
    return outcome
  }
  for (let n = 0; n < 30; n++) expect(await guess(n, elsewhere)).toBe('wrong-credentials')
  expect(await guess(60, elsewhere)).toBe('must-wait')
  if (elsewhere !== '127.0.0.1') expect(await guess(61, '127.0.0.1')).toBe('wrong-credentials')
})
