import type { GroupSnapshot, NetworkSnapshot } from '@/lib/allocation/ports/store'
import type { NicPoolsView, PoolsView, VmView } from '@/lib/api/views/vms'
import { formatAddress } from '@/lib/domain/address'
import { formatCidr } from '@/lib/domain/cidr'
import { isPooled, pooledOf, publicIpPoolOf, subnetIdsOf } from '@/lib/domain/config-parts'
import type { Group, NicConfig, PooledConfig } from '@/lib/domain/group'
import { eachMember, poolSize } from '@/lib/domain/pool'
import { idName } from '@/lib/domain/short-id'
import { primaryCidr } from '@/lib/domain/subnet'
import { privatePoolMatrix } from '@/lib/domain/zone-matrix'
import { type Holdfast, nowIso } from '@/lib/server/compose'
import { type KnownGroups, readKnownGroups } from '@/lib/server/present/known-groups'
import { LISTED_ONE_BY_ONE, presentPrivatePool, presentPublicPool } from '@/lib/server/present/present-pools'
import { presentVms } from '@/lib/server/present/present-vm'
import { NotFound } from './groups'

export async function readVms({ store }: Holdfast, groupId: string): Promise<readonly VmView[]> {
  const [group, rows] = await Promise.all([store.reads.groupRecord(groupId), store.reads.vms(groupId)])
  if (!group) throw new NotFound('This group does not exist.')
  return presentVms(rows, group.config)
}

/** What a pooled group lends, and what is left of it. */
export async function readPools(hold: Holdfast, groupId: string): Promise<PoolsView> {
  const record = await hold.store.reads.groupRecord(groupId)
  if (!record) throw new NotFound('This group does not exist.')
  if (!isPooled(record.config)) throw new NotFound('This group lends nothing from pools.')
  const config = pooledOf(record.config)
  const [network, snapshot, groups] = await Promise.all([
    hold.store.networkSnapshot({ subnetIds: subnetIdsOf(config), publicIpIds: publicIpPoolOf(config) }),
    hold.store.groupSnapshot(groupId),
    readKnownGroups(hold),
  ])
  const { persistence } = config
  const told = { hold, group: { ...record, config }, network, vms: snapshot?.vms ?? [], groups }
  return {
    resourceGroup: persistence.resourceGroup,
    virtualNetwork: named(network.virtualNetworks, config.virtualNetworkId),
    loadBalancers: persistence.loadBalancerIds.map((id) => named(network.loadBalancers, id)),
    nics: await Promise.all(persistence.interfaces.map((nic) => readNicPools(nic, told))),
  }
}

type Told = {
  readonly hold: Holdfast
  readonly group: Group & { readonly config: PooledConfig }
  readonly network: NetworkSnapshot
  readonly vms: GroupSnapshot['vms']
  readonly groups: KnownGroups
}

async function readNicPools(nic: NicConfig, told: Told): Promise<NicPoolsView> {
  const { group, network, groups } = told
  const snapshot = network.subnets.get(nic.subnetId)
  const securityGroup = (id: string) => named(network.securityGroups, id)
  return {
    ...{ name: nic.name, primary: nic.primary },
    subnet: {
      id: nic.subnetId,
      name: snapshot?.subnet.name ?? nic.subnetId,
      cidr: snapshot ? formatCidr(primaryCidr(snapshot.subnet)) : nic.subnetId,
    },
    networkSecurityGroup:
      nic.networkSecurityGroupId === null ? null : securityGroup(nic.networkSecurityGroupId),
    applicationSecurityGroups: nic.applicationSecurityGroupIds.map(securityGroup),
    privatePool: nic.privateIpPool.length === 0 ? null : await readPrivatePool(nic, told),
    publicPool:
      nic.publicIp && nic.publicIpPool.length > 0
        ? presentPublicPool(nic, group, network.publicIps, groups.nameOf)
        : null,
  }
}

async function readPrivatePool(nic: NicConfig, told: Told): Promise<NicPoolsView['privatePool']> {
  const { hold, group, network } = told
  const vms = new Map(
    told.vms.flatMap((vm) =>
      vm.nics.flatMap(({ subnetId, private: { address } }) =>
        subnetId === nic.subnetId && address ? [[formatAddress(address), vm.id] as const] : [],
      ),
    ),
  )
  const short = poolSize(nic.privateIpPool) <= LISTED_ONE_BY_ONE
  const holders = short
    ? await hold.store.holdersOf(nic.subnetId, [...eachMember(nic.privateIpPool)])
    : new Map()
  const { entries, members } = presentPrivatePool(nic.privateIpPool, {
    ...{ snapshot: network.subnets.get(nic.subnetId), groupId: group.id, now: nowIso(), vms, holders },
  })
  return { entries, matrix: privatePoolMatrix(nic.name, group.config.capacity, members) }
}

/** By its own name where it is known, else by the last part of its id. */
function named(
  known: readonly { readonly id: string; readonly name: string }[],
  id: string,
): { readonly id: string; readonly name: string } {
  const name = known.find((one) => one.id === id)?.name
  return { id, name: name || idName(id) }
}
