import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAccountRows } from '@/lib/storage/account-rows'
import { openDatabase } from '@/lib/storage/client'
import { writeAccounts } from '@/lib/testing/account-changes'
import { templateDatabase } from '@/lib/testing/database'
import { type Accounts, openAccounts } from './accounts'
import { cookiesOf } from './cookies'
import * as factor from './second-factor'
import { hashOfPassword, isPasswordOf, signInByPassword } from './sign-in'

const PASSWORD = 'five long words of hers'
const from = { origin: '203.0.113.9', userAgent: 'a browser' }
const now = () => new Date().toISOString()

describe('a second factor', () => {
  let url = ''
  let auth: Accounts
  let rows: ReturnType<typeof openAccountRows>
  let session = ''
  let app: TOTP
  let recoveryCodes: readonly string[] = []
  const cookieOf = (headers: Headers | null) =>
    cookiesOf(headers ?? new Headers())
      .filter(({ value }) => value !== '')
      .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
      .join('; ')
  const signIn = () => signInByPassword(auth, { email: 'ada@example.org', password: PASSWORD }, from)
  const userOf = async (cookie: string) =>
    (await auth.api.getSession({ headers: new Headers({ cookie }) }))?.user.id
  const answer = (cookie: string, typed: string) => {
    const code = factor.readCode(typed)
    if (!code) throw new Error(`${typed} is no code`)
    return factor.answerChallenge(auth, cookie, code, from)
  }
  const challenge = async () => {
    const found = factor.challengeOf(`theme=dark; ${cookieOf(await signIn())}`)
    if (!found) throw new Error('No challenge')
    return found
  }

  beforeAll(async () => {
    url = `file:${await templateDatabase()}`
    rows = openAccountRows(url, now)
    auth = openAccounts({
      ...{ database: rows.database, secret: 'k3Jx9vQ2mWz7Lr5TbY8nHc4PdF6sGa1E' },
      ...{ baseUrl: 'http://127.0.0.1:3000', onProblem: () => undefined },
    })
    await rows.addPerson(
      { id: 'u1', name: 'Ada', email: 'ada@example.org', role: 'admin' },
      await hashOfPassword(auth, PASSWORD),
    )
    session = cookieOf(await signIn())
  })
  afterAll(() => openDatabase(url).close())

  it('is begun by whoever knows the password only', async () => {
    expect(await factor.beginFactor(auth, session, 'wrong')).toBeNull()
    const begun = await factor.beginFactor(auth, session, PASSWORD)
    expect(begun?.uri).toMatch(/^otpauth:\/\/totp\/Holdfast:ada%40example\.org\?/)
    expect(new Set(begun?.recoveryCodes).size).toBe(10)
    expect(begun?.recoveryCodes[0]).toMatch(/^[a-z0-9]{5}-[a-z0-9]{5}$/)
    recoveryCodes = begun?.recoveryCodes ?? []
    const uri = new URL(begun?.uri ?? '')
    app = new TOTP({ secret: Secret.fromBase32(uri.searchParams.get('secret') ?? '') })
  })

  it('is not asked for before its first code was typed', async () => {
    expect(factor.asksForCode((await signIn()) ?? new Headers())).toBe(false)
    expect(await factor.confirmFactor(auth, session, '000000', from)).toBeNull()
    const after = await factor.confirmFactor(auth, session, app.generate(), from)
    expect(await userOf(session)).toBeUndefined()
    session = cookieOf(after)
    expect(await userOf(session)).toBe('u1')
    expect((await rows.person('u1'))?.secondFactor).toBe(true)
  })

  it('is asked for after the password: no session before, one after', async () => {
    const asked = await signIn()
    expect(factor.asksForCode(asked ?? new Headers())).toBe(true)
    expect(await userOf(cookieOf(asked))).toBeUndefined()
    const { cookie, identifier } = await challenge()
    expect(await rows.challenged(identifier, now())).toBe('u1')
    expect(await rows.challenged(identifier, '2999-01-01T00:00:00.000Z')).toBeNull()
    expect(await answer(cookie, '000000')).toBe('wrong')
    const entered = await answer(cookie, `${app.generate().slice(0, 3)} ${app.generate().slice(3)}`)
    expect(entered instanceof Headers && (await userOf(cookieOf(entered)))).toBe('u1')
    expect(await answer(cookie, app.generate())).toBe('over')
  })

  it('lets in by a recovery code, each once, typed as people type', async () => {
    const code = recoveryCodes[3] ?? ''
    const entered = await answer((await challenge()).cookie, ` ${code.toUpperCase().replace('-', ' ')}`)
    expect(entered).toBeInstanceOf(Headers)
    expect(await answer((await challenge()).cookie, code)).toBe('wrong')
    expect(await factor.recoveryCodesLeft(auth, 'u1')).toBe(9)
  })

  it('makes recovery codes anew: those before open nothing', async () => {
    expect(await factor.renewRecoveryCodes(auth, session, 'wrong')).toBeNull()
    const fresh = await factor.renewRecoveryCodes(auth, session, PASSWORD)
    expect(await factor.recoveryCodesLeft(auth, 'u1')).toBe(10)
    expect(await answer((await challenge()).cookie, recoveryCodes[0] ?? '')).toBe('wrong')
    expect(await answer((await challenge()).cookie, fresh?.[0] ?? '')).toBeInstanceOf(Headers)
  })

  it('ends a challenge after five wrong codes, also for the right one', async () => {
    const { cookie } = await challenge()
    for (const typed of ['000000', '000001', '000002', '000003', '000004'])
      expect(await answer(cookie, typed)).toBe('wrong')
    expect(await answer(cookie, app.generate())).toBe('over')
  })

  it('believes no challenge that it did not sign', async () => {
    const { cookie } = await challenge()
    expect(await answer(cookie.replace(/.{6}$/, 'AAAAAA'), app.generate())).toBe('over')
    expect(factor.challengeOf('holdfast.session_token=x')).toBeNull()
  })

  it('takes a code once, whoever comes with it, until it would be wrong anyhow', async () => {
    const [at, until] = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:02:00.000Z']
    const claims = await Promise.all([1, 2, 3].map(() => rows.claimCode('u1 123456', at, until)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    expect(await rows.claimCode('u1 123456', '2026-01-01T00:03:00.000Z', until)).toBe(true)
    await rows.releaseCode('u1 123456')
    expect(await rows.claimCode('u1 123456', at, until)).toBe(true)
  })

  it('stays when the password is set anew, which ends the other sessions', async () => {
    const hash = await hashOfPassword(auth, 'six other words of hers now')
    const mine = (await auth.api.getSession({ headers: new Headers({ cookie: session }) }))?.session.id ?? ''
    const count = await rows.countSessions('u1', mine)
    expect(count).toBeGreaterThan(0)
    const written = await writeAccounts(
      url,
      { kind: 'password-set', personId: 'u1', hash, at: now() },
      { kind: 'sessions-ended', personId: 'u1', keep: mine, count },
    )
    expect(written).toBe(true)
    expect((await rows.sessionsOf('u1', now())).map(({ id }) => id)).toEqual([mine])
    expect(
      await isPasswordOf(auth, (await rows.passwordHash('u1')) ?? '', 'six other words of hers now'),
    ).toBe(true)
    expect(await signIn()).toBeNull()
    expect((await rows.person('u1'))?.secondFactor).toBe(true)
  })

  it('that is gone is not asked for any more; one that is begun only can go, too', async () => {
    const drop = () => writeAccounts(url, { kind: 'factor-dropped', personId: 'u1' })
    const typed = { email: 'ada@example.org', password: 'six other words of hers now' }
    expect(await drop()).toBe(true)
    const after = await signInByPassword(auth, typed, from)
    expect(await userOf(cookieOf(after))).toBe('u1')
    expect((await rows.person('u1'))?.secondFactor).toBe(false)
    await factor.beginFactor(auth, cookieOf(after), typed.password)
    expect([await rows.hasFactor('u1'), await drop(), await rows.hasFactor('u1')]).toEqual([
      true,
      true,
      false,
    ])
  })

  it.each(['12345', '1234567', 'abcde', 'abcde-fghi!', ''])('reads no code in "%s"', (typed) => {
    expect(factor.readCode(typed)).toBeNull()
  })
})
