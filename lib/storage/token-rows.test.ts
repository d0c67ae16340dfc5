import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeAccounts } from '@/lib/testing/account-changes'
import { templateDatabase } from '@/lib/testing/database'
import { openAccountRows } from './account-rows'
import { openDatabase } from './client'

const AT = '2026-01-01T00:00:00.000Z'
const LATER = '2026-03-01T00:00:00.000Z'

describe('tokens on record', () => {
  let url = ''
  let rows: ReturnType<typeof openAccountRows>
  const add = (id: string, personId: string, expiresAt = LATER) =>
    writeAccounts(url, {
      ...{ kind: 'token-made', most: 50 },
      token: {
        ...{ id, personId, name: `for ${id}`, role: 'operator', begins: 'hf_abcde', hash: `hash-${id}` },
        ...{ createdAt: AT, expiresAt },
      },
    })
  const remove = (id: string) => openDatabase(url).client.user.deleteMany({ where: { id } })
  const lower = (id: string) =>
    openDatabase(url).client.user.update({ where: { id }, data: { role: 'viewer' } })

  beforeAll(async () => {
    url = `file:${await templateDatabase()}`
    rows = openAccountRows(url, () => AT)
    for (const id of ['ada', 'olu'])
      await rows.addPerson({ id, name: id, email: `${id}@example.org`, role: 'operator' }, 'a hash')
  })
  afterAll(() => openDatabase(url).close())

  it('are found by their hash, with their owner as they are now, and never tell it', async () => {
    expect(await add('t1', 'ada')).toBe(true)
    const found = await rows.tokenByHash('hash-t1')
    expect(found).toMatchObject({ id: 't1', usedAt: null, person: { name: 'ada', role: 'operator' } })
    expect(found).not.toHaveProperty('hash')
    await lower('ada')
    expect((await rows.tokenByHash('hash-t1'))?.person.role).toBe('viewer')
    expect(await rows.tokenByHash('hash-t2')).toBeNull()
  })

  it('are told where they are valid', async () => {
    await add('over', 'olu', AT)
    await add('o1', 'olu')
    await add('o2', 'olu')
    expect((await rows.validTokenIds('olu', AT)).toSorted()).toEqual(['o1', 'o2'])
    await writeAccounts(url, { kind: 'token-revoked', tokenId: 'o1', at: AT })
    expect(await rows.validTokenIds('olu', AT)).toEqual(['o2'])
  })

  it('are told by their id until they are revoked', async () => {
    expect(await rows.unrevokedToken('t1')).toMatchObject({ name: 'for t1', personId: 'ada' })
    await writeAccounts(url, { kind: 'token-revoked', tokenId: 't1', at: AT })
    expect([await rows.unrevokedToken('t1'), await rows.unrevokedToken('o1')]).toEqual([null, null])
    expect((await rows.tokenByHash('hash-o1'))?.revokedAt).toBe(AT)
  })

  it('are listed of one or of all, and say when and from where they were used', async () => {
    await rows.noteTokenUse('o2', LATER, '203.0.113.9')
    expect(await rows.tokens('olu')).toHaveLength(3)
    expect((await rows.tokens(null)).find(({ id }) => id === 'o2')).toMatchObject({
      ...{ usedAt: LATER, usedFrom: '203.0.113.9' },
    })
  })

  it('are forgotten a while after they were over, and go with their person', async () => {
    await rows.forgetTokens('2026-01-01T00:00:00.001Z')
    expect((await rows.tokens(null)).map(({ id }) => id)).toEqual(['o2'])
    await remove('olu')
    expect(await rows.tokenByHash('hash-o2')).toBeNull()
  })
})
