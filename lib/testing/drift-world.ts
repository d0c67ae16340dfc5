import { lookAt } from '@/lib/allocation/compare-drift'
import { address, formatAddress } from '@/lib/domain/address'
import type { CloudLook, SeenMachine } from '@/lib/domain/cloud-look'
import type { Drift } from '@/lib/domain/drift'
import { heldBy, type Members } from '@/lib/domain/drift-held'
import { Ours } from '@/lib/domain/drift-ours'
import { findDrift } from '@/lib/domain/find-drift'
import { findGroupDrift } from '@/lib/domain/find-pool-drift'
import { unknownInterface, unknownPublicIp } from '@/lib/domain/find-unknown-drift'
import type { Group, GroupConfig } from '@/lib/domain/group'
import { EMPTY_INVENTORY, type Inventory, type ObservedInterface } from '@/lib/domain/inventory'
import { INVENTORY_KINDS, inEveryCloud } from '@/lib/domain/inventory-diff'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import { runThrough } from '@/lib/domain/slices'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { PublicIp, Subnet } from '@/lib/domain/subnet'

/*
 * A record and the cloud that it describes, for comparing: the cloud is the record's mirror image, and what a test does
 * to it is all in which it differs.
 */

export const BEGAN = '2026-11-03T10:00:00.000Z'
export const BEFORE = '2026-11-03T09:00:00.000Z'

type Mutable<T> = { -readonly [key in keyof T]: T[key] }

export type SeenCloud = {
  networks: Inventory['virtualNetworks'][number][]
  subnets: Subnet[]
  publicIps: Mutable<PublicIp>[]
  interfaces: Mutable<ObservedInterface>[]
  machines: Mutable<SeenMachine>[]
}

export const groupOf = (id: string, config: GroupConfig): Group => ({
  ...{ id, config, version: 1, nextOrdinal: 100, createdAt: BEFORE, state: 'live' },
})

export const instanceOf = (
  group: Group,
  ordinal: number,
  over: Partial<StatefulInstance> = {},
): StatefulInstance => ({
  ...{ id: `ssi-${String(ordinal).padStart(12, '0')}`, groupId: group.id, ordinal, origin: 'pool' },
  ...{ retained: false, desired: 'active', state: 'active', reason: null, subnetId: null, address: null },
  ...{ interfaceId: `eni-${ordinal}`, publicIpId: null, machineId: `i-${ordinal}`, machineCount: 1 },
  ...{ stateSince: BEFORE, createdAt: BEFORE, addressWhy: '', drift: null, failedReleases: 0 },
  ...over,
})

export const vmOf = (group: Group, ordinal: number, over: Partial<PooledVm> = {}): PooledVm => ({
  ...{ id: `vmi-${String(ordinal).padStart(12, '0')}`, groupId: group.id, ordinal, state: 'active' },
  ...{ wanted: true, replacesId: null, zone: null, machineId: `/vm-${ordinal}`, machineCount: 1, nics: [] },
  ...{ reason: null, drift: null, failedReleases: 0, stateSince: BEFORE, createdAt: BEFORE },
  ...over,
})

/** The cloud as the record says it is. */
export function mirror(
  all: readonly Members[],
  subnets: readonly Subnet[],
  publicIps: readonly PublicIp[],
): SeenCloud {
  const cloud: SeenCloud = {
    networks: all.map(({ group: { config } }) => ({
      ...{ id: config.virtualNetworkId, cloud: config.cloud, region: config.region, name: '', cidrs: [] },
    })),
    subnets: [...subnets],
    publicIps: publicIps.map((one) => ({ ...one, association: null })),
    interfaces: [],
    machines: [],
  }
  for (const members of all)
    for (const held of heldBy(members, BEGAN)) {
      const machineId = held.running ? held.machineId : null
      if (machineId && held.first)
        cloud.machines.push({ id: machineId, alive: true, instanceId: held.instanceId })
      const { interfaceId, subnetId, address: at, publicIpId } = held
      if (!interfaceId || !subnetId || !at) continue
      cloud.interfaces.push({
        ...{ id: interfaceId, subnetId, status: machineId ? 'in-use' : 'available', addresses: [at] },
        ...{ prefixes: [], machineId, description: 'ours', instanceId: held.instanceId },
      })
      const publicIp = cloud.publicIps.find((one) => one.id === publicIpId)
      if (publicIp) publicIp.association = { interfaceId, machineId, privateAddress: formatAddress(at) }
    }
  return cloud
}

export const stranger = (id: string, subnetId: string, at: string): ObservedInterface => ({
  ...{ id, subnetId, status: 'in-use', addresses: [address(at)], prefixes: [], machineId: `${id}-machine` },
  ...{ description: 'stranger', instanceId: null },
})

/** Everything that differs. `kept`: interfaces that an operator kept. */
export async function compare(
  all: readonly Members[],
  cloud: SeenCloud,
  known: readonly Subnet[],
  over: { readonly machines?: null; readonly kept?: readonly string[]; readonly look?: CloudLook } = {},
): Promise<Drift[]> {
  const look = over.look ?? (await wholeLook(cloud, over.machines === null ? null : cloud.machines))
  const ours = new Ours(new Set(over.kept))
  for (const members of all) runThrough(ours.add(members))
  const subnets = new Map(known.map((one) => [one.id, one]))
  return [
    ...all.flatMap((members) => [
      ...runThrough(findGroupDrift(members.group, look, ours, subnets)),
      ...[...heldBy(members, BEGAN)].flatMap((held) => findDrift(held, look)),
    ]),
    ...cloud.interfaces.flatMap((one) => unknownInterface(one, ours, BEGAN) ?? []),
    ...cloud.publicIps.flatMap((one) => unknownPublicIp(one, ours, new Set()) ?? []),
  ]
}

export const inventoryOf = ({ networks, subnets, publicIps, interfaces }: SeenCloud): Inventory => ({
  ...EMPTY_INVENTORY,
  ...{ virtualNetworks: networks, subnets, publicIps, interfaces },
})

export const wholeLook = (cloud: SeenCloud, machines: readonly SeenMachine[] | null): Promise<CloudLook> =>
  lookAt(
    inventoryOf(cloud),
    machines,
    { scope: inEveryCloud(INVENTORY_KINDS), leftOut: new Set(), whole: true },
    async () => undefined,
  )
