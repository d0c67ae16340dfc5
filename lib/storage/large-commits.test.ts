import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import { templateDatabase } from '@/lib/testing/database'
import { type OpenDatabase, openDatabase } from './client'
import { type OpenStore, openStore } from './store'
import { AT, creation, eventOf } from './store.fixtures'

/* Commits so large that the second connection writes them. */

let store: OpenStore

const open = async (): Promise<OpenDatabase> => {
  const databaseUrl = `file:${await templateDatabase()}`
  store = await openStore({ databaseUrl, now: () => AT })
  return openDatabase(databaseUrl)
}

afterEach(() => store.close())

const manyEvents = (count: number) =>
  Array.from({ length: count }, (_, n) => eventOf({ why: `${n} ${'x'.repeat(300)}` }))

test('a large commit lets others have their turns, and nobody sees it before it is whole', async () => {
  await open()
  await store.commit(creation('g0'))
  let written = false
  const writing = store.commit({ ...EMPTY_COMMIT, events: manyEvents(20_000) }).then((result) => {
    written = true
    return result
  })
  const seen = new Set<number>()
  let turns = 0
  while (!written) {
    turns += 1
    seen.add((await store.events({ limit: 1_000 })).length)
    await turn()
  }
  expect(await writing).toEqual({ ok: true, value: { seq: 20_001 } })
  expect(turns).toBeGreaterThan(5)
  expect([...seen].filter((count) => count !== 1 && count !== 1_000)).toEqual([])
})

test('what is saved while a large commit is written waits for it, and both are there', async () => {
  await open()
  const large = store.commit(creation('g1', [], { events: manyEvents(5_000) }))
  const others = Array.from({ length: 10 }, (_, n) =>
    store.reads.createDraft({ id: `d${n}`, groupId: null, values: { n }, step: 'general' }),
  )
  const small = store.commit(creation('g2', ['10.0.1.9'], { events: [eventOf()] }))
  expect((await Promise.all([large, small])).every((result) => result.ok)).toBe(true)
  await Promise.all(others)
  expect(await store.reads.drafts()).toHaveLength(10)
  expect((await store.reads.groups()).map((group) => group.id).sort()).toEqual(['g1', 'g2'])
  expect(await store.lastSeq()).toBe(5_001)
})

test('a large commit that breaks a rule is refused as any other, and leaves nothing', async () => {
  await open()
  await store.commit(creation('g1', ['10.0.1.10']))
  const refused = await store.commit(creation('g2', ['10.0.1.10'], { events: manyEvents(2_000) }))
  expect(refused).toEqual({ ok: false, refusal: { kind: 'address-held' } })
  const before = await store.lastSeq()
  expect((await store.commit(creation('g3', ['10.0.1.11'], { events: [eventOf()] }))).ok).toBe(true)
  expect(await store.lastSeq()).toBe(before + 1)
  expect((await store.reads.groups()).map((group) => group.id).sort()).toEqual(['g1', 'g3'])
})

describe('a second thread that ends without an answer', () => {
  const ended = () => Promise.reject(new Error('The second connection to the database has ended.'))
  const large = () => creation('g1', ['10.0.1.10'], { events: manyEvents(2_000) })

  test('after it wrote: the commit is answered as written, and memory knows it', async () => {
    const { second } = await open()
    const run = second.run.bind(second)
    vi.spyOn(second, 'run').mockImplementationOnce((sql, args) => run(sql, args).then(ended))
    expect(await store.commit(large())).toEqual({ ok: true, value: { seq: 2_000 } })
    expect((await store.groupSnapshot('g1'))?.seq).toBe(2_000)
    const next = creation('g2', ['10.0.1.11'], { events: [eventOf()] })
    expect(await store.commit(next)).toEqual({ ok: true, value: { seq: 2_001 } })
  })

  test('before it wrote: the commit fails, leaves nothing, and can be asked for again', async () => {
    const { second } = await open()
    vi.spyOn(second, 'run').mockImplementationOnce(ended)
    await expect(store.commit(large())).rejects.toThrow('has ended')
    expect(await store.groupSnapshot('g1')).toBeNull()
    expect(await store.commit(large())).toEqual({ ok: true, value: { seq: 2_000 } })
  })
})
