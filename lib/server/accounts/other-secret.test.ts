import { Secret, TOTP } from 'otpauth'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openAccounts } from '@/lib/auth/accounts'
import { cookiesOf } from '@/lib/auth/cookies'
import * as factor from '@/lib/auth/second-factor'
import { hashOfPassword, signInByPassword } from '@/lib/auth/sign-in'
import { openAccountRows } from '@/lib/storage/account-rows'
import { KEPT_SECRET } from '@/lib/storage/kept-secret'
import { type AccountWorld, openAccountWorld } from '@/lib/testing/account-world'
import { secretSentence } from './check-secret'

const sent = { cookie: '' }
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ cookie: sent.cookie }),
  cookies: async () => ({ set: () => undefined, delete: () => undefined }),
}))

/* Second factors are encrypted with the secret of accounts. Here it becomes another one. */

const PASSWORD = 'five long words of hers'
const FORMER = 'k3Jx9vQ2mWz7Lr5TbY8nHc4PdF6sGa1E'
const OTHER = 'p7Qd2sNf8wKj4Zt6YhVb3XmRc9LgTa5U'
const from = { origin: '203.0.113.9', userAgent: 'a browser' }
const now = () => new Date().toISOString()

let world: AccountWorld
let app: TOTP

const cookieOf = (headers: Headers | null) =>
  cookiesOf(headers ?? new Headers())
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ')
const accountsWith = (secret: string) =>
  openAccounts({
    ...{ database: openAccountRows(world.url, now).database, secret },
    ...{ baseUrl: 'http://127.0.0.1:3000', onProblem: () => undefined },
  })
const typed = { email: 'ada@example.org', password: PASSWORD }

/** As a process does that is started with this setting. */
async function started(secret: string) {
  vi.stubEnv('HOLDFAST_SECRET', secret)
  vi.resetModules()
  delete (globalThis as Record<symbol, unknown>)[Symbol.for('holdfast.accounts')]
  const [{ secretProblem }, { answerCode }, { readAccount }] = await Promise.all([
    import('./check-secret'),
    import('@/lib/server/doors/factor-doors'),
    import('@/lib/server/reads/people'),
  ])
  return { secretProblem, answerCode, readAccount }
}

beforeAll(async () => {
  world = await openAccountWorld((url) => {
    vi.stubEnv('DATABASE_URL', url)
    vi.stubEnv('HOLDFAST_OPEN', '0')
    vi.stubEnv('HOLDFAST_SECRET', FORMER)
  })
  const auth = accountsWith(FORMER)
  await world.add({ id: 'ada', role: 'admin' }, await hashOfPassword(auth, PASSWORD))
  const session = cookieOf(await signInByPassword(auth, typed, from))
  const begun = await factor.beginFactor(auth, session, PASSWORD)
  app = new TOTP({
    secret: Secret.fromBase32(new URL(begun?.uri ?? '').searchParams.get('secret') ?? ''),
  })
  await factor.confirmFactor(auth, session, app.generate(), from)
})
afterEach(() => world.client.meta.deleteMany({ where: { key: KEPT_SECRET } }))
afterAll(() => world.close())

describe('a start with another secret', () => {
  it('is refused, and says what to set', async () => {
    expect(await (await started(FORMER)).secretProblem()).toBeNull()
    expect(await (await started(OTHER)).secretProblem()).toBe(
      secretSentence({ isSet: true, isKept: false, closed: 1, of: 1 }),
    )
    expect(await (await started('')).secretProblem()).toBe(
      secretSentence({ isSet: false, isKept: false, closed: 1, of: 1 }),
    )
  })

  it('is told where the database keeps the secret that opens them', async () => {
    await world.client.meta.create({ data: { key: KEPT_SECRET, value: FORMER } })
    expect(await (await started(OTHER)).secretProblem()).toContain('Leave HOLDFAST_SECRET out')
    expect(await (await started('')).secretProblem()).toBeNull()
  })

  it('is none of its business without login, nor for a factor that was begun only', async () => {
    vi.stubEnv('HOLDFAST_OPEN', '1')
    expect(await (await started(OTHER)).secretProblem()).toBeNull()
    vi.stubEnv('HOLDFAST_OPEN', '0')
    await world.client.twoFactor.updateMany({ data: { verified: false } })
    expect(await (await started(OTHER)).secretProblem()).toBeNull()
    await world.client.twoFactor.updateMany({ data: { verified: true } })
  })
})

describe('where it runs all the same', () => {
  it('a code is refused with a sentence, and is not used up by it', async () => {
    const code = app.generate()
    const { answerCode } = await started(OTHER)
    sent.cookie = cookieOf(await signInByPassword(accountsWith(OTHER), typed, from))
    expect(await world.asNobody(() => answerCode({ code }))).toMatchObject({
      ...{ ok: false, kind: 'factor-sealed' },
      message: expect.stringContaining('HOLDFAST_SECRET'),
    })
    expect(await world.client.usedCode.count()).toBe(0)

    const former = await started(FORMER)
    sent.cookie = cookieOf(await signInByPassword(accountsWith(FORMER), typed, from))
    expect(await world.asNobody(() => former.answerCode({ code }))).toMatchObject({ ok: true })
  })
})
