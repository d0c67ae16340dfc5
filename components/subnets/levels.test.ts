import { expect, it } from 'vitest'
import { levelsOf, pathOf } from './levels'
import { addressOrder } from './subnet-figures'

const cidrs = ['10.0.0.0/16', '2001:db8:0:1::/64']

it('finds the levels of what the URL names, in whichever block of the subnet', () => {
  expect(levelsOf(cidrs, '10.0.0.0/16', null)).toEqual(['10.0.0.0/16'])
  expect(levelsOf(cidrs, '10.0.0.0/16', '10.0.4.0/24')).toEqual(['10.0.0.0/16'])
  expect(levelsOf(cidrs, '10.0.0.0/16', '2001:db8:0:1::/64')).toEqual(['2001:db8:0:1::/64'])
  expect(levelsOf(cidrs, '10.0.0.0/16', '2001:db8:0:1::/72')).toEqual([
    '2001:db8:0:1::/64',
    '2001:db8:0:1::/72',
  ])
})

it('takes nonsense and other networks for nothing', () => {
  for (const text of ['nonsense', '10.9.0.0/24', '10.0.0.0/8', '10.0.4.1/24'])
    expect(levelsOf(cidrs, '10.0.0.0/16', text)).toEqual(['10.0.0.0/16'])
})

it('adds the square in sight to the path', () => {
  expect(pathOf(['10.0.0.0/16'], '10.0.4.0/24')).toEqual(['10.0.0.0/16', '10.0.4.0/24'])
  expect(pathOf(['10.0.0.0/16'], null)).toEqual(['10.0.0.0/16'])
})

it('sorts CIDRs by number', () => {
  const sorted = ['2001:db8::/64', '10.0.10.0/24', '10.0.2.0/24', '10.0.0.0/16'].sort((a, b) =>
    addressOrder(a) < addressOrder(b) ? -1 : 1,
  )
  expect(sorted).toEqual(['10.0.0.0/16', '10.0.2.0/24', '10.0.10.0/24', '2001:db8::/64'])
})
