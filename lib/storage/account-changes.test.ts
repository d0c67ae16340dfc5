import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AccountChange, NewLink } from '@/lib/allocation/ports/accounts'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import { happeningEvent } from '@/lib/allocation/record-event'
import { templateDatabase } from '@/lib/testing/database'
import { openAccountRows } from './account-rows'
import { openDatabase, type PrismaClient } from './client'
import { createDrafts } from './drafts'
import { type OpenStore, openStore } from './store'

/* A change and its event are one transaction: what the database refuses leaves neither, and no kill comes between. */

const AT = '2026-01-01T00:00:00.000Z'
const LATER = '2026-03-01T00:00:00.000Z'
const stores: OpenStore[] = []
let store: OpenStore
let client: PrismaClient
let rows: ReturnType<typeof openAccountRows>

async function openWorld(): Promise<void> {
  const databaseUrl = `file:${await templateDatabase()}`
  store = await openStore({ databaseUrl, now: () => AT })
  stores.push(store)
  client = openDatabase(databaseUrl).client
  rows = openAccountRows(databaseUrl, () => AT)
  const people = [
    ['ada', 'admin'],
    ['alan', 'admin'],
    ['olu', 'operator'],
  ] as const
  expect(await change(...people.map(([id, role]) => added(id, role)))).toBe('written')
}
afterAll(() => Promise.all(stores.map((one) => one.close())))

const added = (id: string, role: string, email = `${id}@example.org`): AccountChange => ({
  ...{ kind: 'person-added', person: { id, name: id, email, role }, at: AT },
  credential: { kind: 'password', hash: 'a hash' },
})
const lower = (personId: string): AccountChange => ({
  ...{ kind: 'role-changed', personId, from: 'admin', to: 'viewer' },
})
const remove = (personId: string, role: string): AccountChange => ({ kind: 'person-removed', personId, role })
const made = (over: Partial<NewLink> = {}): AccountChange => ({
  kind: 'link-made',
  link: {
    ...{ id: 'l1', kind: 'reset', tokenHash: `hash ${over.id ?? 'l1'}`, details: 'null', madeBy: 'ada' },
    ...{ subject: 'olu', createdAt: AT, expiresAt: LATER, ...over },
  },
})
const used = (linkId = 'l1', at = AT): AccountChange => ({ kind: 'link-used', linkId, at })
const token = (id: string, personId: string, most = 2, expiresAt = LATER): AccountChange => ({
  ...{ kind: 'token-made', most },
  token: {
    ...{ id, personId, name: id, role: 'viewer', begins: 'hf_a', hash: `hash ${id}` },
    ...{ createdAt: AT, expiresAt },
  },
})
const session = (id: string, userId: string) =>
  client.session.create({
    data: { id, userId, token: id, expiresAt: LATER, createdAt: AT, updatedAt: AT },
  })

/** Commits them with one event that names how many they are. */
async function change(...accounts: AccountChange[]): Promise<string> {
  const event = happeningEvent({ kind: 'role-changed', why: `${accounts.length} changes.` }, AT, 'req-1')
  const stored = await store.commit({ ...EMPTY_COMMIT, accounts, events: [event] })
  return stored.ok ? 'written' : stored.refusal.kind
}

/** Everything that a change of accounts may touch, and the log. */
const everything = async () => [
  await client.user.findMany(),
  await client.account.findMany(),
  await client.session.findMany(),
  await client.twoFactor.findMany(),
  await client.accessLink.findMany(),
  await client.apiToken.findMany(),
  await store.lastSeq(),
  await store.events({ limit: 100 }),
]

describe('what the database refuses leaves neither a row nor an event', () => {
  // One world for all of them: none of them leaves anything in it.
  beforeAll(async () => {
    await openWorld()
    const begun = await change(
      made(),
      made({ id: 'used' }),
      used('used'),
      made({ id: 'over', expiresAt: AT }),
      made({ id: 'alans', madeBy: 'alan' }),
      { kind: 'role-changed', personId: 'alan', from: 'admin', to: 'operator' },
      token('t1', 'olu', 1),
      { kind: 'token-revoked', tokenId: 't1', at: AT },
      token('t2', 'olu', 1),
    )
    expect(begun).toBe('written')
    await session('s1', 'olu')
  })
  const signOn = { kind: 'sign-on', providerId: 'example', subject: 'one' } as const
  it.each<[string, AccountChange[]]>([
    ['the last admin lowered', [lower('ada')]],
    ['the last admin removed', [remove('ada', 'admin')]],
    [
      'a role that is another by now',
      [{ kind: 'role-changed', personId: 'olu', from: 'viewer', to: 'admin' }],
    ],
    ['a person who is gone', [remove('nobody', 'viewer')]],
    ['a person who was another role', [remove('olu', 'admin')]],
    ['an e-mail that somebody has', [added('eve', 'viewer', 'olu@example.org')]],
    ['a first admin beside one', [{ kind: 'nobody-is-admin' }, added('eve', 'admin')]],
    [
      'two who are one at the provider',
      [
        { kind: 'sign-on-linked', personId: 'olu', credential: signOn, at: AT },
        { kind: 'sign-on-linked', personId: 'ada', credential: signOn, at: AT },
      ],
    ],
    ['a link that was used', [used('used'), added('eve', 'viewer')]],
    ['a link twice', [used(), used()]],
    ['a link that ran out', [used('over')]],
    ['a link whose maker is no admin any more', [used('alans')]],
    ['a link made by who is none', [made({ id: 'l2', madeBy: 'alan' })]],
    [
      'a link that is not there',
      [used('none'), { kind: 'password-set', personId: 'olu', hash: 'x', at: AT }],
    ],
    ['taking back what was used', [{ kind: 'links-revoked', linkIds: ['l1', 'used'], at: AT }]],
    ['a token too many', [token('t3', 'olu', 1)]],
    ['a token of nobody', [token('t3', 'nobody')]],
    ['a token that was revoked', [{ kind: 'token-revoked', tokenId: 't1', at: AT }]],
    ['sessions that are more', [{ kind: 'sessions-ended', personId: 'olu', keep: null, count: 0 }]],
    ['a session of somebody else', [{ kind: 'session-ended', personId: 'ada', sessionId: 's1' }]],
    ['a factor that is not there', [{ kind: 'factor-dropped', personId: 'olu' }]],
    ['a password of nobody', [{ kind: 'password-set', personId: 'nobody', hash: 'x', at: AT }]],
    ['what would do, beside what would not', [added('eve', 'viewer'), token('t3', 'ada'), used('used')]],
  ])('%s', async (_, changes) => {
    const before = await everything()
    expect(await change(...changes)).toBe('account-moved')
    expect(await everything()).toEqual(before)
  })

  it('nor does one that fails on the way', async () => {
    const before = await everything()
    await client.$executeRawUnsafe(
      `CREATE TEMP TRIGGER fails BEFORE INSERT ON "Event" BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
    )
    await expect(
      change(
        { kind: 'role-changed', personId: 'olu', from: 'operator', to: 'viewer' },
        token('t4', 'ada'),
        made({ id: 'l4' }),
      ),
    ).rejects.toThrow('the disk is full')
    await client.$executeRawUnsafe(`DROP TRIGGER fails`)
    expect(await everything()).toEqual(before)
  })
})

describe('people', () => {
  beforeEach(openWorld)

  it('keep one admin, also when two lower or remove each other at the same moment', async () => {
    expect((await Promise.all([change(lower('ada')), change(remove('alan', 'admin'))])).sort()).toEqual([
      'account-moved',
      'written',
    ])
    expect(await rows.countOfRole('admin')).toBe(1)
    expect(await store.lastSeq()).toBe(2)
  })

  it('are as the library writes them', async () => {
    const at = { createdAt: AT, updatedAt: AT }
    const person = { id: 'eve', name: 'eve', email: 'eve@example.org', role: 'operator' }
    await client.user.create({ data: { ...person, ...at, emailVerified: false } })
    const raw = (id: string) => client.$queryRawUnsafe<object[]>('SELECT * FROM "User" WHERE "id" = ?', id)
    const [[eve], [olu]] = [await raw('eve'), await raw('olu')]
    expect({ ...olu, ...person }).toEqual(eve)
    expect(await client.account.findFirst({ where: { userId: 'olu' } })).toMatchObject({
      ...{ accountId: 'olu', providerId: 'credential', password: 'a hash', createdAt: new Date(AT) },
    })
  })

  it('go with their sessions, passwords, factors and tokens, and leave their drafts to nobody', async () => {
    await session('s1', 'olu')
    await change(token('t1', 'olu'))
    await client.twoFactor.create({ data: { id: 'f', userId: 'olu', secret: 's', backupCodes: '' } })
    const { createDraft, drafts } = createDrafts(client, () => AT)
    for (const ownerId of ['ada', 'olu'])
      await createDraft({ id: `of-${ownerId}`, ownerId, groupId: null, values: {}, step: 'general' })
    expect(await change(remove('olu', 'operator'))).toBe('written')
    const left = [client.session.count(), client.twoFactor.count(), client.apiToken.count()]
    expect(await Promise.all(left)).toEqual([0, 0, 0])
    expect(await rows.passwordHash('olu')).toBeNull()
    expect(await drafts({ ownerId: null, nobodys: true })).toMatchObject([{ id: 'of-olu' }])
    expect(await drafts({ ownerId: 'ada', nobodys: false })).toMatchObject([{ id: 'of-ada' }])
  })

  it('keep one session, and have the new password and no factor', async () => {
    for (const id of ['s1', 's2', 's3']) await session(id, 'olu')
    await session('s4', 'ada')
    await client.twoFactor.create({ data: { id: 'f', userId: 'olu', secret: 's', backupCodes: '' } })
    await client.user.update({ where: { id: 'olu' }, data: { twoFactorEnabled: true } })
    const written = await change(
      { kind: 'password-set', personId: 'olu', hash: 'another hash', at: LATER },
      { kind: 'factor-dropped', personId: 'olu' },
      { kind: 'session-ended', personId: 'olu', sessionId: 's1' },
      { kind: 'sessions-ended', personId: 'olu', keep: 's2', count: 1 },
    )
    expect(written).toBe('written')
    expect([await rows.countSessions('olu'), await rows.countSessions('ada')]).toEqual([1, 1])
    expect(await rows.session('olu', 's2')).not.toBeNull()
    expect([await rows.passwordHash('olu'), await rows.hasFactor('olu')]).toEqual(['another hash', false])
    expect((await rows.person('olu'))?.secondFactor).toBe(false)
  })
})

it('of three who come with one link one finds it open, and a token is one too many for one of two', async () => {
  await openWorld()
  await change(made(), token('t1', 'olu'))
  const came = await Promise.all(['x', 'y', 'z'].map((id) => change(used(), added(id, 'viewer'))))
  expect(came.sort()).toEqual(['account-moved', 'account-moved', 'written'])
  expect(await client.user.count()).toBe(4)
  const tokens = await Promise.all([change(token('t2', 'olu')), change(token('t3', 'olu'))])
  expect(tokens.sort()).toEqual(['account-moved', 'written'])
  expect(await store.lastSeq()).toBe(4)
})
