import { describe, expect, it } from 'vitest'
import { splitAddress } from './split-address'

describe('splitAddress', () => {
  it.each([
    ['10.0.1.17', undefined, '10.0.1.', '17'],
    ['10.0.1.17', '10.0.1.0/24', '10.0.1.', '17'],
    ['10.0.1.17', '10.0.0.0/16', '10.0.', '1.17'],
    ['10.0.1.17', '10.0.1.16/28', '10.0.1.', '17'],
    ['10.0.1.17', '10.0.0.0/20', '10.0.', '1.17'],
    ['10.0.1.17', '192.168.0.0/16', '', '10.0.1.17'],
    ['10.0.1.16-10.0.1.21', undefined, '10.0.1.', '16-10.0.1.21'],
    ['10.0.1.0/24', undefined, '10.0.1.', '0/24'],
    ['2001:db8::1f', undefined, '2001:db8::', '1f'],
    ['not an address', undefined, '', 'not an address'],
    ['10.0.1.17', '0.0.0.0/0', '', '10.0.1.17'],
  ])('%s in %s', (address, base, shared, own) => {
    expect(splitAddress(address, base)).toEqual({ shared, own })
  })
})
