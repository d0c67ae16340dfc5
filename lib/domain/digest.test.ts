import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digestOf, digestOfList, hexOf } from './digest'
import { runThrough } from './slices'

describe('digestOf', () => {
  test('does not depend on the order of keys, nor on keys without a value', () => {
    expect(digestOf({ a: 1, b: [{ c: 2n, d: null }] })).toBe(digestOf({ b: [{ d: null, c: 2n }], a: 1 }))
    expect(digestOf({ a: 1, b: undefined })).toBe(digestOf({ a: 1 }))
  })

  test.each([
    ['a number and its text', 1, '1'],
    ['a number and a bigint', 1, 1n],
    ['a bigint and its text', 1n, '1n'],
    ['null and nothing', null, undefined],
    ['where a list ends', [[1], 2], [[1, 2]]],
    ['one text and two', ['a,b'], ['a', 'b']],
    ['quotes in a text', ['a","b'], ['a', 'b']],
    ['empty ones', [], {}],
    ['an empty list in a list', [[]], []],
    ['where a key ends', { a: 'b' }, { 'a:b': '' }],
    ['order in a list', [1, 2], [2, 1]],
  ])('tells apart %s', (_, a, b) => {
    expect(digestOf(a)).not.toBe(digestOf(b))
  })

  test('made of a list in slices, it is that of the whole', () => {
    const list = Array.from({ length: 1_200 }, (_, at) => ({ at, odd: at % 2 === 1 }))
    expect(runThrough(digestOfList(list, ['a'], 7n))).toBe(digestOf([list, ['a'], 7n]))
    expect(runThrough(digestOfList([]))).toBe(digestOf([[]]))
  })

  test('different values, different digests; equal values, equal ones', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(digestOf(structuredClone(a))).toBe(digestOf(a))
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
        expect(digestOf(a) === digestOf(b)).toBe(same)
      }),
    )
  })
})

test('hexOf has as many digits as asked for, and depends on every part', () => {
  expect(hexOf(12, 'sig-1', 7, 42)).toMatch(/^[0-9a-f]{12}$/)
  const ids = [hexOf(12, 'a', 1, 2), hexOf(12, 'a', 2, 1), hexOf(12, 'a1', 2, 1), hexOf(12, 'a', 12, 1)]
  expect(new Set(ids).size).toBe(4)
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.entries(value)
    .map(([key, inner]) => [key, sorted(inner)])
    .sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1))
    .concat([['', 'object']])
}
