import { expect, test } from 'vitest'
import { AZURE_GROUPS, AZURE_SUBNETS } from '@/lib/testing/azure-worlds'
import { diffValues } from './diff'
import { addNic, copyNic, hasPools, makePrimary, removeNic } from './nic-list'
import { summariseNic } from './nic-summary'
import { azureNetwork, nicValues, pooledForm } from './pooled.fixtures'
import { rebaseValues } from './rebase'

const eth0 = nicValues({ privateIpPool: '10.20.1.30\n', networkSecurityGroupId: AZURE_GROUPS.web.id })
const eth1 = nicValues({ key: 'eth1', name: 'eth1', primary: false, subnetId: AZURE_SUBNETS.data.id })
const names = (nics: readonly { name: string }[]) => nics.map(({ name }) => name)

test('one more has the next free name and the last one’s subnet, and is not primary', () => {
  const added = addNic([eth0, { ...eth1, name: 'eth2' }])
  expect(added.at(-1)).toMatchObject({ name: 'eth1', key: '+0', subnetId: eth1.subnetId, primary: false })
  expect(addNic(added).at(-1)).toMatchObject({ name: 'eth3', key: '+1' })
})

test('a copy stands below what it is a copy of, without its pools', () => {
  const copied = copyNic([eth0, eth1], 0)
  expect(names(copied)).toEqual(['eth0', 'eth2', 'eth1'])
  expect(copied[1]).toMatchObject({
    ...{ networkSecurityGroupId: AZURE_GROUPS.web.id, privateIpPool: '', primary: false },
  })
  expect(hasPools(eth0)).toBe(true)
  expect(hasPools(copied[1] ?? eth0)).toBe(false)
})

test('Z2 exactly one is primary, whatever is chosen or removed', () => {
  expect(makePrimary([eth0, eth1], 1).map(({ primary }) => primary)).toEqual([false, true])
  expect(removeNic([eth0, eth1], 0)).toEqual([{ ...eth1, primary: true }])
  expect(removeNic([eth0, eth1], 1)).toEqual([eth0])
})

test('a closed card says what it is', () => {
  expect(summariseNic(eth0, azureNetwork())).toBe(
    'web 10.20.1.0/24, 1 private address, no public IP, web-nsg',
  )
  expect(summariseNic({ ...eth1, publicIp: true, subnetId: '' }, azureNetwork())).toBe(
    'No subnet chosen, dynamic private address, dynamic public IP',
  )
})

test('an interface is compared with itself wherever it stands, and the list tells which there are', () => {
  const before = pooledForm({ nics: [eth0, eth1] })
  const moved = pooledForm({ nics: [eth1, { ...eth0, privateIpPool: '10.20.1.30\n10.20.1.31\n' }] })
  expect(diffValues(before, moved, azureNetwork())).toMatchObject([
    { path: 'persistence.nics', label: 'Network interfaces', before: 'eth0, eth1', after: 'eth1, eth0' },
    { path: 'persistence.nics.1.privateIpPool', after: '2 addresses, added 10.20.1.31' },
  ])
  expect(diffValues(before, pooledForm({ nics: [eth0, eth1] }), azureNetwork())).toEqual([])
})

test('B3 a group that changes while its form is open takes its interfaces along, and leaves what was typed', () => {
  const before = pooledForm({ nics: [eth0, eth1] })
  const typed = pooledForm({ nics: [{ ...eth0, publicIp: true }, eth1] })
  const added = nicValues({ key: 'eth2', name: 'eth2', primary: false })
  const now = pooledForm({ nics: [eth1, { ...eth0, privateIpPool: '10.20.1.40\n' }, added] })
  const { values, followed } = rebaseValues(before, typed, now)
  expect(followed).toEqual(['persistence.nics', 'persistence.nics.1.privateIpPool'])
  expect(values.persistence).toMatchObject({
    nics: [eth1, { ...eth0, publicIp: true, privateIpPool: '10.20.1.40\n' }, added],
  })
  const ownOrder = pooledForm({ nics: [eth1, eth0] })
  expect(rebaseValues(before, ownOrder, now).followed).toEqual(['persistence.nics.1.privateIpPool'])
})
