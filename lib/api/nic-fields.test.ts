import { expect, test } from 'vitest'
import { address } from '@/lib/domain/address'
import { wordsOf } from '@/lib/domain/cloud-words'
import { nicFields } from './nic-fields'
import { adviceSentence } from './nic-messages'

const words = wordsOf('azure')

test('each problem stands at the field where it was typed', () => {
  const held = { kind: 'listed-twice', member: '10.20.1.30' } as const
  const fields = nicFields(
    [
      { nic: 'eth1', problem: held },
      { nic: 'eth0', problem: { kind: 'interface-name-repeated', name: 'eth0' } },
      { nic: 'eth1', problem: { kind: 'security-group-other-kind', name: 'web', list: 'network' } },
      { nic: null, problem: { kind: 'no-primary' } },
      { nic: 'gone', problem: held },
    ],
    ['eth0', 'eth1', 'eth0'],
    words,
  )
  expect(fields.map(({ path }) => path)).toEqual([
    'persistence.nics.1.privateIpPool',
    'persistence.nics.2.name',
    'persistence.nics.1.networkSecurityGroupId',
    'persistence.nics',
    'persistence.nics',
  ])
  expect(fields[0]?.message).toBe('10.20.1.30 is listed twice. Remove one of them.')
  expect(fields[4]?.message).toBe('gone: 10.20.1.30 is listed twice. Remove one of them.')
})

test('Z9 advice says what would help, and why', () => {
  expect(adviceSentence({ kind: 'twice-maximum', pool: 'public', size: 1, wanted: 8 })).toBe(
    'The public IP pool has 1 member; twice maximum capacity is 8. A replacement starts before the old VM is gone: beyond the pool a VM takes a dynamic address.',
  )
  expect(
    adviceSentence({
      kind: 'uneven-zones',
      zones: [
        { zone: '1', members: 2 },
        { zone: '3', members: 0 },
      ],
    }),
  ).toContain('zone 1 has 2, zone 3 has 0')
  expect(adviceSentence({ kind: 'prefer-zone-redundant', zonal: 1 })).toContain(
    'One member is bound to a zone',
  )
  expect(adviceSentence({ kind: 'pool-at-start', members: 4, from: address('10.20.1.16') })).toContain(
    '4 members lie at the start of the subnet',
  )
})
