import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupOf, instanceOf, nicOf, vmOf } from '@/lib/storage/store.fixtures'
import {
  countCapacity,
  countMembers,
  moveShare,
  NO_MEMBERS,
  sameCapacity,
  shareOf,
  withDesired,
} from './capacity-count'
import type { Group } from './group'
import type { PooledVm } from './pooled-vm'
import type { InstanceState, Origin, StatefulInstance } from './stateful-instance'

const STATES = [
  'paused',
  'resuming',
  'active',
  'pausing',
  'recycling',
  'replacing',
  'deallocating',
  'deallocated',
  'error',
] as const satisfies readonly InstanceState[]

const vm = (change: Partial<PooledVm>) => vmOf('g1', 1, change)

const one = (change: Partial<StatefulInstance>) => instanceOf('g1', 1, '10.0.1.10', change)

describe('what one instance counts for', () => {
  it.each(STATES.filter((state) => state !== 'active'))('nothing while %s', (state) => {
    expect(shareOf(one({ state, origin: 'pool' }))).toEqual({ running: 0, onPool: 0, onOther: 0 })
  })

  it.each([
    ['pool', false, { running: 1, onPool: 1, onOther: 0 }],
    ['random', false, { running: 1, onPool: 0, onOther: 1 }],
    ['floating', false, { running: 1, onPool: 0, onOther: 1 }],
    ['pool', true, { running: 1, onPool: 0, onOther: 1 }],
  ] as const)('active, origin %s, retained: %s', (origin: Origin, retained, share) => {
    expect(shareOf(one({ state: 'active', origin, retained }))).toEqual(share)
  })
})

describe('what one VM counts for', () => {
  it.each(['launching', 'placed', 'leaving', 'failed', 'gone'] as const)('nothing while %s', (state) => {
    expect(shareOf(vm({ state }))).toEqual({ running: 0, onPool: 0, onOther: 0 })
  })

  it.each([
    ['pool', 'pool', { running: 1, onPool: 1, onOther: 0 }],
    ['pool', 'dynamic', { running: 1, onPool: 0, onOther: 1 }],
    ['dynamic', 'pool', { running: 1, onPool: 0, onOther: 1 }],
  ] as const)('active, one address of its %s, the other %s', (primary, other, share) => {
    const nics = [nicOf(other, false), nicOf(primary, true)]
    expect(shareOf(vm({ state: 'active', nics }))).toEqual(share)
  })
})

describe('what a group counts', () => {
  const instances = [
    instanceOf('g1', 1, '10.0.1.10', { state: 'active', origin: 'pool' }),
    instanceOf('g1', 2, '10.0.1.11', { state: 'active', origin: 'random' }),
    instanceOf('g1', 3, '10.0.1.12', { state: 'paused', origin: 'pool' }),
    instanceOf('g1', 4, '10.0.1.13', { state: 'replacing', origin: 'pool' }),
  ]

  it('target, and what runs by kind of address', () => {
    expect(countCapacity(groupOf('g1'), instances)).toEqual({ desired: 2, running: 2, onPool: 1, onOther: 1 })
  })

  it.each(['deleting', 'deleting-keeping', 'deleted'] as const satisfies readonly Group['state'][])(
    'wants nothing while it is %s, and what still runs is counted',
    (state) => {
      expect(countCapacity(groupOf('g1', { state }), instances)).toMatchObject({ desired: 0, running: 2 })
    },
  )

  it('is nothing without instances', () => {
    expect(countMembers([])).toEqual(NO_MEMBERS)
  })
})

it('is the same counted anew and moved along with every change', () => {
  const instance = fc
    .record({
      state: fc.constantFrom(...STATES),
      origin: fc.constantFrom('pool', 'random', 'floating'),
      retained: fc.boolean(),
    })
    .map((change) => one(change as Partial<StatefulInstance>))
  fc.assert(
    fc.property(fc.array(fc.tuple(instance, instance), { maxLength: 40 }), (changes) => {
      const before = countMembers(changes.map(([from]) => from))
      const moved = changes.reduce(
        (count, [from, to]) => moveShare(count, shareOf(from), shareOf(to)),
        before,
      )
      const after = countMembers(changes.map(([, to]) => to))
      expect(moved).toEqual(after)
      expect(after.onPool + after.onOther).toBe(after.running)
    }),
  )
})

it('two counts are the same when nothing of them differs', () => {
  const count = withDesired(groupOf('g1'), { running: 2, onPool: 1, onOther: 1 })
  expect(sameCapacity(count, { ...count })).toBe(true)
  for (const series of ['desired', 'running', 'onPool', 'onOther'] as const)
    expect(sameCapacity(count, { ...count, [series]: 9 })).toBe(false)
})
