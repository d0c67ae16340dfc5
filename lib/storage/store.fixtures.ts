import type { Commit, InventoryChange, NewAllocation } from '@/lib/allocation/ports/commit'
import { EMPTY_COMMIT, NOTHING_GONE } from '@/lib/allocation/ports/commit'
import { address } from '@/lib/domain/address'
import { cidr } from '@/lib/domain/cidr'
import type { NewEvent } from '@/lib/domain/event'
import type { Group } from '@/lib/domain/group'
import { EMPTY_INVENTORY, type ObservedInterface } from '@/lib/domain/inventory'
import type { Operation } from '@/lib/domain/operation'
import { parsePool } from '@/lib/domain/pool'
import type { PooledVm, VmNic } from '@/lib/domain/pooled-vm'
import type { ScheduledTask } from '@/lib/domain/schedule'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { PublicIp, Subnet } from '@/lib/domain/subnet'

/** The small world of the storage tests: one network, a /24 and a /16 in it, two Elastic IPs. */
export const AT = '2026-03-01T10:00:00.000Z'
export const SUBNET = 'subnet-0a1'
export const LARGE = 'subnet-0b2'

const subnet = (id: string, name: string, block: string): Subnet => ({
  id,
  virtualNetworkId: 'vpc-0a1',
  cloud: 'aws',
  region: 'eu-west-1',
  zone: 'eu-west-1a',
  name,
  cidrs: [cidr(block)],
})

const publicIp = (id: string, text: string): PublicIp => ({
  id,
  cloud: 'aws',
  region: 'eu-west-1',
  address: text,
  name: '',
  traits: null,
  association: null,
})

export const NO_CHANGE: InventoryChange = {
  at: AT,
  requestId: 'import-1',
  upsert: EMPTY_INVENTORY,
  remove: NOTHING_GONE,
  events: [],
}

export const WORLD: InventoryChange = {
  ...NO_CHANGE,
  upsert: {
    ...EMPTY_INVENTORY,
    virtualNetworks: [
      { id: 'vpc-0a1', cloud: 'aws', region: 'eu-west-1', name: 'main', cidrs: [cidr('10.0.0.0/8')] },
    ],
    subnets: [subnet(SUBNET, 'web', '10.0.1.0/24'), subnet(LARGE, 'data', '10.9.0.0/16')],
    securityGroups: [
      {
        id: 'sg-0a1',
        virtualNetworkId: 'vpc-0a1',
        region: null,
        kind: 'network',
        name: 'web',
        description: 'Web',
      },
    ],
    publicIps: [publicIp('eipalloc-0a1', '198.51.100.1'), publicIp('eipalloc-0b2', '198.51.100.2')],
  },
}

export const groupOf = (id: string, change: Partial<Group> & { pool?: string } = {}): Group => ({
  id,
  version: 1,
  nextOrdinal: 1,
  createdAt: AT,
  state: 'live',
  ...(({ pool: _, ...rest }) => rest)(change),
  config: change.config ?? {
    name: `name of ${id}`,
    cloud: 'aws',
    region: 'eu-west-1',
    virtualNetworkId: 'vpc-0a1',
    capacity: { minimum: 0, target: 2, maximum: 4 },
    compute: { imageId: 'ami-1', instanceTypes: ['m5.large'], securityGroupIds: ['sg-0a1'] },
    persistence: {
      kind: 'stateful',
      subnetIds: [SUBNET],
      maintainPrivateIp: true,
      privateIpPool: parsePool(change.pool ?? '').entries,
      publicIpPool: [],
      overflow: 'random',
      retention: null,
    },
    coolingSeconds: 300,
  },
})

/** The same kind of group on Azure: its VMs borrow addresses, here of one interface without a pool. */
export const pooledGroupOf = (id: string): Group => {
  const group = groupOf(id)
  return {
    ...group,
    config: {
      ...group.config,
      cloud: 'azure',
      persistence: {
        kind: 'pooled',
        resourceGroup: 'rg-main',
        zones: [],
        publicIpSku: 'standard',
        loadBalancerIds: [],
        interfaces: [
          {
            name: 'nic0',
            subnetId: SUBNET,
            primary: true,
            networkSecurityGroupId: null,
            applicationSecurityGroupIds: [],
            publicIp: false,
            privateIpPool: [],
            publicIpPool: [],
          },
        ],
      },
    },
  }
}

export const instanceOf = (
  groupId: string,
  ordinal: number,
  text: string | null,
  change: Partial<StatefulInstance> = {},
): StatefulInstance => ({
  id: `ssi-${groupId}-${ordinal}`,
  groupId,
  ordinal,
  origin: 'random',
  retained: false,
  desired: 'paused',
  state: 'paused',
  reason: null,
  subnetId: text === null ? null : SUBNET,
  address: text === null ? null : address(text),
  interfaceId: null,
  publicIpId: null,
  machineId: null,
  machineCount: 0,
  stateSince: AT,
  createdAt: AT,
  addressWhy: 'Drawn at random.',
  drift: null,
  failedReleases: 0,
  ...change,
})

export const nicOf = (kind: 'pool' | 'dynamic', primary = true): VmNic => ({
  name: primary ? 'front' : 'back',
  primary,
  subnetId: SUBNET,
  interfaceId: null,
  private:
    kind === 'pool'
      ? { kind, address: address('10.0.1.10'), why: '' }
      : { kind, address: address('10.0.1.10'), fellBack: true, why: '' },
  public: { kind: 'none' },
})

export const vmOf = (groupId: string, ordinal: number, change: Partial<PooledVm> = {}): PooledVm => ({
  id: `vmi-${groupId}-${ordinal}`,
  groupId,
  ordinal,
  state: 'active',
  wanted: true,
  replacesId: null,
  zone: null,
  machineId: null,
  machineCount: 1,
  nics: [nicOf('pool')],
  reason: null,
  drift: null,
  failedReleases: 0,
  stateSince: AT,
  createdAt: AT,
  ...change,
})

export const allocation = (
  groupId: string,
  text: string,
  change: Partial<NewAllocation> = {},
): NewAllocation => ({
  subnetId: SUBNET,
  address: address(text),
  groupId,
  instanceId: `ssi-${groupId}-1`,
  origin: 'random',
  at: AT,
  ...change,
})

export const eventOf = (change: Partial<NewEvent> = {}): NewEvent => ({
  at: AT,
  kind: 'address-allocated',
  actor: 'operator',
  requestId: 'req-1',
  groupId: null,
  instanceId: null,
  subnetId: null,
  address: null,
  interfaceId: null,
  publicIpId: null,
  machineId: null,
  why: 'Asked for.',
  before: null,
  after: null,
  ...change,
})

export const commitOf = (change: Partial<Commit>): Commit => ({ ...EMPTY_COMMIT, ...change })

/** A new group with instances that hold the addresses. */
export const creation = (
  groupId: string,
  addresses: readonly string[] = [],
  change: Partial<Commit> = {},
): Commit =>
  commitOf({
    expect: [{ groupId, version: 0 }],
    groups: [groupOf(groupId, { nextOrdinal: addresses.length + 1 })],
    instances: addresses.map((text, i) => instanceOf(groupId, i + 1, text)),
    allocated: addresses.map((text, i) =>
      allocation(groupId, text, { instanceId: `ssi-${groupId}-${i + 1}` }),
    ),
    events: [eventOf({ kind: 'group-created', groupId })],
    ...change,
  })

export const operationOf = (id: string, groupId: string, change: Partial<Operation> = {}): Operation => ({
  id,
  kind: 'resume',
  groupId,
  instanceId: `ssi-${groupId}-1`,
  requestId: 'req-1',
  steps: ['create-interface', 'launch'],
  cursor: 0,
  phase: 'ready',
  state: 'running',
  attempts: 0,
  notBefore: null,
  lastError: null,
  createdAt: AT,
  endedAt: null,
  oldMachineId: null,
  keepInterface: false,
  ...change,
})

export const interfaceOf = (id: string, addresses: string[], change: Partial<ObservedInterface> = {}) =>
  ({
    id,
    subnetId: SUBNET,
    status: 'in-use',
    addresses: addresses.map(address),
    prefixes: [],
    machineId: null,
    description: 'Someone else',
    instanceId: null,
    ...change,
  }) satisfies ObservedInterface

export const importOf = (interfaces: ObservedInterface[], remove: string[] = []): InventoryChange => ({
  ...NO_CHANGE,
  upsert: { ...EMPTY_INVENTORY, interfaces },
  remove: { ...NO_CHANGE.remove, interfaces: remove },
})

export const taskOf = (groupId: string, id: string, change: Partial<ScheduledTask> = {}): ScheduledTask => ({
  id,
  groupId,
  name: `name of ${id}`,
  action: { kind: 'set-target', target: 3 },
  cron: '0 8 * * *',
  timeZone: 'Europe/Berlin',
  enabled: true,
  createdAt: AT,
  dueAfter: AT,
  last: null,
  ...change,
})
