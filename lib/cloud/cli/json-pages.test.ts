import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PageEvent, readPages } from './json-pages'

const WANTED = { keys: new Set(['Vpcs', 'Subnets']), isItem: (key: string) => /^[a-z]/.test(key) }
const eventsOf = (text: string): PageEvent[] => [...readPages(text, WANTED)]
const itemsOf = (text: string): unknown[] =>
  eventsOf(text).flatMap((event) => (event.kind === 'item' ? [event.value] : []))

describe('pages', () => {
  test.each([
    ['one page', '{"Vpcs": [{"VpcId": "a"}, {"VpcId": "b"}]}'],
    ['a page per line', '{"Vpcs": [{"VpcId": "a"}]}\n{"Vpcs": [{"VpcId": "b"}]}\n'],
    ['pages without a space between them', '{"Vpcs":[{"VpcId":"a"}]}{"Vpcs":[{"VpcId":"b"}]}'],
    ['an array of pages', '[{"Vpcs": [{"VpcId": "a"}]},\r\n {"Vpcs": [{"VpcId": "b"}]}]'],
    ['a byte order mark', '\ufeff{"Vpcs": [{"VpcId": "a"}, {"VpcId": "b"}]}'],
    [
      'unknown keys around',
      '{"X": {"Vpcs": [1]}, "Vpcs": [{"VpcId": "a"}, {"VpcId": "b"}], "Y": [[{}]], "Z": -1.5e3}',
    ],
  ])('%s', (_, text) => {
    expect(itemsOf(text)).toEqual([{ VpcId: 'a' }, { VpcId: 'b' }])
    expect(eventsOf(text).some((event) => event.kind === 'broken')).toBe(false)
  })

  test('tell their keys and whether more follow', () => {
    const [first, second] = eventsOf('{"Vpcs": [], "NextToken": "abc"}\n{"Reservations": []}')
    expect(first).toEqual({
      kind: 'page',
      line: 1,
      keys: ['Vpcs', 'NextToken'],
      wanted: ['Vpcs'],
      hasNextToken: true,
    })
    expect(second).toEqual({ kind: 'page', line: 2, keys: ['Reservations'], wanted: [], hasNextToken: false })
  })
})

describe('faults', () => {
  test.each([
    ['a missing comma', '{"Vpcs": [\n{"A": 1\n "B": 2}]}', { line: 3, column: 2, found: '"B": 2}]}' }],
    ['a trailing comma', '{"Vpcs": [{"A": [1,]}]}', { line: 1, column: 20, found: ']}]}' }],
    ['a bare word', '{"Vpcs": [{"A": nope}]}', { line: 1, column: 17, found: 'nope}]}' }],
    ['a bad escape', '{"Vpcs": [{"A": "\\x"}]}', { line: 1, column: 17, found: '"\\x"}]}' }],
    ['a leading zero', '{"Vpcs": [{"A": 01}]}', { line: 1, column: 18, found: '1}]}' }],
  ])('%s costs one item', (_, text, fault) => {
    const [bad, next, ...rest] = eventsOf(text.replace(/\]\}$/, ',\n{"VpcId": "b"}]}'))
    expect(bad).toMatchObject({ kind: 'bad-item', key: 'Vpcs', line: fault.line, column: fault.column })
    expect(next).toMatchObject({ kind: 'item', value: { VpcId: 'b' } })
    expect(rest).toMatchObject([{ kind: 'page' }])
    expect(eventsOf(text)[0]).toMatchObject(fault)
  })

  test.each([
    ['text behind the page', '{"Vpcs": []}\n$ exit', { line: 2, column: 1, found: '$ exit' }],
    ['brackets that do not match', '{"Vpcs": [{"A": [1}]}', { line: 1, column: 19, found: '}]}' }],
    ['a string over two lines', '{"Vpcs": [{"A": "b\n"}]}', { line: 1, column: 17, found: '"b' }],
    ['a key without quotes', '{Vpcs: []}', { line: 1, column: 2, found: 'Vpcs: []}' }],
  ])('%s ends the reading', (_, text, place) => {
    expect(eventsOf(text).at(-1)).toMatchObject({ kind: 'broken', reason: 'not-json', ...place })
  })

  test('deep nesting is walked without recursion', () => {
    expect(eventsOf('['.repeat(200_000)).at(-1)).toMatchObject({ kind: 'broken', reason: 'truncated' })
  })
})

test('every item of every page comes back as JSON.parse reads it', () => {
  const pages = fc.array(fc.record({ Other: fc.jsonValue(), Vpcs: fc.array(fc.jsonValue()) }))
  fc.assert(
    fc.property(pages, fc.constantFrom(0, 1, 4), (list, indent) => {
      const text = list.map((page) => JSON.stringify(page, null, indent)).join(indent === 1 ? '' : '\n')
      const expected = list.flatMap((page) => JSON.parse(JSON.stringify(page.Vpcs)) as unknown[])
      expect(itemsOf(text)).toEqual(expected)
    }),
  )
})

test('a text that is cut anywhere yields the items before the cut, and says that it is cut', () => {
  const items = fc.array(fc.record({ Id: fc.string(), Tags: fc.jsonValue() }), { minLength: 1 })
  fc.assert(
    fc.property(items, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
      const text = JSON.stringify({ Vpcs: list }, null, 4)
      const cut = text.slice(0, Math.floor(share * (text.length - 1)) + 1)
      const expected = (JSON.parse(text) as { Vpcs: unknown[] }).Vpcs
      const found = itemsOf(cut)
      expect(found).toEqual(expected.slice(0, found.length))
      const end = eventsOf(cut).at(-1)
      expect(end).toMatchObject(cut === text ? { kind: 'page' } : { kind: 'broken', reason: 'truncated' })
    }),
  )
})
