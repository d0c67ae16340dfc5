import { describe, expect, test } from 'vitest'
import { address } from '@/lib/domain/address'
import { parsePool } from '@/lib/domain/pool'
import type { Holder } from '@/lib/domain/refusal'
import { nicConfig, pooledConfig, pooledSubnet, staticIp } from '@/lib/testing/pooled-configs'
import { PurePooledWorld } from '@/lib/testing/pure-pooled'
import { presentPrivatePool, presentPublicPool } from './present-pools'

const WEB = pooledSubnet('web', '10.0.0.0/24')
const THEIRS: Holder = { kind: 'foreign', interfaceId: 'nic-theirs', machineId: null, description: '' }

/** .10 is held by a VM of the group, .11 by others, .12 rests for others, .13 rests for the group itself. */
function facts(pool: string) {
  const config = pooledConfig([nicConfig(WEB, { pool: '10.0.0.10' })], 1)
  const world = new PurePooledWorld([WEB], config).taken(WEB, '10.0.0.11').create().finish()
  const [vm] = world.list()
  const snapshot = world.world().subnets.get(WEB.id)
  if (!vm || !snapshot) throw new Error('one VM in one subnet')
  const until = new Date(Date.parse(world.now) + 60_000).toISOString()
  const rest = (text: string, groupId: string) => ({ address: address(text), until, groupId })
  return presentPrivatePool(parsePool(pool).entries, {
    snapshot: {
      ...snapshot,
      resting: [rest('10.0.0.12', 'sig-other'), rest('10.0.0.13', world.state.id)],
    },
    ...{ groupId: world.state.id, now: world.now, vms: new Map([['10.0.0.10', vm.id]]) },
    holders: new Map([['10.0.0.11', THEIRS]]),
  })
}

describe('Z5: a private pool', () => {
  test('a short one is listed address by address, with who has each', () => {
    const { entries, members } = facts('10.0.0.10-14')
    expect(entries.map(({ entry, stateText, vmId }) => [entry, stateText, vmId !== null])).toEqual([
      ['10.0.0.10', expect.stringMatching(/^Held by vmi-/), true],
      ['10.0.0.11', 'Held by nic-theirs, not one of ours', false],
      ['10.0.0.12', expect.stringMatching(/^Rests until \d\d:\d\d UTC$/), false],
      ['10.0.0.13', 'Free', false],
      ['10.0.0.14', 'Free', false],
    ])
    expect(members).toEqual({ free: 2, ours: 1, others: 2 })
  })

  test('a long one is listed as it was typed, counted', () => {
    const { entries } = facts('10.0.0.10-10.0.0.109')
    expect(entries).toEqual([
      {
        ...{ at: 0, entry: '10.0.0.10-109', size: 100, ours: 1, others: 1, resting: 1, free: 97 },
        ...{ stateText: null, vmId: null },
      },
    ])
  })
})

test('Z8: members of a public pool say their zone, and why no VM of the group can have them', () => {
  const zonal = staticIp('a', ['1'])
  const redundant = staticIp('bb', ['1', '2', '3'])
  const elsewhere = staticIp('ccc', ['3'])
  const basic = staticIp('dddd', [], { sku: 'basic' })
  const dynamic = staticIp('eeeee', ['1'], { method: 'dynamic' })
  const all = [zonal, redundant, elsewhere, basic, dynamic]
  const nic = nicConfig(WEB, { publicIp: true, publicIpPool: [...all.map(({ id }) => id), 'gone'] })
  const config = pooledConfig([nic], 0, { pooled: { zones: ['1', '2'] } })
  const world = new PurePooledWorld([WEB], config, all).create()
  const { publicIps } = world.world()
  const { members, matrix } = presentPublicPool(nic, { ...world.state, config }, publicIps, () => null)
  expect(members.map(({ zoneText, unfitWhy }) => [zoneText, unfitWhy])).toEqual([
    ['Zone 1', null],
    ['Zone-redundant', null],
    ['Zone 3', 'Zone 3 is none of the group’s zones'],
    ['No zone', 'Its SKU is Basic, the group’s is Standard'],
    ['Zone 1', 'It is dynamic, not static'],
  ])
  expect(matrix).toMatchObject({ size: 6, unfit: 4 })
})
