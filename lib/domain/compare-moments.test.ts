import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { address } from './address'
import { cidr } from './cidr'
import {
  type AddressChange,
  addressChange,
  compareMembers,
  compareOccupancies,
  rangeText,
} from './compare-moments'
import type { MemberThen } from './fold-events'
import { ADDRESS_STATUSES, type AddressStatus, type Occupancy, occupancyOf } from './occupancy'
import { statusAt } from './occupancy-parts'
import { eachAddress, rangeOf, singleRange } from './ranges'

describe('an address at two moments', () => {
  const cases: readonly [AddressStatus, AddressStatus, boolean, AddressChange | null][] = [
    ['free', 'active', false, 'taken'],
    ['pool', 'paused', false, 'taken'],
    ['cooling', 'foreign', false, 'taken'],
    ['active', 'cooling', false, 'released'],
    ['foreign', 'free', false, 'released'],
    ['paused', 'pool', false, 'released'],
    ['active', 'active', true, 'moved'],
    ['active', 'foreign', true, 'moved'],
    ['active', 'active', false, null],
    ['active', 'paused', false, 'state'],
    ['free', 'pool', false, 'listed'],
    ['cooling', 'pool', false, 'listed'],
    ['pool', 'free', false, 'unlisted'],
    ['cooling', 'free', false, 'rest'],
    ['free', 'free', false, null],
    ['reserved', 'reserved', true, null],
  ]
  it.each(cases)('that was %s and is %s (another holder: %s) is %s', (before, after, reheld, change) =>
    expect(addressChange(before, after, reheld)).toBe(change),
  )
})

const BLOCK = cidr('10.0.3.0/28')

const occupancy = (statuses: readonly AddressStatus[]): Occupancy =>
  occupancyOf(BLOCK, {
    reserved: [],
    holds: (['active', 'paused', 'random', 'foreign'] as const).map((status) => ({
      status,
      addresses: statuses.flatMap((one, at) => (one === status ? [address(`10.0.3.${at}`)] : [])),
    })),
    pool: statuses.flatMap((one, at) => (one === 'pool' ? [singleRange(address(`10.0.3.${at}`))] : [])),
    cooling: statuses.flatMap((one, at) => (one === 'cooling' ? [singleRange(address(`10.0.3.${at}`))] : [])),
  })

describe('two maps', () => {
  it('differ where the status does, and where the holder does', () => {
    const free = Array.from({ length: 16 }, () => 'free' as const)
    const before = occupancy(
      free
        .with(4, 'active' as never)
        .with(5, 'active' as never)
        .with(6, 'pool' as never),
    )
    const after = occupancy(
      free
        .with(4, 'active' as never)
        .with(5, 'active' as never)
        .with(7, 'random' as never),
    )
    const spans = compareOccupancies(before, after, [address('10.0.3.5')])
    expect(spans.map((span) => `${rangeText(span)} ${span.change}`)).toEqual([
      '10.0.3.5 moved',
      '10.0.3.6 unlisted',
      '10.0.3.7 taken',
    ])
  })

  const status = fc.constantFrom(...ADDRESS_STATUSES.filter((one) => one !== 'reserved' && one !== 'planned'))
  const statuses = fc.array(status, { minLength: 16, maxLength: 16 })

  it('are told address by address as each of them changed, each once', () => {
    fc.assert(
      fc.property(statuses, statuses, fc.uniqueArray(fc.nat(15)), (was, is, others) => {
        const [before, after] = [occupancy(was), occupancy(is)]
        const reheld = others.map((at) => address(`10.0.3.${at}`))
        const told = new Map(
          compareOccupancies(before, after, reheld).flatMap((span) =>
            [...eachAddress([span])].map((one) => [one.value, span.change] as const),
          ),
        )
        for (const one of eachAddress([rangeOf(BLOCK)])) {
          const moved = reheld.some(({ value }) => value === one.value)
          const expected = addressChange(statusAt(before, one), statusAt(after, one), moved)
          expect(told.get(one.value) ?? null).toBe(expected)
        }
      }),
    )
  })
})

describe('the members of a group at two moments', () => {
  const member = (id: string, facts: MemberThen['facts']): MemberThen => ({
    ...{ id, facts, createdAt: 't1', stateSince: 't1', machines: 0 },
  })
  it('are created, gone, or changed in what differs', () => {
    const before = [
      member('ssi-1', { state: 'active', machineId: 'i-1', address: '10.0.3.4' }),
      member('ssi-2', { state: 'paused' }),
      member('ssi-3', { state: 'active' }),
    ]
    const after = [
      member('ssi-1', { state: 'paused', address: '10.0.3.4' }),
      member('ssi-2', { state: 'paused' }),
      member('ssi-3', { state: 'deallocated' }),
      member('ssi-4', { state: 'paused' }),
    ]
    expect(compareMembers(before, after)).toEqual([
      { id: 'ssi-3', change: 'gone', facts: { state: 'active' } },
      {
        ...{ id: 'ssi-1', change: 'changed' },
        before: { state: 'active', machineId: 'i-1' },
        after: { state: 'paused', machineId: null },
      },
      { id: 'ssi-4', change: 'created', facts: { state: 'paused' } },
    ])
  })
})
