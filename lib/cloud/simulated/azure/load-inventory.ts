import type { Address } from '@/lib/domain/address'
import { parseAddress, sameAddress } from '@/lib/domain/address'
import { cidr, cidrContains, parseCidr } from '@/lib/domain/cidr'
import type { Load } from '../load-interfaces'
import { skip } from '../load-interfaces'
import type { LoadReport } from '../protocol'
import { hold, holderOf, letGo } from './addresses'
import { removeNic } from './nics'
import type { AzureInventory, AzureNic, AzurePublicIp } from './protocol'
import { nicRow, publicIpRow, subnetRow } from './rows'

// Fills Azure's world from an inventory, as AWS's is filled: what Holdfast made is never touched.

function loadNetworks(load: Load, inventory: AzureInventory): number {
  const { state } = load
  for (const { id, region, name, cidrs } of inventory.virtualNetworks) {
    state.run(
      `insert into azure_network (id, region, name, cidrs) values (?, ?, ?, ?)
       on conflict (id) do update set region = excluded.region, name = excluded.name, cidrs = excluded.cidrs`,
      ...[id, region, name, JSON.stringify(cidrs)],
    )
  }
  let subnets = 0
  for (const { id, virtualNetworkId, region, name, cidrs } of inventory.subnets) {
    const unreadable = cidrs.find((text) => !parseCidr(text).ok)
    if (unreadable !== undefined || cidrs.length === 0) {
      skip(load, id, `Its prefix ${unreadable ?? '(none)'} cannot be read.`)
      continue
    }
    if (!state.row('select 1 from azure_network where id = ?', virtualNetworkId)) {
      skip(load, id, `Its virtual network ${virtualNetworkId} is not known.`)
      continue
    }
    subnets += state.run(
      `insert into azure_subnet (id, virtual_network_id, region, name, cidrs) values (?, ?, ?, ?, ?)
       on conflict (id) do update set virtual_network_id = excluded.virtual_network_id, region = excluded.region,
         name = excluded.name, cidrs = excluded.cidrs, free_from = ''`,
      ...[id, virtualNetworkId, region, name, JSON.stringify(cidrs)],
    )
  }
  for (const { id, kind, virtualNetworkId, region, name, description } of inventory.securityGroups) {
    state.run(
      `insert into azure_security_group (id, kind, virtual_network_id, region, name, description)
       values (?, ?, ?, ?, ?, ?)
       on conflict (id) do update set kind = excluded.kind, virtual_network_id = excluded.virtual_network_id,
         region = excluded.region, name = excluded.name, description = excluded.description`,
      ...[id, kind, virtualNetworkId, region, name, description],
    )
  }
  for (const { id, region, name, sku } of inventory.loadBalancers) {
    state.run(
      `insert into azure_load_balancer (id, region, name, sku) values (?, ?, ?, ?)
       on conflict (id) do update set region = excluded.region, name = excluded.name, sku = excluded.sku`,
      ...[id, region, name, sku],
    )
  }
  return subnets
}

/** What the interface holds, or why it cannot be. */
function readHolds({ state }: Load, item: AzureNic): readonly Address[] | string {
  const subnet = subnetRow(state, item.subnetId)
  if (!subnet) return `Its subnet ${item.subnetId} is not known.`
  const blocks = (JSON.parse(subnet.cidrs) as string[]).map(cidr)
  const addresses: Address[] = []
  for (const text of item.addresses) {
    const parsed = parseAddress(text)
    if (!parsed.ok) return `Its address ${text} cannot be read.`
    const address = parsed.value
    if (!blocks.some((block) => cidrContains(block, address)))
      return `Its address ${text} is outside ${item.subnetId}.`
    if (holderOf(state, item.subnetId, address) !== null) return `Its address ${text} is already held.`
    if (!addresses.some((other) => sameAddress(other, address))) addresses.push(address)
  }
  return addresses
}

/** Other people's interfaces. Their old holds go first, all at once, so that two may have swapped addresses. */
function loadNics(load: Load, listed: readonly AzureNic[]): number {
  const { state } = load
  const foreign = new Map<string, AzureNic>()
  for (const item of listed) {
    if (item.instanceId !== null || nicRow(state, item.id)?.instance_id != null)
      skip(load, item.id, 'It is one of ours; this world knows it better.')
    else if (foreign.has(item.id)) skip(load, item.id, 'It is listed twice.')
    else foreign.set(item.id, item)
  }
  letGo(state, [...foreign.keys()])
  let loaded = 0
  for (const item of foreign.values()) {
    const addresses = readHolds(load, item)
    if (typeof addresses === 'string') {
      skip(load, item.id, addresses)
      removeNic(state, item.id)
      continue
    }
    loaded += state.run(
      `insert into azure_nic (id, name, subnet_id, foreign_use, vm_id, instance_id, content)
       values (?, ?, ?, ?, ?, ?, '{}')
       on conflict (id) do update set name = excluded.name, subnet_id = excluded.subnet_id,
         foreign_use = excluded.foreign_use, vm_id = excluded.vm_id, instance_id = excluded.instance_id, etag = etag + 1`,
      ...[item.id, item.name, item.subnetId, item.isInUse ? 1 : 0, item.machineId, item.taggedFor ?? null],
    )
    for (const [position, address] of addresses.entries())
      hold(state, item.subnetId, item.id, address, position)
  }
  return loaded
}

/** An association with one of our interfaces is a fact of this world: the inventory neither makes nor ends it. */
function loadPublicIps({ state }: Load, listed: readonly AzurePublicIp[]): number {
  const isOurs = (id: string | null): boolean => id !== null && nicRow(state, id)?.instance_id != null
  for (const { id, region, address, name, sku, zones, method, association } of listed) {
    state.run(
      `insert into azure_public_ip (id, region, address, name, sku, zones, method) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do update set region = excluded.region, address = excluded.address, name = excluded.name,
         sku = excluded.sku, zones = excluded.zones, method = excluded.method`,
      ...[id, region, address, name, sku, JSON.stringify(zones), method],
    )
    if (isOurs(publicIpRow(state, id)?.nic_id ?? null)) continue
    const told = association && !isOurs(association.interfaceId) ? association : null
    state.run(
      'update azure_public_ip set associated = ?, nic_id = ?, vm_id = ?, private_address = ? where id = ?',
      told ? 1 : 0,
      told?.interfaceId ?? null,
      told?.machineId ?? null,
      told?.privateAddress ?? null,
      id,
    )
  }
  return listed.length
}

/** Removes what the inventory does not list, except what is ours or in use by what is ours. */
function removeUnlisted({ state }: Load, inventory: AzureInventory): LoadReport['removed'] {
  const ids = (items: readonly { id: string }[]): string => JSON.stringify(items.map((item) => item.id))
  const foreign = state.rows<{ id: string }>(
    'select id from azure_nic where instance_id is null and id not in (select value from json_each(?))',
    ids(inventory.interfaces),
  )
  for (const { id } of foreign) removeNic(state, id)
  const publicIps = state.run(
    `delete from azure_public_ip where instance_id is null and id not in (select value from json_each(?))
       and (nic_id is null or nic_id not in (select id from azure_nic where instance_id is not null))`,
    ids(inventory.publicIps),
  )
  const subnets = state.run(
    `delete from azure_subnet where id not in (select value from json_each(?))
       and id not in (select subnet_id from azure_nic)`,
    ids(inventory.subnets),
  )
  state.run(
    `delete from azure_network where id not in (select value from json_each(?))
       and id not in (select virtual_network_id from azure_subnet)`,
    ids(inventory.virtualNetworks),
  )
  state.run(
    `delete from azure_security_group where id not in (select value from json_each(?))
       and id not in (select security_group_id from azure_nic_group)
       and id not in (select content ->> 'networkSecurityGroupId' from azure_nic
                      where content ->> 'networkSecurityGroupId' is not null)`,
    ids(inventory.securityGroups),
  )
  state.run(
    'delete from azure_load_balancer where id not in (select value from json_each(?))',
    ids(inventory.loadBalancers),
  )
  return { interfaces: foreign.length, publicIps, subnets }
}

/** Azure's part of a load; what is left out is told in the same `load`. */
export function loadAzureInventory(
  load: Load,
  inventory: AzureInventory,
  replace: boolean,
): Pick<LoadReport, 'loaded' | 'removed'> {
  const subnets = loadNetworks(load, inventory)
  const removed = replace ? removeUnlisted(load, inventory) : { interfaces: 0, publicIps: 0, subnets: 0 }
  const interfaces = loadNics(load, inventory.interfaces)
  const publicIps = loadPublicIps(load, inventory.publicIps)
  return { loaded: { interfaces, publicIps, subnets }, removed }
}
