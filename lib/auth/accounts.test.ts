import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAccountRows } from '@/lib/storage/account-rows'
import { openDatabase } from '@/lib/storage/client'
import { templateDatabase } from '@/lib/testing/database'
import { type Accounts, openAccounts } from './accounts'
import { cookiesOf } from './cookies'
import { MOST_LENGTH, passwordProblem } from './password-rules'
import { endSession, hashOfPassword, signInByPassword } from './sign-in'
import { wellKnownPasswords } from './well-known-passwords'

const PASSWORD = 'ﬁve Ångström long words'
const from = { origin: '203.0.113.9', userAgent: 'a browser' }
const person = { id: 'u1', name: 'Ada', email: 'ada@example.org', role: 'operator' }

describe('accounts on our own tables', () => {
  let url = ''
  let auth: Accounts
  const problems: string[] = []
  const open = (baseUrl: string) =>
    openAccounts({
      database: openAccountRows(url, () => new Date().toISOString()).database,
      ...{ secret: 'k3Jx9vQ2mWz7Lr5TbY8nHc4PdF6sGa1E', baseUrl },
      onProblem: (message) => problems.push(message),
    })
  const cookieOf = (headers: Headers | null) =>
    cookiesOf(headers ?? new Headers())
      .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
      .join('; ')
  const sessionOf = (cookie: string) => auth.api.getSession({ headers: new Headers({ cookie }) })
  const signIn = (email: string, password: string) => signInByPassword(auth, { email, password }, from)

  beforeAll(async () => {
    url = `file:${await templateDatabase()}`
    auth = open('http://127.0.0.1:3000')
    const rows = openAccountRows(url, () => '2026-01-01T00:00:00.000Z')
    await rows.addPerson(person, await hashOfPassword(auth, PASSWORD))
    expect(await rows.countOfRole('operator')).toBe(1)
  })
  afterAll(() => openDatabase(url).close())

  it('lets in whoever has the longest password that the rules allow', async () => {
    const password = Array.from({ length: MOST_LENGTH }, (_, at) =>
      String.fromCodePoint(0x1f400 + ((at * 7) % 256)),
    ).join('')
    const olu = { id: 'u2', name: 'Olu', email: 'olu@example.org', role: 'viewer' }
    expect(passwordProblem(password, olu, await wellKnownPasswords())).toBeNull()
    const rows = openAccountRows(url, () => '2026-01-01T00:00:00.000Z')
    await rows.addPerson(olu, await hashOfPassword(auth, password))
    expect(await signIn(olu.email, password)).not.toBeNull()
    expect(await signIn(olu.email, password.slice(2))).toBeNull()
  })

  it('lets in whoever knows the password, however it was composed, with their role', async () => {
    const headers = await signIn('Ada@Example.org', PASSWORD.normalize('NFKD'))
    expect(cookiesOf(headers ?? new Headers())).toEqual([
      expect.objectContaining({ name: 'holdfast.session_token', secure: false, maxAge: 604_800 }),
    ])
    expect(headers?.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Lax/i)
    const session = await sessionOf(cookieOf(headers))
    expect(session?.user).toMatchObject({ id: 'u1', name: 'Ada', role: 'operator' })
    expect(session?.session).toMatchObject({ ipAddress: '203.0.113.9', userAgent: 'a browser' })
  })

  it.each([
    ['ada@example.org', 'wrong'],
    ['nobody@example.org', PASSWORD],
    ['no e-mail', PASSWORD],
    ['ada@example.org', 'x'.repeat(2_000)],
    ['ada@example.org', `${PASSWORD} `],
  ])('does not let in %s with %s', async (email, password) => {
    expect(await signIn(email, password)).toBeNull()
  })

  it('believes no cookie that it did not sign', async () => {
    const cookie = cookieOf(await signIn('ada@example.org', PASSWORD))
    expect(await sessionOf(cookie)).not.toBeNull()
    expect(await sessionOf(cookie.replace(/.{4}$/, 'AAAA'))).toBeNull()
    expect(await sessionOf(cookie.split('.').slice(0, 2).join('.'))).toBeNull()
  })

  it('ends a session for good', async () => {
    const cookie = cookieOf(await signIn('ada@example.org', PASSWORD))
    const gone = await endSession(auth, cookie)
    expect(cookiesOf(gone)).toContainEqual(
      expect.objectContaining({ name: 'holdfast.session_token', value: '', maxAge: 0 }),
    )
    expect(await sessionOf(cookie)).toBeNull()
  })

  it('lets nobody sign themselves up', async () => {
    const body = { email: 'eve@example.org', name: 'Eve', password: PASSWORD }
    await expect(auth.api.signUpEmail({ body })).rejects.toThrow()
  })

  it('gives cookies to TLS only, where that is how it is reached', async () => {
    auth = open('https://holdfast.example.org')
    const cookies = cookiesOf((await signIn('ada@example.org', PASSWORD)) ?? new Headers())
    expect(cookies).toEqual([
      expect.objectContaining({ name: '__Secure-holdfast.session_token', secure: true }),
    ])
  })

  it('never writes what somebody typed into the log', () => {
    expect(problems.join('\n')).not.toMatch(/ngstr|ada@/)
  })
})
