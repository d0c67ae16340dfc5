import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Address, formatAddress } from '@/lib/domain/address'
import { cidr, cidrContains } from '@/lib/domain/cidr'
import { formatRange, singleRange, toRangeSet } from '@/lib/domain/ranges'
import { rangesIn } from './address-text'

const read = (text: string | null, block: string) => rangesIn(text, cidr(block)).map(formatRange)

it('joins neighbours, in any order, and passes over what lies outside or is of the other family', () => {
  expect(read(null, '10.0.0.0/8')).toEqual([])
  expect(read('10.0.1.11,10.0.1.9,fd00::1,10.0.1.10,10.0.2.0', '10.0.1.0/24')).toEqual(['10.0.1.9-10.0.1.11'])
  expect(read('255.255.255.255,0.0.0.0', '0.0.0.0/0')).toEqual(['0.0.0.0', '255.255.255.255'])
  expect(read('fd00::2,10.0.1.1,fd00::1,fd01::', 'fd00::/64')).toEqual(['fd00::1-fd00::2'])
})

it('says the same as the domain', () => {
  const blocks = [cidr('10.0.1.0/24'), cidr('10.0.0.0/16'), cidr('0.0.0.0/0')]
  const any = fc.oneof(
    fc.integer({ min: 0x0a000000, max: 0x0a000300 }),
    fc.integer({ min: 0, max: 0xffffffff }),
  )
  fc.assert(
    fc.property(fc.array(any), fc.constantFrom(...blocks), (numbers, block) => {
      const addresses = numbers.map((n): Address => ({ family: 4, value: BigInt(n) }))
      const text = addresses.map(formatAddress).join(',')
      const expected = toRangeSet(addresses.filter((a) => cidrContains(block, a)).map(singleRange))
      expect(rangesIn(text, block)).toEqual(expected)
    }),
  )
})
