import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { templateDatabase } from '@/lib/testing/database'
import { openAccountRows } from './account-rows'
import { openDatabase } from './client'

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

  it('have sessions of their own and nobody else’s', async () => {
    await Promise.all([
      session('s1', 'olu'),
      session('s2', 'olu'),
      session('s3', 'ada'),
      session('s4', 'olu', AT),
    ])
    expect((await rows.sessionsOf('olu', AT)).map(({ id }) => id).sort()).toEqual(['s1', 's2'])
    expect(await rows.session('olu', 's3')).toBeNull()
    expect(await rows.session('olu', 's1')).toEqual({ userAgent: 'a browser', origin: '203.0.113.9' })
    expect([await rows.countSessions('olu'), await rows.countSessions('olu', 's1')]).toEqual([3, 2])
    await rows.noteUse('s2', '2026-01-01T12:00:00.000Z')
    expect((await rows.sessionsOf('olu', AT))[0]).toMatchObject({
      ...{ id: 's2', usedAt: '2026-01-01T12:00:00.000Z' },
    })
    expect(await rows.oldestSessions('olu', 2, AT)).toEqual([])
    expect(await rows.oldestSessions('olu', 1, AT)).toEqual(['s1'])
    expect(await rows.countSessions('olu')).toBe(2)
  })
})
