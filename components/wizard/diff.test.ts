import { expect, test } from 'vitest'
import { EMPTY_WIZARD } from '@/lib/api/schemas/wizard-draft'
import type { NetworkView, PublicIpView, SubnetRowView } from '@/lib/api/views/network'
import { diffValues } from './diff'
import { chooseStep, stepAfter, stepBefore, valuesOfDraft, valuesOfGroup } from './form-values'
import { findMisfits, viewMove } from './misfits'
import { searchLines } from './plan-search'
import { findPublicIps, moveItem, whyNotPublicIp } from './public-ip-choice'

const subnet = (id: string, vpc: string, cidr: string) =>
  ({ id, virtualNetwork: { id: vpc, name: vpc }, cidrs: [cidr] }) as unknown as SubnetRowView
const ip = (id: string, over: Partial<PublicIpView> = {}): PublicIpView => ({
  id,
  address: `52.20.11.${id.length}`,
  name: '',
  cloud: 'aws',
  traits: null,
  region: 'us-east-1',
  stateText: 'Unassociated',
  usable: true,
  state: 'unused',
  resourceGroup: null,
  holder: null,
  pool: null,
  ...over,
})
const network: NetworkView = {
  regions: [],
  virtualNetworks: [
    { id: 'vpc-1', cloud: 'aws', name: 'prod', region: 'us-east-1', cidrs: [] },
    { id: 'vpc-2', cloud: 'aws', name: 'west', region: 'us-west-2', cidrs: [] },
  ],
  subnets: [subnet('s-1', 'vpc-1', '10.0.1.0/24'), subnet('s-2', 'vpc-2', '10.9.0.0/24')],
  securityGroups: [
    {
      ...{ id: 'sg-1', name: 'ring', description: '', kind: 'network', region: null },
      virtualNetworkId: 'vpc-1',
    },
  ],
  loadBalancers: [],
  publicIps: [ip('a')],
}
const values = {
  ...EMPTY_WIZARD,
  general: { ...EMPTY_WIZARD.general, name: 'ring', virtualNetworkId: 'vpc-1', subnetIds: ['s-1'] },
  compute: { ...EMPTY_WIZARD.compute, securityGroupIds: ['sg-1'] },
  persistence: { ...EMPTY_WIZARD.persistence, publicIpPool: ['a'], privateIpPool: '10.0.1.16-18\n' },
}
const withPool = (privateIpPool: string) => ({
  ...values,
  persistence: { ...values.persistence, privateIpPool },
})

test('what was typed differently but means the same is no change', () => {
  const typed = { ...values.general, name: ' ring ', capacity: { minimum: '0', target: '1', maximum: '10' } }
  expect(
    diffValues(values, { ...withPool('10.0.1.16\n10.0.1.17\n10.0.1.18\n'), general: typed }, network),
  ).toEqual([])
})

test('a change is told before and after, in names', () => {
  const after = {
    ...withPool('10.0.1.16\n10.0.1.18\n10.0.1.22\n'),
    general: { ...values.general, virtualNetworkId: 'vpc-2' },
  }
  expect(diffValues(values, after, network)).toEqual([
    { step: 'general', path: 'general.virtualNetworkId', label: 'VPC', before: 'prod', after: 'west' },
    {
      step: 'persistence',
      path: 'persistence.privateIpPool',
      label: 'Private IP Pool',
      before: '3 addresses',
      after: '3 addresses, added 10.0.1.22, removed 10.0.1.17',
    },
  ])
  expect(diffValues(values, withPool('10.0.1.18\n10.0.1.17\n10.0.1.16\n'), network)[0]?.after).toBe(
    '3 addresses, in another order',
  )
})

test('misfits are known without the server, and a move says beforehand what it means', () => {
  expect(findMisfits(values, network)).toEqual([])
  const moved = { ...values, general: { ...values.general, region: 'us-west-2', virtualNetworkId: 'vpc-2' } }
  expect(findMisfits(moved, network).map((problem) => problem.path)).toEqual([
    'general.subnetIds',
    'compute.securityGroupIds',
    'persistence.publicIpPool',
  ])
  expect(viewMove(values, network, { region: 'us-west-2', virtualNetworkId: 'vpc-2' })).toEqual({
    dropped: ['s-1'],
    unfitting: ['1 security group', '1 Elastic IP', 'the private IP pool'],
  })
})

test('A8 an Elastic IP that others hold or list is refused with the reason', () => {
  const theirs = { kind: 'instance', instanceId: 'ssi-1', groupId: 'g-2', groupName: 'other' } as const
  expect(
    whyNotPublicIp(ip('b', { usable: false, stateText: 'Held by ssi-1 in other', holder: theirs }), null),
  ).toBe('Held by ssi-1 in other')
  expect(whyNotPublicIp(ip('b', { usable: false, holder: { ...theirs, groupId: 'g-1' } }), 'g-1')).toBeNull()
  expect(whyNotPublicIp(ip('b', { pool: { id: 'g-2', name: 'other' } }), 'g-1')).toBe('In the pool of other')
  const found = findPublicIps([ip('b', { usable: false }), ip('c'), ip('d')], {
    search: '',
    chosen: ['d'],
    reasonOf: (one) => whyNotPublicIp(one, null),
  })
  expect(found.map((row) => row.ip.id)).toEqual(['c', 'b'])
  expect(moveItem(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
  expect(moveItem(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
})

test('drafts, groups and steps', () => {
  expect(valuesOfDraft({ nonsense: true })).toEqual(EMPTY_WIZARD)
  expect(valuesOfDraft(JSON.parse(JSON.stringify(values)))).toEqual(values)
  expect(valuesOfGroup(withPool('10.0.1.16-17'))).toEqual(withPool('10.0.1.16\n10.0.1.17\n'))
  expect(chooseStep('compute', 'review')).toBe('compute')
  expect(chooseStep('nonsense', 'persistence')).toBe('persistence')
  expect([stepBefore('general'), stepAfter('general'), stepAfter('review')]).toEqual([null, 'compute', null])
})

test('changes are searched by every word', () => {
  const line = {
    sym: '+',
    tone: 'good',
    text: 'ssi-7f30 takes 10.0.1.16',
    address: '10.0.1.16',
    instanceId: 'ssi-7f30',
    part: false,
  } as const
  expect(searchLines([line], 'TAKES 7f30').lines).toHaveLength(1)
  expect(searchLines([line], 'takes 99').lines).toHaveLength(0)
})
