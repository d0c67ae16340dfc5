import { expect, test } from 'vitest'
import { queryOf } from '@/lib/api/route-parameters'
import { listed, wordsAsked } from './long-list'

const rows = Array.from({ length: 10 }, (_, n) => ({ id: `eni-${n}`, of: { name: n % 2 ? 'odd' : 'even' } }))

test('of a long list the first are shown and the others counted', () => {
  expect(listed(rows, 3, '')).toEqual({ rows: rows.slice(0, 3), more: 7 })
  expect(listed(rows, 10, ' ')).toEqual({ rows, more: 0 })
})

test('words are looked for in all of it, however deep they stand, and not in how it is built', () => {
  expect(listed(rows, 3, 'eni-9').rows).toEqual([rows[9]])
  expect(listed(rows, 3, 'ODD eni')).toMatchObject({ rows: [rows[1], rows[3], rows[5]], more: 2 })
  expect(listed(rows, 3, 'name').rows).toEqual([])
})

test('what a request looks for is cut where it says more than can be meant', () => {
  const asked = (q: string) => wordsAsked(queryOf('held', new Request(`http://localhost/api/held?q=${q}`)))
  expect(asked('a%20b')).toBe('a b')
  expect(asked('x'.repeat(5_000))).toHaveLength(200)
  expect(wordsAsked(queryOf('held', new Request('http://localhost/api/held')))).toBe('')
})
