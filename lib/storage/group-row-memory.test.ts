import { afterEach, beforeEach, expect, test } from 'vitest'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import type { GroupRow } from '@/lib/allocation/ports/group-rows'
import { templateDatabase } from '@/lib/testing/database'
import { openDatabase } from './client'
import { GroupRowMemory } from './group-row-memory'
import { readGroupRows } from './group-rows'
import { type OpenStore, openStore } from './store'
import { AT, creation, eventOf } from './store.fixtures'

let store: OpenStore
let databaseUrl: string

beforeEach(async () => {
  databaseUrl = `file:${await templateDatabase()}`
  store = await openStore({ databaseUrl, now: () => AT })
})
afterEach(() => store.close())

const counted = () => readGroupRows(openDatabase(databaseUrl).client, null)

test('after every commit the rows in memory are those that counting all would give', async () => {
  await store.commit(creation('g2', ['10.0.1.10']))
  expect(await store.reads.groups()).toEqual(await counted())
  await store.commit(creation('g1', ['10.0.1.11', '10.0.1.12']))
  expect(await store.reads.groups()).toEqual(await counted())
  await store.commit({ ...EMPTY_COMMIT, events: [eventOf({ groupId: 'g2', kind: 'group-edited' })] })
  expect((await store.reads.groups()).map(({ id, lastEvent }) => [id, lastEvent?.kind])).toEqual([
    ['g1', 'group-created'],
    ['g2', 'group-edited'],
  ])
  const snapshot = await store.groupSnapshot('g1')
  const [first] = snapshot?.instances ?? []
  if (!snapshot || !first) throw new Error('g1 has no instance')
  await store.commit({ ...EMPTY_COMMIT, instances: [{ ...first, state: 'error', drift: 'It is gone.' }] })
  expect(await store.reads.groups()).toEqual(await counted())
  expect((await store.reads.groups()).map(({ byState }) => byState.error)).toEqual([1, 0])
  await store.commit({ ...EMPTY_COMMIT, groups: [{ ...snapshot.group, state: 'deleted', version: 2 }] })
  expect((await store.reads.groups()).map(({ id }) => id)).toEqual(['g2'])
})

test('only what was touched is counted again, and what is touched while it is counted is counted once more', async () => {
  const asked: (readonly string[] | null)[] = []
  let counts = 0
  let during = () => {}
  const memory = new GroupRowMemory(async (groupIds) => {
    asked.push(groupIds)
    during()
    return (groupIds ?? ['a', 'b']).map((id) => ({ id, name: id, version: ++counts }) as GroupRow)
  })
  const touch = (groupId: string) => memory.apply({ ...EMPTY_COMMIT, events: [eventOf({ groupId })] })
  await memory.all()
  await memory.all()
  touch('b')
  during = () => {
    during = () => {}
    touch('b')
  }
  const both = await Promise.all([memory.all(), memory.all()])
  expect(both.map((rows) => rows.map(({ version }) => version))).toEqual([
    [1, 3],
    [1, 4],
  ])
  await memory.all()
  memory.forget()
  await memory.all()
  expect(asked).toEqual([null, ['b'], ['b'], ['a', 'b']])
})
