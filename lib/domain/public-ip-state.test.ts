import { describe, expect, it, test } from 'vitest'
import { staticIp } from '@/lib/testing/pooled-configs'
import { madeForVm, publicIpState, zoneSection } from './public-ip-state'
import type { Holder } from './refusal'
import type { PublicIp } from './subnet'

const VM = 'vmi-0123456789ab'
const member = staticIp('pip-a')
const made = staticIp(`${VM}-eth0-ip`)
const ours: Holder = { kind: 'instance', instanceId: VM, groupId: 'g1', groupName: 'web' }
const theirs: Holder = { kind: 'foreign', interfaceId: 'nic-db', machineId: null, description: '' }

describe('the state of a public IP', () => {
  it.each<[string, PublicIp, Holder | null, string | null, string]>([
    ['a member that nobody holds', member, null, 'g1', 'pool-free'],
    ['a member that one of ours holds', member, ours, 'g1', 'pool-held'],
    ['one that left its pool while it was held', member, ours, null, 'pool-held'],
    ['one that was made for a VM', made, ours, null, 'dynamic'],
    ['one that was made and is not attached', made, null, null, 'dynamic'],
    ['one that others have', member, theirs, null, 'other'],
    ['a member that others took', member, theirs, 'g1', 'other'],
    ['one that nobody has or lists', member, null, null, 'unused'],
  ])('%s', (_, publicIp, holder, poolGroupId, state) => {
    expect(publicIpState({ publicIp, holder, poolGroupId })).toBe(state)
  })
})

it('tells by its name whom a public IP was made for', () => {
  expect(madeForVm(made)).toBe(VM)
  expect(madeForVm({ id: 'eipalloc-0a1' })).toBeNull()
  expect(madeForVm(staticIp('vmi-short-eth0-ip'))).toBeNull()
  expect(madeForVm(staticIp(`${VM}-ip-of-mine`))).toBeNull()
})

test.each([
  [['1'], '1'],
  [['3'], '3'],
  [['1', '2', '3'], 'redundant'],
  [['1', '2'], 'redundant'],
  [[], 'none'],
])('Z6 the zones %j are the section %s', (zones, section) => {
  expect(zoneSection({ sku: 'standard', method: 'static', zones })).toBe(section)
})
