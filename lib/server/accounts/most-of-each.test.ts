import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { CAPS } from '@/lib/domain/cap'
import { endOldestSessions, MOST_SESSIONS } from '@/lib/server/accounts/most-sessions'
import { type Holdfast, holdfast } from '@/lib/server/compose'
import { invite, MOST_INVITATIONS } from '@/lib/server/doors/invitation-doors'
import { makeToken, revokeToken } from '@/lib/server/doors/token-doors'
import { writeAccounts } from '@/lib/testing/account-changes'
import { type AccountWorld, openAccountWorld } from '@/lib/testing/account-world'
import { makeLink } from './access-links'
import { accountBook } from './accounts'

/* How much of each one person may have; the last that is refused says what to do. */

const ada = { id: 'ada', role: 'admin' } as const
const alan = { id: 'alan', role: 'admin' } as const
let world: AccountWorld

beforeAll(async () => {
  world = await openAccountWorld((url) => {
    vi.stubEnv('DATABASE_URL', url)
    vi.stubEnv('HOLDFAST_OPEN', '0')
  })
  await world.add(ada)
  await world.add(alan)
})
afterAll(() => world.close())

it('a hundred sessions: with the next the oldest ends, and the log says so', async () => {
  const at = (minute: number) => new Date(Date.UTC(2030, 0, 1, 0, minute))
  const session = (id: string, userId: string, minute: number, expiresAt = at(100_000)) => ({
    ...{ id, userId, token: id, expiresAt, createdAt: at(minute), updatedAt: at(minute) },
  })
  await world.client.session.createMany({
    data: [
      ...Array.from({ length: MOST_SESSIONS }, (_, n) => session(`a${n}`, 'ada', n)),
      session('ran out', 'ada', 500, new Date(0)),
      session('alans', 'alan', 0),
    ],
  })
  const left = async () => (await world.client.session.findMany({ select: { id: true } })).map(({ id }) => id)
  const hold = (await holdfast()) as Holdfast
  const tidy = async () =>
    endOldestSessions(hold, await accountBook(), { id: 'ada', name: 'Ada' }, '203.0.113.9')
  await tidy()
  expect([(await left()).length, world.told()]).toEqual([MOST_SESSIONS + 1, []])
  await world.client.session.create({ data: session('newest', 'ada', 600) })
  await tidy()
  const ids = await left()
  expect(ids).toHaveLength(MOST_SESSIONS + 1)
  expect([ids.includes('a0'), ids.includes('a1'), ids.includes('newest'), ids.includes('alans')]).toEqual([
    ...[false, true, true, true],
  ])
  expect(world.told()).toEqual([
    'session-revoked: 1 session of Ada ended with a new one: nobody has more than 100, and the oldest goes first.',
  ])
})

it('a hundred invitations that wait, for each admin; one that is replaced is not counted twice', async () => {
  const ask = (who: typeof ada | typeof alan, email: string) =>
    world.as(who, () => invite({ email, role: 'viewer' }))
  for (let n = 0; n < MOST_INVITATIONS; n++) {
    const subject = `guest${n}@example.org`
    await makeLink({ kind: 'invitation', subject, details: { role: 'viewer' }, madeBy: 'ada' })
  }
  expect(await ask(ada, 'one.more@example.org')).toMatchObject({
    kind: 'too-many-invitations',
    message:
      '100 invitations of yours are waiting, which is as many as one admin may have. Take one back first.',
  })
  expect(await ask(ada, 'guest7@example.org')).toMatchObject({ ok: true })
  expect(await ask(alan, 'one.more@example.org')).toMatchObject({ ok: true })
  const { rows } = await accountBook()
  const linkIds = await rows.unusedLinkIds({ subject: 'guest8@example.org' })
  await writeAccounts(world.url, { kind: 'links-revoked', linkIds, at: new Date().toISOString() })
  expect(await ask(ada, 'another@example.org')).toMatchObject({ ok: true })
  expect(await ask(ada, 'yet.another@example.org')).toMatchObject({ kind: 'too-many-invitations' })
})

it('as many people as there can be: who is invited already can be invited again', async () => {
  const { rows } = await accountBook()
  const ask = (email: string) => world.as(alan, () => invite({ email, role: 'viewer' }))
  expect(await ask('last.one@example.org')).toMatchObject({ ok: true })
  const missing = CAPS.people - (await rows.countPeople(new Date().toISOString()))
  const made = { name: 'Somebody', role: 'viewer', emailVerified: true }
  const [createdAt, updatedAt] = [new Date(), new Date()]
  await world.client.user.createMany({
    data: Array.from({ length: missing }, (_, n) => ({
      ...{ ...made, createdAt, updatedAt, id: `many-${n}`, email: `many${n}@example.org` },
    })),
  })
  expect(await ask('no.room@example.org')).toMatchObject({ kind: 'cap-reached' })
  expect(await ask('last.one@example.org')).toMatchObject({ ok: true })
  await world.client.user.deleteMany({ where: { id: { startsWith: 'many-' } } })
})

it('fifty tokens that are valid', async () => {
  const make = () => world.as(ada, () => makeToken({ name: 'dashboard', role: 'viewer', days: 7 }))
  for (let n = 0; n < 50; n++) expect(await make()).toMatchObject({ ok: true })
  expect(await make()).toMatchObject({
    kind: 'too-many-tokens',
    message: 'You have 50 valid tokens, which is as many as one person may have. Revoke one first.',
  })
  const [token] = await world.client.apiToken.findMany()
  await world.as(ada, () => revokeToken(token?.id))
  expect(await make()).toMatchObject({ ok: true })
})
