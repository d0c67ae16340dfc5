import { expect, it } from 'vitest'
import type { InstanceView } from '@/lib/api/views/instances'
import { poolShares, poolTotalText, poolUse, poolUseText } from './pool-use'

const at = (address: string | null, addressStatus: InstanceView['addressStatus']) =>
  ({ address, addressStatus }) as InstanceView

it('counts each entry’s use in the order of the pool', () => {
  const use = poolUse(
    ['10.0.2.0/28', '10.0.1.16-10.0.1.21', '10.0.1.9'],
    [
      at('10.0.1.16', 'active'),
      at('10.0.1.17', 'paused'),
      at('10.0.1.18', 'paused'),
      at('10.0.1.9', 'active'),
      at('10.0.9.9', 'random'),
      at(null, null),
    ],
  )
  expect(
    use.map(({ entry, size, active, paused, without }) => [entry, size, active, paused, without]),
  ).toEqual([
    ['10.0.2.0/28', 16, 0, 0, 16],
    ['10.0.1.16-10.0.1.21', 6, 1, 2, 3],
    ['10.0.1.9', 1, 1, 0, 0],
  ])
  expect(use.map(poolUseText)).toEqual([
    '16 without an instance',
    '1 active, 2 paused, 3 without an instance',
    '1 active',
  ])
  expect(poolTotalText(use)).toBe('23 addresses in 3 entries, handed out in this order')
})

it('is quick on a large pool of single addresses', () => {
  const pool = Array.from({ length: 10_000 }, (_, n) => `10.0.${n >> 8}.${n & 255}`)
  const use = poolUse(
    pool,
    pool.map((address) => at(address, 'active')),
  )
  expect(use.every(({ active, without }) => active === 1 && without === 0)).toBe(true)
})

it('gives the shares of a bar, never more than all of it', () => {
  expect(poolShares({ size: 10, active: 3, paused: 2 })).toEqual([
    { status: 'active', share: 0.3 },
    { status: 'paused', share: 0.2 },
  ])
  expect(poolShares({ size: 0, active: 0, paused: 0 }).map(({ share }) => share)).toEqual([0, 0])
  expect(poolShares({ size: 2, active: 0, paused: 5 })[1]?.share).toBe(1)
})
