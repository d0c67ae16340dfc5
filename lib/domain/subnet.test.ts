import { describe, expect, test } from 'vitest'
import { address } from './address'
import { cidr, formatCidr } from './cidr'
import { allocatable, drawnFrom, isReserved, primaryCidr, type Subnet, subnetCidr, subnetOf } from './subnet'

const subnet = (id: string, ...cidrs: string[]): Subnet => ({
  id,
  virtualNetworkId: 'vpc-1',
  cloud: 'aws',
  region: 'eu-central-1',
  zone: 'eu-central-1a',
  name: id,
  cidrs: cidrs.map(cidr),
})

const a = subnet('a', '10.0.1.0/24', '2001:db8:0:1::/64')
const b = subnet('b', '10.0.2.0/28')
const v6 = subnet('v6', '2001:db8:0:9::/64')

describe('subnetOf', () => {
  test.each([
    ['10.0.1.0', 'a'],
    ['10.0.1.255', 'a'],
    ['10.0.2.15', 'b'],
    ['10.0.2.16', null],
    ['10.0.0.255', null],
    ['2001:db8:0:1::77', 'a'],
    ['2001:db8:0:9::', 'v6'],
    ['2001:db8::', null],
  ])('%s is in %s', (text, id) => expect(subnetOf([a, b, v6], address(text))?.id ?? null).toBe(id))
})

test('subnetCidr names the block of the right family', () => {
  const block = subnetCidr(a, address('2001:db8:0:1::77'))
  expect(block && formatCidr(block)).toBe('2001:db8:0:1::/64')
  expect(subnetCidr(a, address('10.0.2.1'))).toBeNull()
})

describe('isReserved', () => {
  test.each([
    ['10.0.1.3', true],
    ['10.0.1.4', false],
    ['10.0.1.254', false],
    ['10.0.1.255', true],
    ['10.0.2.0', false],
    ['2001:db8:0:1::3', true],
    ['2001:db8:0:1::4', false],
  ])('%s: %s', (text, expected) => expect(isReserved(a, address(text))).toBe(expected))
})

test('allocatable is the primary block without the reserved addresses', () => {
  expect(allocatable(a)).toBe(251n)
  expect(allocatable(b)).toBe(11n)
  expect(allocatable(subnet('big', '10.0.0.0/16'))).toBe(65_531n)
  expect(allocatable(v6)).toBe((1n << 64n) - 5n)
  expect(allocatable(subnet('tiny', '10.0.0.0/31'))).toBe(0n)
})

test('addresses are drawn from every block of the first one’s family', () => {
  const several = subnet('several', '10.0.0.0/23', '10.7.0.0/24', '2001:db8::/64')
  expect(drawnFrom(several).map(formatCidr)).toEqual(['10.0.0.0/23', '10.7.0.0/24'])
  expect(drawnFrom(v6)).toEqual(v6.cidrs)
})

test('a subnet without a block is a bug', () => {
  expect(formatCidr(primaryCidr(a))).toBe('10.0.1.0/24')
  expect(() => primaryCidr(subnet('none'))).toThrow('none')
})
