import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ActionResult } from '@/lib/api/action-result'
import { cookiesOf } from '@/lib/auth/cookies'
import { hashOfPassword, signInByPassword } from '@/lib/auth/sign-in'
import { makeLink } from '@/lib/server/accounts/access-links'
import { accountBook } from '@/lib/server/accounts/accounts'
import { tellTogether } from '@/lib/server/accounts/refused-sign-ins'
import { type AccountWorld, openAccountWorld, passwordFor } from '@/lib/testing/account-world'
import { endSessionOf, endSessionsOf } from './access-doors'
import { setUp, signOut } from './account-doors'
import { endFactor } from './factor-doors'
import { acceptInvitation, invite, revokeInvitation } from './invitation-doors'
import { changePassword, endSession, signOutEverywhere } from './own-doors'
import { changeRole, makeResetLink, removePerson, resetFactor } from './people-doors'
import { setNewPassword } from './reset-doors'
import { makeToken, revokeToken } from './token-doors'

/*
 * Every door that changes people, links, tokens or sessions, while no event can be written: then nothing else is
 * written either, and once one can be, the same is done and told.
 */

const sent = vi.hoisted(() => ({ cookie: '' }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ cookie: sent.cookie }),
  cookies: async () => ({ set: () => undefined, delete: () => undefined }),
}))

const ada = { id: 'ada', role: 'admin' } as const
const alan = { id: 'alan', role: 'admin' } as const
const olu = { id: 'olu', role: 'operator' } as const
const NEXT = 'five long words of theirs'
let world: AccountWorld
let hash: string | undefined

beforeAll(async () => {
  vi.stubEnv('HOLDFAST_LOG_LEVEL', 'silent')
  world = await openAccountWorld((url) => {
    vi.stubEnv('DATABASE_URL', url)
    vi.stubEnv('HOLDFAST_OPEN', '0')
  })
})
afterAll(() => world.close())

/** Everything that is kept of accounts, but for what counts attempts and when sessions were used. */
async function everything() {
  const { user, account, session, twoFactor, accessLink, apiToken } = world.client
  const all = [user, account, twoFactor, accessLink, apiToken]
  const rows = await Promise.all(all.map((table) => (table as typeof user).findMany()))
  return [...rows, await session.findMany({ omit: { updatedAt: true } })]
}

const block = () =>
  world.client.$executeRawUnsafe(
    `CREATE TEMP TRIGGER full BEFORE INSERT ON "Event" BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
  )
const unblock = () => world.client.$executeRawUnsafe('DROP TRIGGER IF EXISTS full')

/** `kind`: of the event. */
async function fallsTogether(kind: string, ask: () => Promise<ActionResult<unknown>>): Promise<void> {
  const before = await everything()
  world.told()
  await block()
  expect(await ask()).toMatchObject({ ok: false, kind: 'unexpected' })
  await unblock()
  expect([await everything(), world.told()]).toEqual([before, []])
  expect(await ask()).toMatchObject({ ok: true })
  expect(await everything()).not.toEqual(before)
  expect(world.told()).toContainEqual(expect.stringContaining(`${kind}: `))
}

it('the first admin', async () => {
  const typed = { name: 'Ada', email: 'first@example.org', password: NEXT }
  const token = await makeLink({ kind: 'setup' })
  await fallsTogether('first-admin-made', () => world.asNobody(() => setUp({ token, ...typed })))
})

describe('with three people, one of whom has everything', () => {
  let linkId = ''
  let tokenId = ''
  let secrets: { readonly invitation: string; readonly reset: string }

  beforeEach(async () => {
    const { auth, rows } = await accountBook()
    await world.client.user.deleteMany()
    await world.client.accessLink.deleteMany()
    hash ??= await hashOfPassword(auth, passwordFor('olu'))
    for (const who of [ada, alan, olu]) await world.add(who, hash)
    await world.signIn('olu', 'elsewhere')
    await world.client.user.update({ where: { id: 'olu' }, data: { twoFactorEnabled: true } })
    await world.client.twoFactor.create({ data: { id: 'f', userId: 'olu', secret: '', backupCodes: '' } })
    await world.as(olu, () => makeToken({ name: 'dashboard', role: 'viewer', days: 7 }))
    tokenId = (await rows.validTokenIds('olu', ''))[0] ?? ''
    const email = 'eve@example.org'
    const details = { email, role: 'viewer' }
    secrets = {
      invitation: await makeLink({ kind: 'invitation', subject: email, details, madeBy: 'alan' }),
      reset: await makeLink({ kind: 'reset', subject: 'olu', madeBy: 'alan' }),
    }
    linkId = (await rows.linksOf('invitation'))[0]?.id ?? ''
  })
  /** Olu's browser, before a code is asked for. */
  async function openBrowser(): Promise<void> {
    const { auth } = await accountBook()
    const ask = (twoFactorEnabled: boolean) =>
      world.client.user.update({ where: { id: 'olu' }, data: { twoFactorEnabled } })
    await ask(false)
    const typed = { email: 'olu@example.org', password: passwordFor('olu') }
    const answer = await signInByPassword(auth, typed, { origin: '127.0.0.1', userAgent: null })
    await ask(true)
    const [cookie] = cookiesOf(answer ?? new Headers())
    sent.cookie = `${cookie?.name}=${encodeURIComponent(cookie?.value ?? '')}`
  }
  afterEach(async () => {
    sent.cookie = ''
    await unblock()
    await tellTogether(true)
  })

  const byAda: Record<string, [string, () => Promise<ActionResult<unknown>>]> = {
    'a role, with the links that they made': ['role-changed', () => changeRole('alan', 'viewer')],
    'a person': ['person-removed', () => removePerson('olu')],
    'a link for a new password': ['password-reset-made', () => makeResetLink('olu')],
    'a second factor that is reset': ['second-factor-off', () => resetFactor('olu')],
    'a session of somebody': ['session-revoked', () => endSessionOf('olu', 'elsewhere')],
    'all sessions of somebody': ['session-revoked', () => endSessionsOf('olu')],
    'an invitation': ['invitation-made', () => invite({ email: 'eve@example.org', role: 'viewer' })],
    'an invitation taken back': ['invitation-revoked', () => revokeInvitation(linkId)],
    'a token': ['token-made', () => makeToken({ name: 'other', role: 'viewer', days: 7 })],
    'a token revoked': ['token-revoked', () => revokeToken(tokenId)],
  }
  it.each(Object.entries(byAda))('%s', (_, [kind, door]) =>
    fallsTogether(kind, () => world.as(ada, () => door())),
  )

  const present = passwordFor('olu')
  const byOlu: Record<string, [string, () => Promise<ActionResult<unknown>>]> = {
    'their own password': ['password-changed', () => changePassword({ present, password: NEXT })],
    'their own second factor': ['second-factor-off', () => endFactor({ present })],
    'a session of theirs': ['session-revoked', () => endSession('elsewhere')],
    'all of their sessions': ['session-revoked', () => signOutEverywhere()],
    'the session that asks': ['signed-out', () => signOut()],
  }
  it.each(Object.entries(byOlu))('%s', async (_, [kind, door]) => {
    await openBrowser()
    await fallsTogether(kind, () => world.as(olu, () => door()))
  })

  const byNobody: Record<string, [string, () => Promise<ActionResult<unknown>>]> = {
    'who accepts an invitation': [
      'invitation-accepted',
      () => acceptInvitation({ token: secrets.invitation, name: 'Eve', password: NEXT }),
    ],
    'a new password by a link': [
      'password-reset-used',
      () => setNewPassword({ token: secrets.reset, password: NEXT }),
    ],
  }
  it.each(Object.entries(byNobody))('%s', (_, [kind, door]) =>
    fallsTogether(kind, () => world.asNobody(() => door())),
  )

  it('a link whose maker is no admin any more opens nothing, nor does one that they make meanwhile', async () => {
    const typed = { token: secrets.invitation, name: 'Eve', password: NEXT }
    await world.client.user.update({ where: { id: 'alan' }, data: { role: 'operator' } })
    expect(await world.asNobody(() => acceptInvitation(typed))).toMatchObject({ kind: 'link-closed' })
    const reset = { token: secrets.reset, password: NEXT }
    expect(await world.asNobody(() => setNewPassword(reset))).toMatchObject({ kind: 'link-closed' })
    const links = await world.client.accessLink.count()
    expect(await world.as(alan, () => makeResetLink('olu'))).toMatchObject({ kind: 'not-allowed' })
    const invited = { email: 'fay@example.org', role: 'viewer' }
    expect(await world.as(alan, () => invite(invited))).toMatchObject({ kind: 'not-allowed' })
    expect(await world.client.accessLink.count()).toBe(links)
  })

  it('the password that somebody has is no new one', async () => {
    await openBrowser()
    const same = await world.as(olu, () => changePassword({ present, password: present }))
    expect(same).toMatchObject({
      kind: 'weak-password',
      message: 'This is the password that you have. Choose another one.',
    })
    expect(await world.client.session.count({ where: { userId: 'olu' } })).toBe(2)
  })

  it('who guesses at the password of an open session is counted and told of, once a minute', async () => {
    await openBrowser()
    world.told()
    const guess = () => world.as(olu, () => changePassword({ present: 'a guess', password: NEXT }))
    const kinds: string[] = []
    for (let n = 0; n < 8; n++) kinds.push(String(((await guess()) as { kind?: string }).kind))
    expect([...new Set(kinds)]).toEqual(['wrong-password', 'must-wait'])
    await tellTogether(true)
    expect(world.told()).toEqual([
      'sign-in-refused: In an open session their password was asked for, and it was wrong.',
      'sign-in-refused: Refused 7 more times within a minute.',
    ])
    expect(JSON.stringify(world.events)).not.toContain('a guess')
    expect(await world.client.session.count({ where: { userId: 'olu' } })).toBe(2)
  })
})
