import { afterEach, describe, expect, test } from 'vitest'
import type { Commit } from '@/lib/allocation/ports/commit'
import { templateDatabase } from '@/lib/testing/database'
import { type OpenStore, openStore } from './store'
import { AT, creation, groupOf, instanceOf } from './store.fixtures'

/* Which groups a new process settles at once; each begins with two instances, as its target says. */

let store: OpenStore

afterEach(() => store.close())

type Change = Parameters<typeof instanceOf>[3]

const ACTIVE = { state: 'active', desired: 'active', machineCount: 1 } as const
const PAUSED = { state: 'paused', desired: 'paused', machineCount: 1 } as const

async function unsettledOf(first: Change, commit: Partial<Commit> = {}): Promise<readonly string[]> {
  store = await openStore({ databaseUrl: `file:${await templateDatabase()}`, now: () => AT })
  const instances = [
    instanceOf('g1', 1, '10.0.1.10', first),
    instanceOf('g1', 2, '10.0.1.11', { ...ACTIVE, origin: 'random' }),
  ]
  const stored = await store.commit(creation('g1', ['10.0.1.10', '10.0.1.11'], { instances, ...commit }))
  expect(stored.ok).toBe(true)
  return store.unsettledGroups()
}

const groups = (change: Parameters<typeof groupOf>[1], target = 2, over = {}): Partial<Commit> => {
  const group = groupOf('g1', { nextOrdinal: 3, ...change })
  const { config } = group
  const persistence = { ...config.persistence, ...over } as typeof config.persistence
  return {
    groups: [{ ...group, config: { ...config, persistence, capacity: { ...config.capacity, target } } }],
  }
}

describe('settled is', () => {
  test.each([
    ['a group whose instances are what they should be', ACTIVE, {}],
    ['one whose work is under way', { ...ACTIVE, state: 'resuming' }, {}],
    ['one that has fewer active than target, and as many instances', PAUSED, {}],
    [
      'one that is being deleted, which is finished apart from this',
      PAUSED,
      groups({ state: 'deleting' }, 0),
    ],
  ] as const)('%s', async (_, first, commit) => {
    expect(await unsettledOf({ origin: 'random', ...first }, commit)).toEqual([])
  })
})

describe('unsettled is', () => {
  test.each([
    ['a paused instance that is wanted active', { ...ACTIVE, state: 'paused' }, {}],
    ['an active one that is wanted paused', { ...ACTIVE, desired: 'paused' }, {}],
    ['more wanted active than target', ACTIVE, groups({}, 1)],
    ['fewer instances than target', ACTIVE, groups({}, 3)],
    ['one deallocated while it was to be replaced', { ...PAUSED, state: 'deallocated' }, {}],
    [
      'a retained one that never ran',
      { ...PAUSED, machineCount: 0, retained: true, origin: 'pool' },
      groups({}, 0),
    ],
    ['a floating one where private IPs are maintained', { ...ACTIVE, origin: 'floating' }, {}],
  ] as const)('a group with %s', async (_, first, commit) => {
    expect(await unsettledOf({ origin: 'random', ...first }, commit)).toEqual(['g1'])
  })
})
