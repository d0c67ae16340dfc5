import { parseCidr } from '@/lib/domain/cidr'
import { loadAzureInventory } from './azure/load-inventory'
import { interfaceRow, removeInterface } from './interfaces'
import type { Load } from './load-interfaces'
import { loadInterfaces, skip } from './load-interfaces'
import type { Input, LoadReport, WirePublicIp } from './protocol'
import { publicIpRow } from './public-ips'
import type { State } from './state'

// Fills the worlds from an inventory: networks, other people's interfaces, public IPs (Azure's: azure/load-inventory). What Holdfast made is never
// touched: its interfaces and machines are facts of this world, and an inventory can only be an older picture of them.

function loadNetworks(load: Load, inventory: Input<'LoadInventory'>['inventory']): number {
  const { state } = load
  const known = (table: string, id: string) =>
    state.row(`select 1 from ${table} where id = ?`, id) !== undefined
  for (const { id, region, name, cidrs } of inventory.virtualNetworks) {
    state.run(
      `insert into virtual_network (id, region, name, cidrs) values (?, ?, ?, ?)
       on conflict (id) do update set region = excluded.region, name = excluded.name, cidrs = excluded.cidrs`,
      id,
      region,
      name,
      JSON.stringify(cidrs),
    )
  }
  let subnets = 0
  for (const { id, virtualNetworkId, region, zone, name, cidrs } of inventory.subnets) {
    const unreadable = cidrs.find((text) => !parseCidr(text).ok)
    if (unreadable !== undefined || cidrs.length === 0) {
      skip(load, id, `Its CIDR ${unreadable ?? '(none)'} cannot be read.`)
      continue
    }
    if (!known('virtual_network', virtualNetworkId)) {
      skip(load, id, `Its VPC ${virtualNetworkId} is not known.`)
      continue
    }
    subnets += state.run(
      `insert into subnet (id, virtual_network_id, region, zone, name, cidrs) values (?, ?, ?, ?, ?, ?)
       on conflict (id) do update set virtual_network_id = excluded.virtual_network_id, region = excluded.region,
         zone = excluded.zone, name = excluded.name, cidrs = excluded.cidrs`,
      id,
      virtualNetworkId,
      region,
      zone,
      name,
      JSON.stringify(cidrs),
    )
  }
  for (const { id, virtualNetworkId, name, description } of inventory.securityGroups) {
    state.run(
      `insert into security_group (id, virtual_network_id, name, description) values (?, ?, ?, ?)
       on conflict (id) do update set virtual_network_id = excluded.virtual_network_id, name = excluded.name,
         description = excluded.description`,
      id,
      virtualNetworkId,
      name,
      description,
    )
  }
  return subnets
}

/** An association with one of our interfaces is a fact of this world: the inventory neither makes nor ends it. */
function loadPublicIps(load: Load, listed: readonly WirePublicIp[]): number {
  const { state } = load
  const isOurs = (id: string | null): boolean => id !== null && interfaceRow(state, id)?.instance_id != null
  for (const { id, region, address, name, association } of listed) {
    state.run(
      `insert into public_ip (id, region, address, name) values (?, ?, ?, ?)
       on conflict (id) do update set region = excluded.region, address = excluded.address, name = excluded.name`,
      id,
      region,
      address,
      name,
    )
    if (isOurs(publicIpRow(state, id)?.interface_id ?? null)) continue
    const told = association && !isOurs(association.interfaceId) ? association : null
    state.run(
      'update public_ip set associated = ?, interface_id = ?, machine_id = ?, private_address = ? where id = ?',
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
function removeUnlisted(load: Load, inventory: Input<'LoadInventory'>['inventory']): LoadReport['removed'] {
  const { state } = load
  const ids = (items: readonly { id: string }[]): string => JSON.stringify(items.map((item) => item.id))
  const foreign = state.rows<{ id: string }>(
    'select id from interface where instance_id is null and id not in (select value from json_each(?))',
    ids(inventory.interfaces),
  )
  for (const { id } of foreign) removeInterface(state, id)
  const publicIps = state.run(
    `delete from public_ip where id not in (select value from json_each(?))
       and (interface_id is null
            or interface_id not in (select id from interface where instance_id is not null))`,
    ids(inventory.publicIps),
  )
  const subnets = state.run(
    `delete from subnet where id not in (select value from json_each(?))
       and id not in (select subnet_id from interface)`,
    ids(inventory.subnets),
  )
  state.run(
    `delete from virtual_network where id not in (select value from json_each(?))
       and id not in (select virtual_network_id from subnet)`,
    ids(inventory.virtualNetworks),
  )
  state.run(
    `delete from security_group where id not in (select value from json_each(?)) and id not in (
       select used.value from interface i, json_each(i.security_group_ids) used where i.instance_id is not null)`,
    ids(inventory.securityGroups),
  )
  return { interfaces: foreign.length, publicIps, subnets }
}

/**
 * Loads an inventory in one transaction. Without `replace`, what is listed is added or updated and the rest stays;
 * with it, the rest goes unless Holdfast's interfaces use it. Items that cannot be are skipped with a reason.
 */
export function loadInventory(
  state: State,
  { replace, inventory, azure }: Input<'LoadInventory'>,
): LoadReport {
  return state.atomically(() => {
    const load: Load = { state, blocks: new Map(), skipped: [], skippedCount: 0 }
    const subnets = loadNetworks(load, inventory)
    // What is gone makes room first: an address may have passed from one interface to another.
    const unlisted = replace ? removeUnlisted(load, inventory) : { interfaces: 0, publicIps: 0, subnets: 0 }
    const interfaces = loadInterfaces(load, inventory.interfaces)
    const publicIps = loadPublicIps(load, inventory.publicIps)
    const ofAzure = loadAzureInventory(load, azure, replace)
    return {
      loaded: summed({ interfaces, publicIps, subnets }, ofAzure.loaded),
      removed: summed(unlisted, ofAzure.removed),
      skippedCount: load.skippedCount,
      skipped: load.skipped,
    }
  })
}

const summed = (a: LoadReport['loaded'], b: LoadReport['loaded']): LoadReport['loaded'] => ({
  interfaces: a.interfaces + b.interfaces,
  publicIps: a.publicIps + b.publicIps,
  subnets: a.subnets + b.subnets,
})
