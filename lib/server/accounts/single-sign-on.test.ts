import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { changeAccounts } from '@/lib/allocation/change-accounts'
import { takeTurns } from '@/lib/allocation/turns'
import { openAccounts } from '@/lib/auth/accounts'
import { cookiesOf } from '@/lib/auth/cookies'
import type { Role } from '@/lib/auth/roles'
import { openSingleSignOn, type SignOnSetting, type SingleSignOn } from '@/lib/auth/single-sign-on'
import { openAccountRows } from '@/lib/storage/account-rows'
import { openDatabase } from '@/lib/storage/client'
import { openStore } from '@/lib/storage/store'
import { writeAccounts } from '@/lib/testing/account-changes'
import { templateDatabase } from '@/lib/testing/database'
import {
  CLIENT,
  type LoopbackProvider,
  signInAt,
  startLoopbackProvider,
} from '@/lib/testing/loopback-provider'
import { type Admitted, admitPerson, type Gate } from './admit-person'

/* Against a real provider, on loopback. */

const HERE = 'http://127.0.0.1:3000'
const CALLBACK = '/api/sign-on/callback'
const SECRET = 'k3Jx9vQ2mWz7Lr5TbY8nHc4PdF6sGa1E'
const NOW = '2026-01-01T00:00:00.000Z'
const from = { origin: '203.0.113.9', userAgent: 'a browser' }
const roles = { claim: 'groups', admin: ['root'], operator: ['on-call'], viewer: ['staff'] }

let provider: LoopbackProvider
let url = ''
let rows: ReturnType<typeof openAccountRows>
let signOn: SingleSignOn
let allocation: Parameters<typeof changeAccounts>[0]
const problems: string[] = []

const setting = (over: Partial<SignOnSetting> = {}): SignOnSetting => ({
  ...{ database: rows.database, secret: SECRET, baseUrl: HERE, callbackPath: CALLBACK },
  ...{ issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, wanted: 'groups' },
  ...{ patience: 5_000, onProblem: (message: string) => problems.push(message) },
  ...over,
})
let ids = 0
const gate = (over: Partial<Gate> = {}): Gate => ({
  ...{ rows, providerId: provider.issuer, provider: 'Example', roles: null },
  change: (decide) => changeAccounts(allocation, decide),
  ...{ now: () => NOW, newId: () => `new-${++ids}` },
  ...over,
})
const addPerson = (id: string, role: Role, email = `${id}@example.org`) =>
  rows.addPerson({ id, name: id, email, role }, 'no hash of anything')
const invite = (email: string, role: Role, expiresAt: string | null = null) =>
  rows.addLink({
    ...{ id: `link-${++ids}`, kind: 'invitation', tokenHash: `hash-${ids}`, madeBy: null, subject: email },
    ...{ details: JSON.stringify({ email, role }), createdAt: NOW, expiresAt },
  })
const cookieHeader = (headers: Headers) =>
  cookiesOf(headers)
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ')

/** The whole way. `bend`: what somebody does to the address at which the provider sends them back. */
async function travel(
  name: string,
  { at = gate(), place = '/subnets?q=10', bend = (back: URL) => back, by = signOn } = {},
) {
  const begun = await by.begin(place)
  const back = bend(await signInAt(begun.url, name))
  return arrive(back, cookieHeader(begun.cookies), at, by)
}

async function arrive(back: URL, cookie: string, at = gate(), by = signOn) {
  let admitted: Admitted | null = null
  const finished = await by.finish(back.searchParams, cookie, from, async (claims) => {
    admitted = await admitPerson(at, claims, from.origin)
    return admitted.ok ? admitted.person : null
  })
  return { finished, admitted: admitted as Admitted | null }
}

const kindsOf = (admitted: Admitted | null) =>
  admitted?.ok ? [...admitted.told, admitted.signedIn].map(({ kind }) => kind) : admitted?.why

beforeAll(async () => {
  for (const word of ['info', 'warn'] as const) vi.spyOn(console, word).mockImplementation(() => undefined)
  provider = await startLoopbackProvider(`${HERE}${CALLBACK}`)
})
afterAll(() => provider.close())

beforeEach(async () => {
  url = `file:${await templateDatabase()}`
  rows = openAccountRows(url, () => NOW)
  const store = await openStore({ databaseUrl: url, now: () => NOW })
  allocation = { store, surroundings: { now: () => NOW, id: () => `${++ids}` }, turns: takeTurns() }
  signOn = await openSingleSignOn(setting())
  problems.length = 0
  provider.people.clear()
  for (const name of ['ada', 'olu'])
    provider.people.set(name, {
      name: `${name} at Example`,
      email: `${name}@example.org`,
      email_verified: true,
    })
  await addPerson('ada', 'admin')
})
afterEach(async () => {
  provider.spoil = null
  await openDatabase(url).close()
})

describe('signing in at a provider', () => {
  it('asks for a code with PKCE, state and nonce, and for nothing else', async () => {
    const { url: to, cookies } = await signOn.begin('/groups')
    const asked = Object.fromEntries(new URL(to).searchParams)
    expect(asked).toMatchObject({
      ...{ response_type: 'code', code_challenge_method: 'S256', scope: 'openid email profile' },
      ...{ client_id: CLIENT.id, redirect_uri: `${HERE}${CALLBACK}` },
    })
    expect(asked.state).toHaveLength(32)
    expect(asked.nonce).toHaveLength(32)
    expect(cookies.getSetCookie()).toEqual([expect.stringMatching(/^holdfast\.oauth_state=.*HttpOnly.*Lax/i)])
    expect(cookies.getSetCookie()[0]).not.toContain(asked.nonce)
    expect(await openDatabase(url).client.verification.count()).toBe(0)
  })

  it('lets in whoever has the verified e-mail of somebody, once by e-mail and then by who they are', async () => {
    const { finished, admitted } = await travel('ada')
    expect(finished).toMatchObject({ ok: true, place: '/subnets?q=10' })
    expect(kindsOf(admitted)).toEqual(['sign-on-linked', 'signed-in'])
    const auth = openAccounts({ ...setting(), onProblem: () => undefined })
    const session = await auth.api.getSession({
      headers: new Headers({ cookie: cookieHeader(finished.cookies) }),
    })
    expect(session?.user).toMatchObject({ id: 'ada', name: 'ada', role: 'admin' })
    expect(session?.session).toMatchObject({ ipAddress: '203.0.113.9', userAgent: 'a browser' })

    provider.people.set('ada', { email: 'ada.amsel@example.org', email_verified: false })
    const again = await travel('ada')
    expect(again.admitted).toMatchObject({ ok: true, person: { id: 'ada', email: 'ada@example.org' } })
    expect(kindsOf(again.admitted)).toEqual(['signed-in'])
  })

  it('keeps none of its tokens', async () => {
    await travel('ada')
    const account = await openDatabase(url).client.account.findFirst({
      where: { accountId: 'ada', providerId: provider.issuer },
    })
    expect(account).toMatchObject({ userId: 'ada', accessToken: null, refreshToken: null, idToken: null })
  })

  it.each([
    ['whom nobody knows', {}, 'unknown-person'],
    ['whose e-mail is not verified', { email: 'ada@example.org', email_verified: false }, 'unverified-email'],
    [
      'of whose e-mail nothing is said',
      { email: 'ada@example.org', email_verified: undefined },
      'unverified-email',
    ],
    ['without an e-mail', { email: undefined }, 'unverified-email'],
  ])('lets nobody in %s', async (_who, claims, why) => {
    provider.people.set('eve', { email: 'eve@example.org', email_verified: true, ...claims })
    const { finished, admitted } = await travel('eve')
    expect(admitted).toMatchObject({ ok: false, why })
    expect(finished).toMatchObject({ ok: false, problem: 'not-admitted', place: '/subnets?q=10' })
    expect(await openDatabase(url).client.session.count()).toBe(0)
    expect(await openDatabase(url).client.account.count({ where: { providerId: provider.issuer } })).toBe(0)
  })

  it('does not give an account to who got its e-mail later', async () => {
    await travel('ada')
    provider.people.set('eve', { email: 'ada@example.org', email_verified: true })
    expect((await travel('eve')).admitted).toMatchObject({ ok: false, why: 'linked-elsewhere' })
  })

  it('takes the same name at another provider for somebody else', async () => {
    await travel('ada')
    const elsewhere = gate({ providerId: 'https://other.example.org' })
    provider.people.set('ada', { email: 'eve@example.org', email_verified: true })
    expect((await travel('ada', { at: elsewhere })).admitted).toMatchObject({ why: 'unknown-person' })
  })
})

describe('an invitation', () => {
  it('lets its e-mail in, as what it says, once', async () => {
    await invite('olu@example.org', 'operator')
    const { finished, admitted } = await travel('olu')
    expect(finished.ok).toBe(true)
    expect(kindsOf(admitted)).toEqual(['invitation-accepted', 'signed-in'])
    expect(await rows.personByEmail('olu@example.org')).toMatchObject({
      role: 'operator',
      name: 'olu at Example',
    })
    await openDatabase(url).client.user.delete({ where: { email: 'olu@example.org' } })
    expect((await travel('olu')).admitted).toMatchObject({ why: 'unknown-person' })
  })

  it('whose maker is no admin any more lets nobody in', async () => {
    await invite('olu@example.org', 'admin')
    await addPerson('alan', 'operator')
    const madeBy = (id: string) => openDatabase(url).client.accessLink.updateMany({ data: { madeBy: id } })
    await madeBy('alan')
    expect((await travel('olu')).admitted).toMatchObject({ why: 'unknown-person' })
    await madeBy('ada')
    expect((await travel('olu')).admitted).toMatchObject({ person: { role: 'admin' } })
  })

  it('lets in one of those who come with it at once, and each tells what became of them', async () => {
    await invite('olu@example.org', 'operator')
    const claims = { sub: 'olu', email: 'olu@example.org', email_verified: true, name: 'Olu' }
    const came = await Promise.all([1, 2, 3].map(() => admitPerson(gate(), claims, from.origin)))
    expect(came.map(kindsOf)).toEqual([
      ['invitation-accepted', 'signed-in'],
      ...[['signed-in'], ['signed-in']],
    ])
    const written = await openDatabase(url).client.event.findMany()
    expect(written.map(({ kind }) => kind)).toEqual(['invitation-accepted'])
  })

  it('is not used up, and nobody is added, where no event can be written', async () => {
    await invite('olu@example.org', 'operator')
    const { client } = openDatabase(url)
    await client.$executeRawUnsafe(
      `CREATE TEMP TRIGGER full BEFORE INSERT ON "Event" BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
    )
    const claims = { sub: 'olu', email: 'olu@example.org', email_verified: true, name: 'Olu' }
    await expect(admitPerson(gate(), claims, from.origin)).rejects.toThrow('the disk is full')
    expect([await client.user.count(), await client.accessLink.count({ where: { usedAt: null } })]).toEqual([
      ...[1, 1],
    ])
  })

  it('that has run out lets nobody in', async () => {
    await invite('olu@example.org', 'operator', '2025-12-31T00:00:00.000Z')
    expect((await travel('olu')).admitted).toMatchObject({ why: 'unknown-person' })
  })
})

describe('an invitation that was taken back', () => {
  it('lets nobody in', async () => {
    await invite('olu@example.org', 'operator')
    const linkIds = await rows.unusedLinkIds({ kind: 'invitation', subject: 'olu@example.org' })
    expect(await writeAccounts(url, { kind: 'links-revoked', linkIds, at: NOW })).toBe(true)
    expect((await travel('olu')).admitted).toMatchObject({ why: 'unknown-person' })
  })
})

describe('roles from a claim', () => {
  const withRoles = { at: undefined as unknown as Gate }
  beforeEach(() => {
    withRoles.at = gate({ roles })
  })
  const groups = (name: string, ...values: string[]) =>
    provider.people.set(name, { email: `${name}@example.org`, email_verified: true, groups: values })

  it('let in whoever has one, and follow it at every sign-in', async () => {
    groups('olu', 'staff', 'on-call')
    expect(kindsOf((await travel('olu', withRoles)).admitted)).toEqual(['person-added', 'signed-in'])
    expect(await rows.personByEmail('olu@example.org')).toMatchObject({ role: 'operator' })
    groups('olu', 'staff')
    const lower = (await travel('olu', withRoles)).admitted
    expect(kindsOf(lower)).toEqual(['role-changed', 'signed-in'])
    expect(lower).toMatchObject({ person: { role: 'viewer' } })
    groups('olu')
    expect((await travel('olu', withRoles)).admitted).toMatchObject({ ok: false, why: 'no-role' })
  })

  it('end what somebody reaches Holdfast by who has none any more, and their role waits for them', async () => {
    groups('olu', 'staff')
    await travel('olu', withRoles)
    const { client } = openDatabase(url)
    const olu = await rows.personByEmail('olu@example.org')
    const personId = olu?.id ?? ''
    const token = { personId, name: 'dashboard', role: 'viewer', begins: 'hf_', createdAt: NOW }
    const until = (id: string, expiresAt: string) =>
      writeAccounts(url, { kind: 'token-made', token: { ...token, id, hash: id, expiresAt }, most: 9 })
    await until('t1', '2026-02-01T00:00:00.000Z')
    await until('t2', '2025-12-01T00:00:00.000Z')
    groups('olu')
    expect((await travel('olu', withRoles)).admitted).toMatchObject({
      ...{ ok: false, why: 'no-role', kept: false },
      takenOut: {
        kind: 'session-revoked',
        why: 'Example gives olu@example.org no role any more: 1 session ended, 1 API token revoked.',
        after: { person: personId, sessions: 1, tokensRevoked: 1, linksEnded: 0 },
      },
    })
    expect(await client.session.count({ where: { userId: personId } })).toBe(0)
    expect(await client.apiToken.findUnique({ where: { id: 't1' } })).toMatchObject({ revokedAt: NOW })
    expect((await travel('olu', withRoles)).admitted).toMatchObject({ why: 'no-role', takenOut: null })
    groups('olu', 'staff')
    expect(kindsOf((await travel('olu', withRoles)).admitted)).toEqual(['signed-in'])
  })

  it('take nothing from whoever never came in by the provider, nor from the only admin', async () => {
    const { client } = openDatabase(url)
    const sessionOf = (userId: string, id: string) => {
      const at = new Date()
      const dates = { createdAt: at, updatedAt: at, expiresAt: new Date(at.getTime() + 3_600_000) }
      return client.session.create({ data: { ...dates, id, token: id, userId } })
    }
    await addPerson('olu', 'operator')
    await sessionOf('olu', 's1')
    groups('olu')
    expect((await travel('olu', withRoles)).admitted).toMatchObject({ why: 'no-role', person: { id: 'olu' } })
    groups('ada', 'root')
    await travel('ada', withRoles)
    groups('ada')
    expect((await travel('ada', withRoles)).admitted).toMatchObject({ why: 'no-role', kept: true })
    expect(await client.session.count()).toBe(2)
  })

  it('do not take the last admin', async () => {
    groups('ada', 'staff')
    const { finished, admitted } = await travel('ada', withRoles)
    expect(finished.ok).toBe(true)
    expect(admitted).toMatchObject({ told: [{ kind: 'sign-on-linked' }], person: { role: 'admin' } })
    expect(admitted?.ok && admitted.signedIn.why).toContain('there is no other')
    await addPerson('second', 'admin')
    expect((await travel('ada', withRoles)).admitted).toMatchObject({ person: { role: 'viewer' } })
  })

  it('end the invitations of whom they lower', async () => {
    await addPerson('second', 'admin')
    await invite('olu@example.org', 'admin')
    await openDatabase(url).client.accessLink.updateMany({ data: { madeBy: 'ada' } })
    groups('ada', 'staff')
    await travel('ada', withRoles)
    const [link] = await openDatabase(url).client.accessLink.findMany()
    expect(link).toMatchObject({ usedAt: null, revokedAt: NOW })
    expect((await travel('olu')).admitted).toMatchObject({ ok: false, why: 'unknown-person' })
  })
})

describe('what is bent on the way', () => {
  const over = { ok: false, problem: 'over' }

  it('another state is not ours', async () => {
    const { finished } = await travel('ada', {
      bend: (back) => {
        back.searchParams.set('state', 'A'.repeat(32))
        return back
      },
    })
    expect(finished).toMatchObject(over)
  })

  it('without the cookie, or with the one of another browser, nobody comes in', async () => {
    const [mine, hers] = [await signOn.begin('/groups'), await signOn.begin('/groups')]
    const back = await signInAt(mine.url, 'ada')
    const { exchanges } = provider
    for (const cookie of ['', cookieHeader(hers.cookies)])
      expect((await arrive(back, cookie)).finished).toMatchObject(over)
    expect(provider.exchanges).toBe(exchanges)
  })

  it('a way back leads in once: the browser forgets its cookie, and the code is spent', async () => {
    const begun = await signOn.begin('/groups')
    const back = await signInAt(begun.url, 'ada')
    const cookie = cookieHeader(begun.cookies)
    const first = await arrive(back, cookie)
    expect(first.finished.ok).toBe(true)
    expect(cookiesOf(first.finished.cookies)).toContainEqual(
      expect.objectContaining({ name: 'holdfast.oauth_state', maxAge: 0 }),
    )
    expect((await arrive(back, cookie)).finished).toMatchObject(over)
  })

  it('an ID token for another sign-in is not believed', async () => {
    const begun = await signOn.begin('/groups')
    const bent = new URL(begun.url)
    bent.searchParams.set('nonce', 'of somebody else')
    const back = await signInAt(bent.href, 'ada')
    const { finished, admitted } = await arrive(back, cookieHeader(begun.cookies))
    expect(finished).toMatchObject({ ok: false, problem: 'unverifiable' })
    expect(admitted).toBeNull()
  })

  it.each<[string, NonNullable<LoopbackProvider['spoil']>]>([
    ['of another issuer', (claims) => ({ claims: { ...claims, iss: 'https://evil.example' } })],
    ['for another client', (claims) => ({ claims: { ...claims, aud: 'somebody' } })],
    [
      'for several, and made for another',
      (claims) => ({ claims: { ...claims, aud: [CLIENT.id, 'other'], azp: 'other' } }),
    ],
    [
      'for several, and made for nobody',
      (claims) => ({ claims: { ...claims, aud: [CLIENT.id, 'other'], azp: undefined } }),
    ],
    ['that has run out', (claims) => ({ claims: { ...claims, exp: Number(claims.iat) - 3_600 } })],
    ['signed by somebody else', (claims) => ({ claims, key: 'another' })],
  ])('an ID token %s is not believed', async (_what, spoil) => {
    provider.spoil = spoil
    const { finished, admitted } = await travel('ada')
    expect(finished).toMatchObject({ ok: false, problem: 'unverifiable' })
    expect(admitted).toBeNull()
  })

  it('only one that is as it was made', async () => {
    provider.spoil = (claims) => ({ claims })
    expect((await travel('ada')).finished.ok).toBe(true)
  })
})

describe('a provider', () => {
  it('that was told no says so', async () => {
    const { finished } = await travel('ada', {
      bend: (back) => {
        back.searchParams.delete('code')
        back.searchParams.set('error', 'access_denied')
        back.searchParams.set('error_description', '<b>anything</b>')
        return back
      },
    })
    expect(finished).toMatchObject({ ok: false, problem: 'denied', place: '/subnets?q=10' })
  })

  it('that does not know our secret is told from one that is gone', async () => {
    const wrong = await openSingleSignOn(setting({ clientSecret: 'a wrong secret, as it happens' }))
    const { finished } = await travel('ada', { by: wrong })
    expect(finished).toMatchObject({ ok: false, problem: 'not-accepted' })
    expect(problems.join()).toContain('401 invalid_client')
    expect(problems.join()).not.toContain('a wrong secret')
  })

  it('that is gone, or never answers, holds nobody up', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done))
    const { port } = silent.address() as { port: number }
    const asked = (issuer: string) => openSingleSignOn(setting({ issuer, patience: 200 }))
    await expect(asked(`http://127.0.0.1:${port}`)).rejects.toThrow(/openid-configuration/)
    silent.close()
    await expect(asked(`http://127.0.0.1:${port}`)).rejects.toThrow(/openid-configuration/)
  })

  it('that answers too late lets nobody in: nobody is there any more who could be told', async () => {
    const slow = setting()
    const by = await openSingleSignOn(slow)
    // Long enough for what comes before, also where the machine is busy.
    Object.assign(slow, { patience: 1_000 })
    let answered = false
    provider.spoil = (claims) => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200)
      answered = true
      return { claims }
    }
    const { finished, admitted } = await travel('ada', { by })
    expect(finished).toMatchObject({ ok: false, problem: 'unreachable' })
    await vi.waitFor(() => expect(answered).toBe(true), 10_000)
    await new Promise((done) => setTimeout(done, 250))
    expect(admitted).toBeNull()
    expect(
      await openDatabase(url).client.account.count({
        where: { accountId: 'ada', providerId: provider.issuer },
      }),
    ).toBe(0)
    expect(await openDatabase(url).client.session.count()).toBe(0)
  })

  it('must be the one that was named', async () => {
    const asked = openSingleSignOn(setting({ issuer: provider.issuer.replace('127.0.0.1', 'localhost') }))
    await expect(asked).rejects.toThrow(`of another issuer, ${provider.issuer}`)
  })
})
