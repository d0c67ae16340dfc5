import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { recordEvent } from '@/lib/allocation/record-event'
import { askedBy, askingNow } from '@/lib/server/asking'
import { holdfast } from '@/lib/server/compose'
import { makeToken, revokeToken } from '@/lib/server/doors/token-doors'
import { type AccountWorld, openAccountWorld } from '@/lib/testing/account-world'
import { askerOfToken } from './tokens'

const olu = { id: 'olu', role: 'operator' } as const
const REQUEST = { id: 'request-9', origin: '203.0.113.9', path: '/api/ledger/export' }
let world: AccountWorld

beforeAll(async () => {
  world = await openAccountWorld((url) => {
    vi.stubEnv('DATABASE_URL', url)
    vi.stubEnv('HOLDFAST_OPEN', '0')
  })
  await world.add(olu)
})
afterAll(() => world.close())

it('who asks with a token is named with it, by its id and its name and never by its secret', async () => {
  const made = await world.as(olu, () => makeToken({ name: 'nightly export', role: 'viewer', days: 7 }))
  if (!made.ok) throw new Error(made.message)
  const { token: secret } = made.value
  const [row] = await world.client.apiToken.findMany()
  const asks = await askerOfToken(new Headers({ authorization: `Bearer ${secret}` }), REQUEST)
  const asker = asks && 'asker' in asks ? asks.asker : null
  expect(asker).toMatchObject({
    ...{ kind: 'token', id: 'olu', name: 'Olu, token nightly export', role: 'viewer' },
    token: { id: row?.id, name: 'nightly export' },
  })
  const told = await askedBy({ request: REQUEST, asker }, async () => {
    const { engine } = await holdfast()
    await recordEvent(engine.allocation, { kind: 'exported', why: 'The whole log as a file.' })
    return askingNow()
  })
  // What an event says of who asked.
  expect(told).toEqual({
    by: { id: 'olu', name: 'Olu, token nightly export', origin: '203.0.113.9' },
    request: 'request-9',
  })
  for (const text of [JSON.stringify(asker), JSON.stringify(told), JSON.stringify(world.events)])
    expect(text).not.toContain(secret.slice(0, 12))
})

it('a token that was right and is revoked waits like any other that is wrong', async () => {
  const made = await world.as(olu, () => makeToken({ name: 'dashboard', role: 'viewer', days: 7 }))
  if (!made.ok) throw new Error(made.message)
  const headers = new Headers({ authorization: `Bearer ${made.value.token}` })
  const ask = () => askerOfToken(headers, { ...REQUEST, origin: '198.51.100.20' })
  expect(await ask()).toMatchObject({ asker: { kind: 'token' } })
  const row = await world.client.apiToken.findFirst({ where: { name: 'dashboard' } })
  await world.as(olu, () => revokeToken(row?.id))
  for (let at = 0; at < 30; at++) expect(await ask()).toEqual({ tokenRefusal: { kind: 'wrong-token' } })
  expect(await ask()).toMatchObject({ tokenRefusal: { kind: 'token-must-wait' } })
})
