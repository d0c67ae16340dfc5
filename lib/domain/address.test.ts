import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Address,
  address,
  addressBits,
  compareAddresses,
  formatAddress,
  highestValue,
  offsetAddress,
  parseAddress,
  sameAddress,
} from './address'

const anyAddress = fc
  .constantFrom(4 as const, 6 as const)
  .chain((family) =>
    fc.bigInt({ min: 0n, max: highestValue(family) }).map((value): Address => ({ family, value })),
  )

describe('parseAddress reads', () => {
  test.each([
    ['0.0.0.0', 4, 0n, '0.0.0.0'],
    ['10.0.1.7', 4, 0x0a000107n, '10.0.1.7'],
    ['255.255.255.255', 4, 0xffffffffn, '255.255.255.255'],
    ['::', 6, 0n, '::'],
    ['::1', 6, 1n, '::1'],
    ['2001:DB8:0:0:1:0:0:1', 6, 0x20010db8000000000001000000000001n, '2001:db8::1:0:0:1'],
    ['2001:0db8::0001', 6, 0x20010db8000000000000000000000001n, '2001:db8::1'],
    ['::ffff:1.2.3.4', 6, 0xffff01020304n, '::ffff:102:304'],
    ['::1.2.3.4', 6, 0x01020304n, '::102:304'],
    [
      'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      6,
      (1n << 128n) - 1n,
      'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    ],
  ])('%s', (text, family, value, canonical) => {
    expect(parseAddress(text)).toEqual({ ok: true, value: { family, value } })
    expect(formatAddress(address(text))).toBe(canonical)
  })
})

describe('parseAddress refuses', () => {
  test.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['010.0.0.1', 'leading-zero'],
    ['10.0.0.01', 'leading-zero'],
    ['10.0.0.00', 'leading-zero'],
    ['10.0.0.256', 'octet-too-large'],
    ['999.0.0.1', 'octet-too-large'],
    ['10.0.0', 'not-an-address'],
    ['10.0.0.', 'not-an-address'],
    ['10..0.1', 'not-an-address'],
    ['.10.0.0.1', 'not-an-address'],
    ['10.0.0.1.1', 'not-an-address'],
    ['10.0.0.-1', 'not-an-address'],
    ['10.0.0.1 ', 'not-an-address'],
    ['0x0a.0.0.1', 'not-an-address'],
    ['167772161', 'not-an-address'],
    ['١٠.0.0.1', 'not-an-address'],
    ['host', 'not-an-address'],
    ['fe80::1%eth0', 'zone-id'],
    ['1::2::3', 'not-an-address'],
    [':::', 'not-an-address'],
    ['12345::', 'not-an-address'],
    ['1:2:3:4:5:6:7:8:9', 'not-an-address'],
    ['[::1]', 'not-an-address'],
    ['::ffff:1.2.3.04', 'leading-zero'],
    ['::ffff:1.2.3.256', 'octet-too-large'],
    ['::0x1.2.3.4', 'not-an-address'],
  ])('%j as %s', (text, why) => expect(parseAddress(text)).toEqual({ ok: false, refusal: why }))
})

test('every address reads back as itself from its canonical text', () => {
  fc.assert(
    fc.property(anyAddress, (a) => {
      const text = formatAddress(a)
      expect(address(text)).toEqual(a)
      expect(formatAddress(address(text))).toBe(text)
    }),
  )
})

test('text of digits, dots and colons never makes it throw', () => {
  const soup = fc.string({ unit: fc.constantFrom(...'0123456789abf.:%- '), maxLength: 24 })
  fc.assert(
    fc.property(soup, (text) => {
      expect(() => parseAddress(text)).not.toThrow()
    }),
  )
})

test('address() throws on nonsense and names it', () => {
  expect(() => address('10.0.0.300')).toThrow('10.0.0.300')
})

test('IPv4 sorts before IPv6, then by number', () => {
  const sorted = ['::1', '10.0.0.9', '::', '10.0.0.10'].map(address).sort(compareAddresses).map(formatAddress)
  expect(sorted).toEqual(['10.0.0.9', '10.0.0.10', '::', '::1'])
  expect(compareAddresses(address('::1'), address('::1'))).toBe(0)
  expect(sameAddress(address('0.0.0.1'), address('::1'))).toBe(false)
  expect(sameAddress(address('2001:db8:0::1'), address('2001:db8::1'))).toBe(true)
})

test('offsetAddress steps either way and never leaves the family', () => {
  expect(formatAddress(offsetAddress(address('10.0.0.255'), 1))).toBe('10.0.1.0')
  expect(formatAddress(offsetAddress(address('10.0.1.0'), -1n))).toBe('10.0.0.255')
  expect(() => offsetAddress(address('255.255.255.255'), 1)).toThrow(RangeError)
  expect(() => offsetAddress(address('::'), -1)).toThrow(RangeError)
  expect(addressBits(4)).toBe(32)
})
