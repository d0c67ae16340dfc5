import { expect, it } from 'vitest'
import { cidr } from '@/lib/domain/cidr'
import { cellLabel, cellRowLabel, columnLabel, squareLabel, squareRowLabel } from './labels'
import { layoutOf } from './layout'

it('rows and columns of squares carry the octet that tells the squares apart', () => {
  const sixteen = layoutOf(cidr('10.0.0.0/16'))
  expect([0, 1, 7].map((row) => squareRowLabel(sixteen, row))).toEqual(['.0', '.16', '112'])
  expect(squareLabel(sixteen, 18)).toBe('18')
  expect(squareRowLabel(layoutOf(cidr('10.0.64.0/18')), 0)).toBe('.64')
  expect(squareRowLabel(layoutOf(cidr('10.0.0.0/8')), 15)).toBe('240')
  expect(squareLabel(layoutOf(cidr('10.64.0.0/10')), 1)).toBe('10.64.64.0')
})

it('cells carry their last octet, IPv6 its last two digits', () => {
  expect(cellLabel(layoutOf(cidr('10.0.1.128/25')), 3)).toBe('131')
  expect(cellRowLabel(layoutOf(cidr('10.0.1.128/25')), 1)).toBe('144')
  const six = layoutOf(cidr('2001:db8::/112'))
  expect(cellLabel(six, 0x1f)).toBe('1f')
  expect(squareRowLabel(six, 10)).toBe('a0')
  expect(columnLabel(six, 10)).toBe('+a')
  expect(columnLabel(layoutOf(cidr('10.0.0.0/16')), 10)).toBe('+10')
})
