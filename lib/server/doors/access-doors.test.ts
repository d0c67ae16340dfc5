import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { accountBook } from '@/lib/server/accounts/accounts'
import { onSessionsMoved } from '@/lib/server/accounts/sessions'
import { readPersonAccess } from '@/lib/server/reads/people'
import { type AccountWorld, openAccountWorld } from '@/lib/testing/account-world'
import { endSessionOf, endSessionsOf } from './access-doors'
import { makeToken, revokeToken } from './token-doors'

vi.mock('next/headers', () => ({ headers: async () => new Headers() }))

const ada = { id: 'ada', role: 'admin' } as const
const olu = { id: 'olu', role: 'operator' } as const
let world: AccountWorld
let heard = 0

beforeAll(async () => {
  world = await openAccountWorld((url) => {
    vi.stubEnv('DATABASE_URL', url)
    vi.stubEnv('HOLDFAST_OPEN', '0')
  })
  await world.add(ada)
  await world.add(olu)
  onSessionsMoved(() => heard++)
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.client.session.deleteMany()
  await world.signIn('ada', 'a1')
  await world.signIn('olu', 'o1')
  await world.signIn('olu', 'o2')
  world.told()
  heard = 0
})

const sessionsOf = async (id: string) =>
  (await world.as(ada, () => readPersonAccess(id))).sessions.map((one) => one.id).sort()

describe('an admin', () => {
  it('sees where somebody is signed in', async () => {
    const { sessions, ...olus } = await world.as(ada, () => readPersonAccess('olu'))
    expect(olus).toEqual({
      id: 'olu',
      name: 'Olu',
      email: 'olu@example.org',
      role: 'operator',
      isYou: false,
      tokens: [],
    })
    expect(sessions).toHaveLength(2)
    expect(sessions[0]).toMatchObject({ device: 'Firefox on Linux', origin: '198.51.100.7', isThis: false })
    expect(JSON.stringify(sessions)).not.toContain('secret')
  })

  it('ends one session, which is told to open pages and to the log', async () => {
    expect(await world.as(ada, () => endSessionOf('olu', 'o1'))).toMatchObject({ ok: true })
    expect([await sessionsOf('olu'), await sessionsOf('ada'), heard]).toEqual([['o2'], ['a1'], 1])
    expect(world.told()).toEqual([
      'session-revoked: Ada ended a session of Olu: Firefox on Linux, from 198.51.100.7.',
    ])
    expect(await world.as(ada, () => endSessionOf('olu', 'o1'))).toMatchObject({ kind: 'session-over' })
    expect(world.told()).toEqual([])
  })

  it('ends no session by the name of another person', async () => {
    expect(await world.as(ada, () => endSessionOf('olu', 'a1'))).toMatchObject({ kind: 'session-over' })
    expect(await world.as(ada, () => endSessionOf('eve', 'o1'))).toMatchObject({ kind: 'person-gone' })
    expect([await sessionsOf('olu'), heard]).toEqual([['o1', 'o2'], 0])
  })

  it('ends all of them, and those of nobody else', async () => {
    expect(await world.as(ada, () => endSessionsOf('olu'))).toMatchObject({ ok: true })
    expect([await sessionsOf('olu'), await sessionsOf('ada'), heard]).toEqual([[], ['a1'], 1])
    expect(world.told()).toEqual(['session-revoked: Ada signed Olu out everywhere; 2 sessions ended.'])
    expect(await world.as(ada, () => endSessionsOf('olu'))).toMatchObject({ kind: 'session-over' })
    expect(await world.as(ada, () => endSessionsOf('eve'))).toMatchObject({ kind: 'person-gone' })
  })

  it('sees and revokes their tokens', async () => {
    const made = await world.as(olu, () => makeToken({ name: 'dashboard', role: 'viewer', days: 7 }))
    expect(made).toMatchObject({ ok: true })
    const seen = async () => (await world.as(ada, () => readPersonAccess('olu'))).tokens
    const [token] = await seen()
    expect(token).toMatchObject({
      name: 'dashboard',
      role: 'viewer',
      usedAt: null,
      state: 'live',
      isYours: false,
    })
    world.told()
    expect(await world.as(ada, () => revokeToken(token?.id))).toMatchObject({ ok: true })
    expect(await seen()).toMatchObject([{ state: 'revoked' }])
    expect(world.told()).toEqual(['token-revoked: Ada revoked the API token dashboard of Olu.'])
  })
})

it('nobody but an admin reads it, and who is not there is not found', async () => {
  await expect(world.as(olu, () => readPersonAccess('olu'))).rejects.toThrow('People are for admins.')
  await expect(world.asNobody(() => readPersonAccess('olu'))).rejects.toThrow('People are for admins.')
  await expect(world.as(ada, () => readPersonAccess('eve'))).rejects.toThrow('This person is not here')
  expect(await (await accountBook()).rows.person('olu')).not.toBeNull()
})
