import { statSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { cookiesOf } from '@/lib/auth/cookies'
import { endSession, hashOfPassword, signInByPassword } from '@/lib/auth/sign-in'
import { nowIso } from '@/lib/server/compose'
import { isFromHere, originBehind } from '@/lib/server/requests/peer'
import { openAccountRows } from '@/lib/storage/account-rows'
import { openDatabase } from '@/lib/storage/client'
import { writeAccounts } from '@/lib/testing/account-changes'
import { templateDatabase } from '@/lib/testing/database'
import { findLink, makeLink } from './access-links'
import { accountBook } from './accounts'
import { onSessionsMoved, personOf, sessionsMoved } from './sessions'
import { offerSetup, setupStanding } from './setup'
import { countAttempt, takeAttemptBack } from './sign-in-throttle'

const PASSWORD = 'ada lets the others in'
let url = ''

beforeAll(async () => {
  url = `file:${await templateDatabase()}`
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('HOLDFAST_OPEN', '0')
})
afterAll(() => openDatabase(url).close())

describe('the link of the first run', () => {
  it('is offered while there is no admin, and each offer ends the one before', async () => {
    const said: string[] = []
    for (let start = 0; start < 2; start++) await offerSetup((text) => said.push(text))
    const [old, token] = said.map((text) => /token=(\S+)/.exec(text)?.[1] ?? '')
    expect(token).toMatch(/^[\w-]{43}$/)
    expect([
      await setupStanding(old ?? ''),
      await setupStanding(token ?? ''),
      await setupStanding(null),
    ]).toEqual(['no-link', 'link', 'no-link'])
  })

  it('is not offered any more when there is one', async () => {
    const { rows, auth, isSetUp } = await accountBook()
    expect(await isSetUp()).toBe(false)
    const ada = { id: 'u1', name: 'Ada', email: 'ada@example.org', role: 'admin' }
    await rows.addPerson(ada, await hashOfPassword(auth, PASSWORD))
    const said: string[] = []
    await offerSetup((text) => said.push(text))
    expect([said, await isSetUp(), await setupStanding('anything')]).toEqual([[], true, 'done'])
  })
})

it('keeps the file to whoever runs Holdfast', () => {
  expect(statSync(url.replace('file:', '')).mode & 0o077).toBe(0)
})

describe('a link that is given to somebody', () => {
  it('works once, for one of those who come at the same moment', async () => {
    const token = await makeLink({ kind: 'invitation', details: { role: 'viewer' }, madeBy: 'u1' })
    expect(await findLink('invitation', token)).toMatchObject({ details: '{"role":"viewer"}', madeBy: 'u1' })
    expect(await findLink('setup', token)).toBeNull()
    const linkId = (await findLink('invitation', token))?.id ?? ''
    const use = () => writeAccounts(url, { kind: 'link-used', linkId, at: nowIso() })
    expect((await Promise.all([use(), use(), use()])).filter(Boolean)).toHaveLength(1)
    expect(await findLink('invitation', token)).toBeNull()
  })

  it.each(['invitation', 'reset'])('works while its maker is an admin: %s', async (kind) => {
    const { client } = openDatabase(url)
    const role = (now: string) => client.user.update({ where: { id: 'u1' }, data: { role: now } })
    const [ours, theirs] = [await makeLink({ kind }), await makeLink({ kind, madeBy: 'u1' })]
    const found = async () => Promise.all([findLink(kind, ours), findLink(kind, theirs)])
    await role('operator')
    expect(await found()).toEqual([expect.anything(), null])
    await role('admin')
    expect(await found()).toEqual([expect.anything(), expect.anything()])
    expect(await findLink(kind, await makeLink({ kind, madeBy: 'somebody who is gone' }))).toBeNull()
  })

  it('runs out', async () => {
    const token = await makeLink({ kind: 'invitation', expiresAt: '2020-01-01T00:00:00.000Z' })
    expect(await findLink('invitation', token)).toBeNull()
  })

  it('is not kept as it is given', async () => {
    const token = await makeLink({ kind: 'invitation' })
    const { client } = openDatabase(url)
    expect(JSON.stringify(await client.accessLink.findMany())).not.toContain(token)
  })
})

describe('who guesses', () => {
  let guess = 0
  beforeEach(() => {
    guess++
  })
  const attempt = (origin = '203.0.113.9') => ({ email: `who${guess}@example.org`, origin: `${origin}` })

  it('has five guesses, also when they come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => countAttempt(attempt())))
    expect(answers.filter((answer) => answer === null)).toHaveLength(5)
    expect(answers.at(-1)).toEqual({ of: 'account', seconds: 30 })
  })

  it('is not forgiven by writing the e-mail otherwise, nor by coming from elsewhere', async () => {
    for (let at = 0; at < 5; at++) await countAttempt(attempt())
    const other = { email: attempt().email.toUpperCase(), origin: '198.51.100.1' }
    expect(await countAttempt(other)).toMatchObject({ of: 'account' })
  })

  it('starts anew after the right password', async () => {
    for (let at = 0; at < 4; at++) await countAttempt(attempt())
    await takeAttemptBack(attempt())
    for (let at = 0; at < 5; at++) expect(await countAttempt(attempt())).toBeNull()
  })

  it('of many accounts from one network waits, too, and others do not', async () => {
    const from = (origin: string, at: number) => ({ email: `many${at}@example.org`, origin })
    for (let at = 0; at < 30; at++) expect(await countAttempt(from(`2001:db8:1:2::${at + 1}`, at))).toBeNull()
    expect(await countAttempt(from('2001:db8:1:2:3::4', 99))).toMatchObject({ of: 'address' })
    expect(await countAttempt(from('2001:db8:1:3::1', 99))).toBeNull()
  })

  it('is kept in the database, without what was typed', async () => {
    await countAttempt(attempt())
    const kept = JSON.stringify(await openDatabase(url).client.signInThrottle.findMany())
    expect(kept).not.toContain('example.org')
    expect(await openAccountRows(url, nowIso).throttle('address:203.0.113.9')).toMatchObject({
      failures: expect.any(Number),
    })
  })
})

describe('a session', () => {
  const headersOf = async () => {
    const { auth } = await accountBook()
    const typed = { email: 'ada@example.org', password: PASSWORD }
    const answer = await signInByPassword(auth, typed, { origin: '127.0.0.1', userAgent: null })
    const [cookie] = cookiesOf(answer ?? new Headers())
    return new Headers({ cookie: `other=1; ${cookie?.name}=${encodeURIComponent(cookie?.value ?? '')}` })
  }

  it('tells who it is, and nobody once it has ended', async () => {
    const headers = await headersOf()
    expect(await personOf(headers)).toMatchObject({ id: 'u1', name: 'Ada', role: 'admin' })
    const { auth } = await accountBook()
    await endSession(auth, headers.get('cookie') ?? '')
    sessionsMoved()
    expect(await personOf(headers)).toBeNull()
  })

  it('is told by all of the cookies, not by one that somebody else put before them', async () => {
    const tossed = '__Secure-holdfast.session_token=tossed'
    const theirs = (await headersOf()).get('cookie') ?? ''
    const both = new Headers({ cookie: `${tossed}; ${theirs}` })
    expect(await personOf(both)).toMatchObject({ id: 'u1' })
    expect(await personOf(new Headers({ cookie: tossed }))).toBeNull()
  })

  it('has the role that its person has now', async () => {
    const headers = await headersOf()
    expect(await personOf(headers)).toMatchObject({ role: 'admin' })
    let heard = 0
    const forget = onSessionsMoved(() => heard++)
    await openDatabase(url).client.user.update({ where: { id: 'u1' }, data: { role: 'viewer' } })
    sessionsMoved()
    forget()
    expect([await personOf(headers), heard]).toEqual([expect.objectContaining({ role: 'viewer' }), 1])
    await openDatabase(url).client.user.update({ where: { id: 'u1' }, data: { role: 'nobody' } })
    sessionsMoved()
    expect(await personOf(headers)).toBeNull()
  })

  it('that has run out is none', async () => {
    const headers = await headersOf()
    await openDatabase(url).client.session.updateMany({ data: { expiresAt: new Date(0) } })
    expect(await personOf(headers)).toBeNull()
  })

  it.each(['', 'holdfast.session_token=', 'holdfast.session_token=a.b', 'x=holdfast.session_token'])(
    'is none: %s',
    async (cookie) => {
      expect(await personOf(new Headers({ cookie }))).toBeNull()
    },
  )
})

describe('the other end', () => {
  const proxies = ['10.0.0.1', '10.0.0.2']
  it.each([
    ['203.0.113.9', '6.6.6.6', '203.0.113.9'],
    ['10.0.0.1', '6.6.6.6, 203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['10.0.0.1', '::ffff:203.0.113.9', '203.0.113.9'],
    ['10.0.0.1', '6.6.6.6, 203.0.113.9:5555', '203.0.113.9'],
    ['10.0.0.1', '6.6.6.6, [2001:db8::1]:5555, 10.0.0.2', '2001:db8::1'],
    ['10.0.0.1', '6.6.6.6, unknown', '10.0.0.1'],
    ['10.0.0.1', 'made up', '10.0.0.1'],
    ['10.0.0.1', '10.0.0.2', '10.0.0.1'],
    ['10.0.0.1', null, '10.0.0.1'],
  ])('%s, forwarded for %s, is %s', (peer, forwarded, origin) => {
    expect(originBehind(peer, forwarded, proxies)).toBe(origin)
  })

  it.each<[Record<string, string>, boolean]>([
    [{}, true],
    [{ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'localhost:3000' }, true],
    [{ 'x-forwarded-for': '::ffff:127.0.0.1' }, true],
    [{ 'x-forwarded-for': '::1' }, true],
    [{ 'x-forwarded-for': '203.0.113.9' }, false],
    [{ 'x-forwarded-for': '127.0.0.1, 203.0.113.9' }, false],
    [{ 'x-forwarded-for': 'unknown' }, false],
    [{ 'x-forwarded-host': 'holdfast.example.org' }, false],
    [{ forwarded: 'for=203.0.113.9' }, false],
  ])('asked with %o is this machine: %s', (headers, here) => {
    expect(isFromHere(new Headers(headers))).toBe(here)
  })
})
