import { expect, test } from 'vitest'
import { address } from './address'
import { cidr } from './cidr'
import { HoldIndex } from './inventory-holds'

const index = new HoldIndex<string>([cidr('10.0.0.16/28'), cidr('10.0.0.0/24'), cidr('2600::/80')])
index.addAddress('subnet-1', address('10.0.0.20'), 'single')
index.addPrefix('subnet-1', cidr('10.0.0.32/28'), 'delegated')
index.addPrefix('subnet-1', cidr('2600::/80'), 'six')

test.each<[string, string | undefined]>([
  ['10.0.0.20', 'single'],
  ['10.0.0.21', undefined],
  ['10.0.0.32', 'delegated'],
  ['10.0.0.47', 'delegated'],
  ['10.0.0.48', undefined],
  ['2600::1', 'six'],
  ['2600::1:0:0:0', undefined],
])('who holds %s: %s', (text, holder) => {
  expect(index.ofAddress('subnet-1', address(text))).toBe(holder)
  expect(index.ofAddress('subnet-2', address(text))).toBeUndefined()
})

test.each<[string, string | undefined]>([
  ['10.0.0.16/28', 'single'],
  ['10.0.0.32/28', 'delegated'],
  ['10.0.0.48/28', undefined],
  ['10.0.0.0/24', 'single'],
  ['2600::/80', 'six'],
])('who holds any of %s: %s', (text, holder) => {
  expect(index.ofPrefix('subnet-1', cidr(text))).toBe(holder)
})
