import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { templateDatabase } from '@/lib/testing/database'
import { openAccountRows } from './account-rows'
import { openDatabase } from './client'
import { createDrafts } from './drafts'

const AT = '2026-01-01T00:00:00.000Z'
const LATER = '2026-01-02T00:00:00.000Z'

describe('people', () => {
  const urls: string[] = []
  let rows: ReturnType<typeof openAccountRows>
  const session = (id: string, userId: string, expiresAt = LATER) =>
    openDatabase(urls.at(-1) ?? '').client.session.create({
      data: {
        ...{ id, userId, token: `token-${id}`, expiresAt, createdAt: AT, updatedAt: AT },
        ...{ ipAddress: '203.0.113.9', userAgent: 'a browser' },
      },
    })

  beforeEach(async () => {
    urls.push(`file:${await templateDatabase()}`)
    rows = openAccountRows(urls.at(-1) ?? '', () => AT)
    for (const [id, role] of [
      ['ada', 'admin'],
      ['alan', 'admin'],
      ['olu', 'operator'],
    ] as const)
      await rows.addPerson({ id, name: id, email: `${id}@example.org`, role }, 'hash')
  })
  afterAll(() => Promise.all(urls.map((url) => openDatabase(url).close())))

  it('keep one admin, also when two lower each other at the same moment', async () => {
    const outcomes = await Promise.all([
      rows.changeRole('ada', 'viewer'),
      rows.changeRole('alan', 'operator'),
    ])
    expect(outcomes.sort()).toEqual(['done', 'last-admin'])
    expect(await rows.countOfRole('admin')).toBe(1)
  })

  it('keep one admin when they remove each other', async () => {
    const outcomes = await Promise.all([rows.removePerson('ada'), rows.removePerson('alan')])
    expect(outcomes.sort()).toEqual(['done', 'last-admin'])
    expect(await rows.changeRole('nobody', 'viewer')).toBe('gone')
    expect(await rows.removePerson('nobody')).toBe('gone')
    expect(await rows.removePerson('olu')).toBe('done')
  })

  it('who is the only admin may be made an admin', async () => {
    await rows.changeRole('alan', 'viewer')
    expect(await rows.changeRole('ada', 'admin')).toBe('done')
    expect(await rows.changeRole('ada', 'operator')).toBe('last-admin')
  })

  it('go with their sessions and passwords', async () => {
    await session('s1', 'olu')
    await rows.removePerson('olu')
    expect(await rows.endSession('olu', 's1')).toBeNull()
    expect(await rows.passwordHash('olu')).toBeNull()
    expect((await rows.people(AT)).map(({ id }) => id).sort()).toEqual(['ada', 'alan'])
  })

  it('leave their drafts to nobody, and whoever stays keeps theirs', async () => {
    const { client } = openDatabase(urls.at(-1) ?? '')
    const { createDraft, drafts } = createDrafts(client, () => AT)
    for (const ownerId of ['ada', 'alan', 'olu'])
      await createDraft({ id: `of-${ownerId}`, ownerId, groupId: null, values: {}, step: 'general' })
    const nobodys = async () => (await drafts({ ownerId: null, nobodys: true })).map(({ id }) => id)
    expect(await rows.removePerson('olu')).toBe('done')
    expect(await nobodys()).toEqual(['of-olu'])
    expect(await rows.removePerson('alan')).toBe('done')
    expect(await rows.removePerson('ada')).toBe('last-admin')
    expect((await nobodys()).sort()).toEqual(['of-alan', 'of-olu'])
    expect(await drafts({ ownerId: 'ada', nobodys: false })).toMatchObject([{ id: 'of-ada' }])
  })

  it('end their own sessions and nobody else’s', async () => {
    await Promise.all([
      session('s1', 'olu'),
      session('s2', 'olu'),
      session('s3', 'ada'),
      session('s4', 'olu', AT),
    ])
    expect((await rows.sessionsOf('olu', AT)).map(({ id }) => id).sort()).toEqual(['s1', 's2'])
    expect(await rows.endSession('olu', 's3')).toBeNull()
    expect(await rows.endSession('olu', 's1')).toEqual({ userAgent: 'a browser', origin: '203.0.113.9' })
    await rows.noteUse('s2', '2026-01-01T12:00:00.000Z')
    expect(await rows.sessionsOf('olu', AT)).toMatchObject([{ id: 's2', usedAt: '2026-01-01T12:00:00.000Z' }])
    expect(await rows.endSessions('olu')).toBe(2)
    expect(await rows.sessionsOf('ada', AT)).toHaveLength(1)
  })
})

describe('links', () => {
  it('are redeemed once, and not at all when they were taken back', async () => {
    const url = `file:${await templateDatabase()}`
    const rows = openAccountRows(url, () => AT)
    const link = (id: string, subject: string) =>
      rows.addLink({
        ...{ id, kind: 'reset', tokenHash: `hash-${id}`, details: 'null', madeBy: 'ada', subject },
        ...{ createdAt: AT, expiresAt: LATER },
      })
    await Promise.all([link('a', 'olu'), link('b', 'olu'), link('c', 'vera')])
    expect(await rows.redeemLink('hash-a', AT)).toBe(true)
    expect(await rows.redeemLink('hash-a', AT)).toBe(false)
    expect(await rows.revokeLinks({ kind: 'reset', subject: 'olu' }, AT)).toBe(1)
    expect(await rows.redeemLink('hash-b', AT)).toBe(false)
    expect(await rows.revokeLinks({ kind: 'invitation', id: 'c' }, AT)).toBe(0)
    expect(await rows.redeemLink('hash-c', AT)).toBe(true)
    expect((await rows.linksOf('reset')).map(({ id, usedAt, revokedAt }) => [id, usedAt, revokedAt])).toEqual(
      [
        ['c', AT, null],
        ['b', null, AT],
        ['a', AT, null],
      ],
    )
    await openDatabase(url).close()
  })
})
