import { describe, expect, test } from 'vitest'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { formatAddress } from './address'
import { adviceFor } from './pool-advice'
import type { PublicIpTraits } from './subnet'

const SUBNET = pooledSubnet('front', '10.0.0.0/24')
const ZONAL = { zones: ['1', '2', '3'] }

function advise(
  pool: string,
  traits: readonly PublicIpTraits[],
  maximum: number,
  zones: readonly string[] = ZONAL.zones,
) {
  const publicIpPool = traits.map((_, at) => `ip-${at}`)
  const nic = nicConfig(SUBNET, { pool, publicIp: true, publicIpPool })
  const config = pooledConfig([nic], 0, { capacity: { minimum: 0, target: 0, maximum }, pooled: { zones } })
  return adviceFor(config, nic, { subnet: SUBNET, traits })
}

const traits = (...zones: readonly (readonly string[])[]): PublicIpTraits[] =>
  zones.map((one) => staticIp('a', one).traits as PublicIpTraits)
const EVERYWHERE = ['1', '2', '3']

describe('Z9', () => {
  test('a pool of twice the maximum needs no advice, one less does', () => {
    expect(advise('10.0.0.100-103', traits(EVERYWHERE, EVERYWHERE, EVERYWHERE, EVERYWHERE), 2)).toEqual([])
    expect(advise('10.0.0.100-102', traits(EVERYWHERE, EVERYWHERE, EVERYWHERE), 2)).toEqual([
      { kind: 'twice-maximum', pool: 'private', size: 3, wanted: 4 },
      { kind: 'twice-maximum', pool: 'public', size: 3, wanted: 4 },
    ])
  })

  test('zones with two members and with none are uneven, and zonal ones fit their zone only', () => {
    expect(advise('', traits(['1'], ['1'], ['3'], EVERYWHERE), 2)).toEqual([
      {
        kind: 'uneven-zones',
        zones: [
          { zone: '1', members: 2 },
          { zone: '2', members: 0 },
          { zone: '3', members: 1 },
        ],
      },
      { kind: 'prefer-zone-redundant', zonal: 3 },
    ])
    expect(advise('', traits(['1'], ['2'], ['3'], ['1']), 2).map((one) => one.kind)).toEqual([
      'prefer-zone-redundant',
    ])
  })

  test('in a regional group zones are no matter, and without a pool there is nothing to advise', () => {
    expect(advise('', traits(['1'], ['1'], ['1'], ['1']), 2, [])).toEqual([])
    expect(advise('', [], 2)).toEqual([])
  })

  test('members at the start of the subnet are the first that the cloud gives to others', () => {
    const [first] = advise('10.0.0.4-5, 10.0.0.15-20', [], 1)
    expect(first).toMatchObject({ kind: 'pool-at-start', members: 3 })
    expect(first?.kind === 'pool-at-start' && formatAddress(first.from)).toBe('10.0.0.16')
  })
})
