import { describe, expect, it } from 'vitest'
import { cidr } from '@/lib/domain/cidr'
import { layoutOf } from './layout'
import { type Move, move, moveOf, ordered, seek } from './navigate'

const sixteen = layoutOf(cidr('10.0.0.0/16'))
const pair = layoutOf(cidr('10.0.2.0/23'))
const small = layoutOf(cidr('10.0.1.0/28'))
const blocks = layoutOf(cidr('10.0.0.0/8'))

describe('moving over the map', () => {
  it.each<[string, number, Move, number]>([
    ['inside a square', 20, 'right', 21],
    ['inside a square, down', 20, 'down', 36],
    ['over the right border into the next square, same row', 31, 'right', 256 + 16],
    ['over the left border back', 256 + 16, 'left', 31],
    ['over the lower border into the square beneath', 240 + 5, 'down', 16 * 256 + 5],
    ['over the upper border', 16 * 256 + 5, 'up', 240 + 5],
    ['at the left edge it stays', 32, 'left', 32],
    ['at the lower right corner it stays', 65_535, 'down', 65_535],
    ['a square to the right', 20, 'square-right', 276],
    ['a square down', 20, 'square-down', 16 * 256 + 20],
    ['start of the row', 37, 'row-start', 32],
    ['end of the row', 37, 'row-end', 47],
    ['a page in address order', 37, 'page-down', 293],
    ['a page back', 37, 'page-up', 0],
    ['first', 4000, 'first', 0],
    ['last', 4000, 'last', 65_535],
  ])('%s', (_, from, by, to) => expect(move(sixteen, from, by)).toBe(to))

  it('keeps inside maps of one row and of two squares', () => {
    expect(move(small, 15, 'right')).toBe(15)
    expect(move(small, 3, 'down')).toBe(3)
    expect(move(pair, 511, 'right')).toBe(511)
    expect(move(pair, 250, 'down')).toBe(250)
    expect(move(pair, 300, 'page-down')).toBe(511)
  })

  it('moves by blocks where blocks are drawn', () => {
    expect(move(blocks, 15, 'right')).toBe(15)
    expect(move(blocks, 15, 'down')).toBe(31)
    expect(move(blocks, 200, 'page-down')).toBe(216)
  })

  it('reads the keys', () => {
    expect(moveOf('ArrowLeft', false)).toBe('left')
    expect(moveOf('ArrowLeft', true)).toBe('square-left')
    expect(moveOf('Home', true)).toBe('first')
    expect(moveOf('x', false)).toBeNull()
  })

  it('seeks the next that is wanted, and gives up at the end', () => {
    expect(seek(small, 3, 1, (i) => i % 5 === 0)).toBe(5)
    expect(seek(small, 3, -1, (i) => i === 0)).toBe(0)
    expect(seek(small, 12, 1, () => false)).toBeNull()
    expect(ordered(9, 4)).toEqual([4, 9])
  })
})
