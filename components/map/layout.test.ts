import { describe, expect, it } from 'vitest'
import { address, formatAddress } from '@/lib/domain/address'
import { cidr, formatCidr } from '@/lib/domain/cidr'
import {
  addressOf,
  indexAt,
  indexOfAddress,
  indexRect,
  layoutOf,
  levelsTo,
  nearestIndex,
  squareAt,
  squareCidr,
  squareRect,
  squaresIn,
} from './layout'

describe('one rule at every scale: a block is 16 × 16 of the next size', () => {
  it.each([
    ['10.0.1.0/32', 'cells', 1, 1, 1, 1, 1],
    ['10.0.1.0/30', 'cells', 4, 1, 1, 4, 1],
    ['10.0.1.0/28', 'cells', 16, 1, 1, 16, 1],
    ['10.0.1.0/26', 'cells', 64, 1, 1, 16, 4],
    ['10.0.1.0/24', 'cells', 256, 1, 1, 16, 16],
    ['10.0.2.0/23', 'cells', 512, 2, 1, 33, 16],
    ['10.0.16.0/20', 'cells', 4096, 16, 1, 271, 16],
    ['10.0.64.0/18', 'cells', 16_384, 16, 4, 271, 67],
    ['10.0.0.0/16', 'cells', 65_536, 16, 16, 271, 271],
    ['10.0.0.0/15', 'blocks', 256, 16, 16, 271, 271],
    ['10.0.0.0/8', 'blocks', 256, 16, 16, 271, 271],
    ['2001:db8::/64', 'blocks', 256, 16, 16, 271, 271],
    ['2001:db8::/112', 'cells', 65_536, 16, 16, 271, 271],
  ])('%s: %s', (text, kind, count, columns, rows, width, height) => {
    const layout = layoutOf(cidr(text))
    expect(layout).toMatchObject({ kind, count, squareColumns: columns, squareRows: rows, width, height })
  })

  it('a block of a /8 has the place and size of the square that it opens', () => {
    const whole = layoutOf(cidr('10.0.0.0/8'))
    const inside = layoutOf(cidr('10.0.0.0/16'))
    expect(indexRect(whole, 37)).toEqual(squareRect(inside, 37))
    expect(formatCidr(squareCidr(whole, 37))).toBe('10.37.0.0/16')
    expect(formatCidr(squareCidr(inside, 37))).toBe('10.0.37.0/24')
  })
})

describe('from address to place and back', () => {
  it.each(['10.0.1.0/28', '10.0.2.0/23', '10.0.0.0/16', '2001:db8::/112'])(
    'every cell of %s is hit at its middle',
    (text) => {
      const layout = layoutOf(cidr(text))
      const wrong: number[] = []
      for (let index = 0; index < layout.count; index += 7) {
        const { x, y } = indexRect(layout, index)
        const back = indexOfAddress(layout, addressOf(layout, index))
        if (indexAt(layout, x + 0.5, y + 0.5) !== index || back !== index) wrong.push(index)
      }
      expect(wrong).toEqual([])
    },
  )

  it('knows where an address sits', () => {
    const layout = layoutOf(cidr('10.0.0.0/16'))
    const index = indexOfAddress(layout, address('10.0.18.35')) ?? -1
    // Square 18 is row 1, column 2; 35 is row 2, column 3 of it.
    expect(indexRect(layout, index)).toMatchObject({ x: 2 * 17 + 3, y: 17 + 2 })
    expect(indexOfAddress(layout, address('10.1.0.0'))).toBeNull()
    expect(formatAddress(addressOf(layoutOf(cidr('10.0.0.0/8')), 255))).toBe('10.255.0.0')
  })

  it('hits nothing in the gaps and outside, and the nearest cell when dragging', () => {
    const layout = layoutOf(cidr('10.0.2.0/23'))
    expect(indexAt(layout, 16.5, 3)).toBeNull()
    expect(indexAt(layout, -1, 3)).toBeNull()
    expect(squareAt(layout, 17, 0)).toBe(1)
    expect(nearestIndex(layout, 16.5, 3)).toBe(3 * 16 + 15)
    expect(nearestIndex(layout, 900, 900)).toBe(511)
    expect(nearestIndex(layout, -5, -5)).toBe(0)
  })

  it('names the squares in sight', () => {
    const layout = layoutOf(cidr('10.0.0.0/16'))
    expect(squaresIn(layout, { x: 18, y: 0, width: 16, height: 40 })).toEqual({
      left: 1,
      right: 2,
      top: 0,
      bottom: 2,
    })
    expect(squaresIn(layout, { x: 300, y: 0, width: 5, height: 5 })).toBeNull()
  })
})

describe('levels of a larger CIDR', () => {
  const texts = (within: string, wanted: string) => levelsTo(cidr(within), cidr(wanted)).map(formatCidr)
  it('goes 8 bits at a time until addresses are left', () => {
    expect(texts('10.0.0.0/8', '10.3.4.0/24')).toEqual(['10.0.0.0/8', '10.3.0.0/16'])
    expect(texts('10.0.0.0/16', '10.0.4.0/24')).toEqual(['10.0.0.0/16'])
    expect(texts('10.64.0.0/10', '10.65.4.0/24')).toEqual(['10.64.0.0/10', '10.65.0.0/18'])
    expect(texts('2001:db8::/64', '2001:db8::/80')).toEqual([
      '2001:db8::/64',
      '2001:db8::/72',
      '2001:db8::/80',
    ])
    expect(texts('2001:db8::/64', '2001:db8::100/120')).toHaveLength(7)
  })
})
