import { expect, test } from 'vitest'
import type { PooledValues } from '@/lib/api/schemas/wizard'
import type { NetworkView } from '@/lib/api/views/network'
import {
  AZURE_BALANCERS,
  AZURE_GROUPS,
  AZURE_PUBLIC_IPS,
  AZURE_REGION,
  AZURE_SUBNETS,
  NETWORKS,
} from '@/lib/testing/azure-worlds'
import { configSoFar, judgePooled, type PooledForm, surroundingsOf } from './judge-pooled'
import { readReadable } from './pool-text'
import { azureNetwork, nicValues, pooledForm } from './pooled.fixtures'
import { poolsOf } from './pools'
import { findSchemaProblems } from './step-schemas'

const told = (form: PooledForm, network: NetworkView, groupId: string | null = null) => {
  const members = poolsOf(form).map(({ text }) => readReadable(text).set)
  return judgePooled(configSoFar(form, members), network, surroundingsOf(network), groupId)
}
const judge = (form: PooledForm, network: NetworkView = azureNetwork()) =>
  told(form, network).map(({ path, message }) => [path, message])

const zonal = (over: Partial<PooledValues>, zones: string[] = ['1']): PooledForm => {
  const form = pooledForm(over)
  return { ...form, general: { ...form.general, zones } }
}
const withPublic = (...ids: string[]) => nicValues({ publicIp: true, publicIpPool: ids })

test('a form that fits the inventory has nothing to mend', () => {
  expect(judge(pooledForm())).toEqual([])
  expect(findSchemaProblems(pooledForm())).toEqual([])
})

test('Z1 a network of another region, and a subnet of another network, are told at their fields', () => {
  const network = azureNetwork()
  const elsewhere = {
    ...network,
    virtualNetworks: network.virtualNetworks.map((one) => ({ ...one, region: 'northeurope' })),
  }
  expect(judge(pooledForm(), elsewhere)).toEqual([
    [
      'persistence.virtualNetworkId',
      `ZonalVirtualNetwork is in northeurope; the group is in ${AZURE_REGION}. Choose a virtual network of its region.`,
    ],
  ])
  const stray = pooledForm({ nics: [nicValues({ subnetId: AZURE_SUBNETS.test3.id })] })
  expect(judge(stray)).toEqual([
    [
      'persistence.nics.0.subnetId',
      'TestSubnet3 is a subnet of testvirtualnetwork, not of this virtual network. Choose another.',
    ],
  ])
  expect(judge(pooledForm({ virtualNetworkId: '', nics: [nicValues({ subnetId: '' })] }))).toEqual([])
})

test('Z2 no primary, and two of them', () => {
  const second = nicValues({ key: 'b', name: 'eth1', primary: false })
  expect(judge(pooledForm({ nics: [{ ...nicValues(), primary: false }, second] }))).toEqual([
    ['persistence.nics', 'No interface is primary. Choose the one that is.'],
  ])
  expect(judge(pooledForm({ nics: [nicValues(), { ...second, primary: true }] }))).toEqual([
    ['persistence.nics', 'eth0 and eth1 are both primary. Exactly one may be.'],
  ])
})

test('Z3 groups of another network, of the other kind, and too many of them', () => {
  const nics = [
    nicValues({
      networkSecurityGroupId: AZURE_GROUPS.webServers.id,
      applicationSecurityGroupIds: [AZURE_GROUPS.testServers.id],
    }),
  ]
  expect(judge(pooledForm({ nics }))).toEqual([
    [
      'persistence.nics.0.networkSecurityGroupId',
      'web-servers is an application security group. Choose a network security group here.',
    ],
    [
      'persistence.nics.0.applicationSecurityGroupIds',
      'test-servers belongs to interfaces of testvirtualnetwork: all of one application security group are in one virtual network. Choose another.',
    ],
  ])
  const many = pooledForm({
    nics: [nicValues({ applicationSecurityGroupIds: Array(21).fill(AZURE_GROUPS.webServers.id) })],
  })
  expect(judge(many)).toEqual([
    [
      'persistence.nics.0.applicationSecurityGroupIds',
      'An interface is in 20 application security groups at most; 21 are chosen. Remove 1.',
    ],
  ])
})

test('Z4 a retired SKU is refused where new public IPs would be needed, and load balancers must have the SKU', () => {
  const basic = pooledForm({
    publicIpSku: 'basic',
    nics: [withPublic()],
    loadBalancerIds: [AZURE_BALANCERS.web],
  })
  expect(judge(basic).map(([path]) => path)).toEqual([
    'persistence.loadBalancerIds',
    'persistence.publicIpSku',
  ])
  expect(judge(basic)[1]?.[1]).toContain('New ones are refused')
})

test('Z8 public IPs of another SKU, zone or sort, and those that others have', () => {
  const nics = [
    withPublic(
      AZURE_PUBLIC_IPS.zone1.id,
      AZURE_PUBLIC_IPS.zone1.id,
      AZURE_PUBLIC_IPS.zone2.id,
      AZURE_PUBLIC_IPS.basic.id,
      AZURE_PUBLIC_IPS.dynamic.id,
      AZURE_PUBLIC_IPS.redundant.id,
    ),
  ]
  const network = azureNetwork()
  const taken = {
    ...network,
    publicIps: network.publicIps.map((ip) =>
      ip.id === AZURE_PUBLIC_IPS.redundant.id ? { ...ip, pool: { id: 'sig-9', name: 'other' } } : ip,
    ),
  }
  const found = told(zonal({ nics }), taken)
  expect(new Set(found.map(({ path }) => path))).toEqual(new Set(['persistence.nics.0.publicIpPool']))
  expect(
    found.map(({ message }) =>
      message
        .replace(/\.$/, '')
        .split(/ is | has /)[1]
        ?.slice(0, 18),
    ),
  ).toEqual([
    'listed twice. Remo',
    'in zone 2; the gro',
    'a Basic public IP;',
    'dynamic: its addre',
    'in the pool of oth',
  ])
  expect(told(zonal({ nics: [withPublic(AZURE_PUBLIC_IPS.redundant.id)] }), taken, 'sig-9')).toEqual([])
})

test('B2 a member of two interfaces is told at both; in another subnet it is another address', () => {
  const first = nicValues({ privateIpPool: '10.20.1.30-33\n' })
  const second = nicValues({ key: 'b', name: 'eth1', primary: false, privateIpPool: '10.20.1.33\n' })
  expect(judge(pooledForm({ nics: [first, second] }))).toEqual([
    [
      'persistence.nics.0.privateIpPool',
      '10.20.1.33 is in the pool of eth1, too. Remove it from one of them.',
    ],
    [
      'persistence.nics.1.privateIpPool',
      '10.20.1.33 is in the pool of eth0, too. Remove it from one of them.',
    ],
  ])
  expect(judge(pooledForm({ nics: [first, { ...second, subnetId: AZURE_SUBNETS.data.id }] }))).toEqual([])
})

test('more interfaces than the size takes is refused by the size’s name, and a name twice at the later one', () => {
  const three = ['eth0', 'eth1', 'eth1'].map((name, at) =>
    nicValues({ key: `${at}`, name, primary: at === 0 }),
  )
  expect(judge(pooledForm({ nics: three }))).toEqual([
    ['persistence.nics.2.name', 'Two interfaces are named eth1. Give one of them another name.'],
    [
      'persistence.nics',
      'Standard_D4s_v5 takes 2 network interfaces; this group has 3. Remove interfaces, or choose a larger size.',
    ],
  ])
})

test('what nobody has chosen yet is the schema’s to ask for', () => {
  const bare = pooledForm({
    virtualNetworkId: NETWORKS.zonal,
    nics: [nicValues({ name: '1st', subnetId: '' })],
  })
  expect(judge(bare)).toEqual([])
  expect(findSchemaProblems(bare).map(({ path, message }) => [path, message])).toEqual([
    ['persistence.nics.0.name', 'Use letters, digits, dashes and underscores, starting with a letter.'],
    ['persistence.nics.0.subnetId', 'Choose a subnet.'],
  ])
})
