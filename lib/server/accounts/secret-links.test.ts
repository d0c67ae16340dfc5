import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { setUp } from '@/lib/server/doors/account-doors'
import { acceptInvitation, invite, readInvitation } from '@/lib/server/doors/invitation-doors'
import { makeResetLink } from '@/lib/server/doors/people-doors'
import { readReset, setNewPassword } from '@/lib/server/doors/reset-doors'
import { headerRules } from '@/lib/server/security-headers.mjs'
import { writeAccounts } from '@/lib/testing/account-changes'
import { type AccountWorld, openAccountWorld } from '@/lib/testing/account-world'
import { findLink, makeLink } from './access-links'
import { accountBook } from './accounts'
import { setupStanding } from './setup'

vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ set: () => undefined, delete: () => undefined }),
}))

/* Whoever tries out links learns nothing: those that lead nowhere are all alike, whatever became of each. */

const ada = { id: 'ada', role: 'admin' } as const
const olu = { id: 'olu', role: 'operator' } as const
const PASSWORD = 'a long walk along the sea'
const PAST = '2020-01-01T00:00:00.000Z'
let world: AccountWorld

beforeAll(async () => {
  world = await openAccountWorld((url) => {
    vi.stubEnv('DATABASE_URL', url)
    vi.stubEnv('HOLDFAST_OPEN', '0')
  })
})
afterAll(() => world.close())

const tokenIn = (url: string): string => new URL(url).searchParams.get('token') ?? ''
const linkOf = (answer: Awaited<ReturnType<typeof invite>>): string =>
  answer.ok ? tokenIn(answer.value.url) : expect.fail(answer.message)

/** Secrets that open nothing as `kind`; `other`: of which kind one is that would open something else. */
async function deadTokens(kind: string, other: string, replaced: () => Promise<string>) {
  const make = (over: { kind?: string; expiresAt?: string } = {}) =>
    makeLink({ kind, subject: 'olu', details: { role: 'viewer' }, ...over })
  const [used, revoked] = [await make(), await make()]
  const toUse = await findLink(kind, used)
  await writeAccounts(world.url, { kind: 'link-used', linkId: toUse?.id ?? '', at: toUse?.createdAt ?? '' })
  const link = await findLink(kind, revoked)
  await writeAccounts(world.url, { kind: 'links-revoked', linkIds: [link?.id ?? ''], at: PAST })
  return {
    unknown: 'A'.repeat(43),
    used,
    'taken back': revoked,
    replaced: await replaced(),
    expired: await make({ expiresAt: PAST }),
    'of another kind': await make({ kind: other }),
    empty: '',
    'cut short': (await make()).slice(0, -1),
    'with something behind it': `${await make()}x`,
    'of other signs': "' OR 1=1 --\u0000\ud800",
    'longer than any': 'A'.repeat(5_000),
  }
}

/** What each is answered, and how often anything was changed by it. */
async function answersTo(tokens: Record<string, string>, ask: (token: string) => Promise<unknown>) {
  const people = async () =>
    JSON.stringify([await world.client.user.findMany(), await world.client.account.findMany()])
  const before = await people()
  world.told()
  const answers = new Map<string, string[]>()
  for (const [name, token] of Object.entries(tokens)) {
    const answer = JSON.stringify(await world.asNobody(() => ask(token)))
    answers.set(answer, [...(answers.get(answer) ?? []), name])
  }
  expect([await people(), world.told()]).toEqual([before, []])
  return [...answers]
}

describe('a link that leads nowhere is answered alike', () => {
  it('the one that makes the first admin', async () => {
    const tokens = await deadTokens('setup', 'invitation', async () => {
      const token = await makeLink({ kind: 'setup' })
      await (await accountBook()).rows.dropLinks('setup')
      return token
    })
    const typed = { name: 'Eve', email: 'eve@example.org', password: PASSWORD }
    const all = Object.keys(tokens)
    expect(await answersTo(tokens, (token) => setUp({ token, ...typed }))).toEqual([
      [expect.stringContaining('"kind":"link-over"'), all],
    ])
    expect(await answersTo(tokens, setupStanding)).toEqual([['"no-link"', all]])
  })

  it('an invitation', async () => {
    await world.add(ada)
    await world.add(olu)
    const invited = { email: 'eve@example.org', role: 'viewer' }
    const tokens = await deadTokens('invitation', 'reset', async () => {
      const first = linkOf(await world.as(ada, () => invite(invited)))
      await world.as(ada, () => invite(invited))
      return first
    })
    const all = Object.keys(tokens)
    const typed = { name: 'Eve', password: PASSWORD }
    const answers = await answersTo(tokens, (token) => acceptInvitation({ token, ...typed }))
    expect(answers).toEqual([[expect.stringContaining('"kind":"link-closed"'), all]])
    expect(await answersTo(tokens, readInvitation)).toEqual([['null', all]])
  })

  it('a link for a new password', async () => {
    const tokens = await deadTokens('reset', 'invitation', async () => {
      const first = linkOf(await world.as(ada, () => makeResetLink('olu')))
      await world.as(ada, () => makeResetLink('olu'))
      return first
    })
    const all = Object.keys(tokens)
    const answers = await answersTo(tokens, (token) => setNewPassword({ token, password: PASSWORD }))
    expect(answers).toEqual([[expect.stringContaining('"kind":"link-closed"'), all]])
    expect(await answersTo(tokens, readReset)).toEqual([['false', all]])
  })
})

it('what is found by is the hash, and no event tells a secret', async () => {
  const { rows } = await accountBook()
  const asked: string[] = []
  const link = vi.spyOn(rows, 'link').mockImplementation(async (hash) => {
    asked.push(hash)
    return null
  })
  for (const token of ['A'.repeat(43), '', 'A'.repeat(5_000)]) await findLink('invitation', token)
  link.mockRestore()
  expect(asked.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true)
  expect(new Set(asked).size).toBe(3)

  world.told()
  const made = [
    linkOf(await world.as(ada, () => invite({ email: 'fay@example.org', role: 'viewer' }))),
    linkOf(await world.as(ada, () => makeResetLink('olu'))),
  ]
  const open = made[0] ?? ''
  await world.asNobody(() => acceptInvitation({ token: open, name: 'Fay', password: PASSWORD }))
  const reset = { token: made[1] ?? '', password: PASSWORD }
  expect(await world.asNobody(() => setNewPassword(reset))).toMatchObject({ ok: true })
  const told = JSON.stringify(world.events)
  expect(told).toContain('invitation-accepted')
  expect(told).toContain('password-reset-used')
  for (const token of made) expect(told).not.toContain(token.slice(0, 8))
})

it('a page behind a secret link tells nobody its address, and no search engine keeps it', () => {
  for (const path of ['/setup', '/invitation', '/reset']) {
    const said = new Map(
      headerRules
        .filter(({ source }) => source === path || source === '/:path*')
        .flatMap(({ headers }) => headers.map(({ key, value }) => [key, value] as const)),
    )
    expect(said.get('Referrer-Policy')).toBe('no-referrer')
    expect(said.get('X-Robots-Tag')).toContain('noindex')
  }
})
