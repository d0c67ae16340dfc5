import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { makeLink } from '@/lib/server/accounts/access-links'
import { askerOfToken } from '@/lib/server/accounts/tokens'
import { type AccountWorld, openAccountWorld } from '@/lib/testing/account-world'
import { setNewPassword } from './reset-doors'
import { makeToken } from './token-doors'

vi.mock('next/headers', () => ({ headers: async () => new Headers() }))

/* What a link for a new password takes from whoever had the account before. */

const olu = { id: 'olu', role: 'operator' } as const
const ada = { id: 'ada', role: 'admin' } as const
const REQUEST = { id: 'request-9', origin: '203.0.113.9', path: '/api/groups' }
let world: AccountWorld

beforeAll(async () => {
  world = await openAccountWorld((url) => {
    vi.stubEnv('DATABASE_URL', url)
    vi.stubEnv('HOLDFAST_OPEN', '0')
  })
  await world.add(olu)
  await world.add(ada)
})
beforeEach(() => void world.told())
afterAll(() => world.close())

async function tokenOf(who: typeof olu | typeof ada): Promise<() => Promise<boolean>> {
  const made = await world.as(who, () => makeToken({ name: 'dashboard', role: 'viewer', days: 7 }))
  if (!made.ok) throw new Error(made.message)
  const headers = new Headers({ authorization: `Bearer ${made.value.token}` })
  return async () => 'asker' in ((await askerOfToken(headers, REQUEST)) ?? {})
}

const use = (token: string) =>
  world.asNobody(() => setNewPassword({ token, password: 'a long walk along the sea' }))

it('their sessions and their tokens, and nobody else’s', async () => {
  const [theirs, hers] = [await tokenOf(olu), await tokenOf(ada)]
  await world.signIn('olu', 'session-1')
  await world.signIn('olu', 'session-2')
  const token = await makeLink({ kind: 'reset', subject: 'olu' })
  expect([await theirs(), await hers()]).toEqual([true, true])
  world.told()
  expect(await use(token)).toMatchObject({ ok: true })
  expect([await theirs(), await hers()]).toEqual([false, true])
  expect(await world.client.session.count({ where: { userId: 'olu' } })).toBe(0)
  expect(world.told()).toEqual([
    'password-reset-used: Olu set a new password by a link; 2 sessions ended and 1 API token revoked.',
    'token-revoked: The API token dashboard of Olu was revoked with their password.',
  ])
})

it('the second factor only where the link says so', async () => {
  const turnOn = async () => {
    await world.client.user.update({ where: { id: 'olu' }, data: { twoFactorEnabled: true } })
    await world.client.twoFactor.create({ data: { id: 'f', userId: 'olu', secret: '', backupCodes: '' } })
  }
  await turnOn()
  await use(await makeLink({ kind: 'reset', subject: 'olu' }))
  expect(await world.client.twoFactor.count()).toBe(1)
  expect(world.told()[0]).toMatch(/revoked\.$/)
  await use(await makeLink({ kind: 'reset', subject: 'olu', details: { dropsFactor: true } }))
  expect(await world.client.twoFactor.count()).toBe(0)
  expect(world.told()[0]).toMatch(/; their second factor is off\.$/)
})
