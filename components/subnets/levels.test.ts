import { expect, it } from 'vitest'
import { levelsOf, pathOf, prefixLabels, prefixWith } from './levels'
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

it('names the blocks of a subnet by what tells them apart', () => {
  const labels = (...texts: string[]) => prefixLabels(texts).map(({ label }) => label)
  expect(labels(...cidrs)).toEqual(['IPv4', 'IPv6'])
  expect(labels('10.0.0.0/23', '10.7.0.0/24')).toEqual(['10.0.0.0/23', '10.7.0.0/24'])
  expect(labels('10.0.0.0/23', '10.7.0.0/24', '2001:db8::/64')).toEqual([
    '10.0.0.0/23',
    '10.7.0.0/24',
    '2001:db8::/64',
  ])
})

it('finds the block that an address lies in', () => {
  expect(prefixWith(cidrs, '10.0.9.1')).toBe('10.0.0.0/16')
  expect(prefixWith(cidrs, '2001:db8:0:1::7')).toBe('2001:db8:0:1::/64')
  expect(prefixWith(cidrs, '10.1.0.1')).toBeNull()
  expect(prefixWith(cidrs, 'nonsense')).toBeNull()
  expect(prefixWith(cidrs, null)).toBeNull()
})
