import { describe, expect, it } from 'vitest'
import { compareValues, formatSort, matchesText, parseSort } from '@/lib/api/table-order'
import { addressOrder } from './table-order'

describe('sort in the URL', () => {
  it('reads and writes both directions', () => {
    expect(parseSort('-name', ['name'])).toEqual({ id: 'name', desc: true })
    expect(parseSort('name', ['name'])).toEqual({ id: 'name', desc: false })
    expect(formatSort({ id: 'name', desc: true })).toBe('-name')
  })

  it('ignores a column that the table has not', () => {
    expect(parseSort('colour', ['name'])).toBeNull()
    expect(parseSort('', ['name'])).toBeNull()
  })
})

describe('compareValues', () => {
  it('counts inside texts', () =>
    expect(['ssi-10', 'ssi-2'].sort(compareValues)).toEqual(['ssi-2', 'ssi-10']))
  it('puts numbers by size and before texts', () => {
    expect(['b', 10, 9, 'a'].sort(compareValues)).toEqual([9, 10, 'a', 'b'])
  })
})

describe('matchesText', () => {
  it.each([
    ['cassandra-ring us-east-1a', 'RING east', true],
    ['cassandra-ring', '', true],
    ['cassandra-ring', 'ring west', false],
  ])('%s / %s', (text, query, found) => expect(matchesText(text, query)).toBe(found))
})

describe('addressOrder', () => {
  it('orders by octets, unknown last', () => {
    const sorted = ['10.0.1.17', null, '10.0.1.9', '9.255.0.1', '2001:db8::1'].sort((a, b) =>
      compareValues(addressOrder(a), addressOrder(b)),
    )
    expect(sorted).toEqual(['9.255.0.1', '10.0.1.9', '10.0.1.17', '2001:db8::1', null])
  })
})
