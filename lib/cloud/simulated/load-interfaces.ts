import type { Address } from '@/lib/domain/address'
import { parseAddress, sameAddress } from '@/lib/domain/address'
import type { Cidr } from '@/lib/domain/cidr'
import { cidr, cidrContains, cidrFirst, formatCidr, parseCidr, sameCidr } from '@/lib/domain/cidr'
import { DELEGATED_PREFIX, hold, interfaceRow, isHeld, removeInterface, subnetRow } from './interfaces'
import type { WireInterface } from './protocol'
import type { State } from './state'

const SKIPS_SHOWN = 100

/** One load under way: what it has read and what it had to leave out. Mutable. */
export type Load = {
  readonly state: State
  readonly blocks: Map<string, readonly Cidr[] | null>
  readonly skipped: { id: string; why: string }[]
  skippedCount: number
}

export function skip(load: Load, id: string, why: string): void {
  load.skippedCount++
  if (load.skipped.length < SKIPS_SHOWN) load.skipped.push({ id, why })
}

function blocksOf(load: Load, subnetId: string): readonly Cidr[] | null {
  const known = load.blocks.get(subnetId)
  if (known !== undefined) return known
  const row = subnetRow(load.state, subnetId)
  const blocks = row ? (JSON.parse(row.cidrs) as string[]).map(cidr) : null
  load.blocks.set(subnetId, blocks)
  return blocks
}

/** What the interface holds, or why it cannot be. */
function readHolds(load: Load, item: WireInterface): { addresses: Address[]; prefixes: Cidr[] } | string {
  const { state } = load
  const blocks = blocksOf(load, item.subnetId)
  if (!blocks) return `Its subnet ${item.subnetId} is not known.`
  const addresses: Address[] = []
  for (const text of item.addresses) {
    const parsed = parseAddress(text)
    if (!parsed.ok) return `Its address ${text} cannot be read.`
    const address = parsed.value
    if (!blocks.some((block) => cidrContains(block, address)))
      return `Its address ${text} is outside ${item.subnetId}.`
    if (isHeld(state, item.subnetId, address)) return `Its address ${text} is already held.`
    if (!addresses.some((other) => sameAddress(other, address))) addresses.push(address)
  }
  const prefixes: Cidr[] = []
  for (const text of item.prefixes) {
    const parsed = parseCidr(text)
    if (!parsed.ok) return `Its prefix ${text} cannot be read.`
    const prefix = parsed.value
    if (prefix.prefix !== DELEGATED_PREFIX[prefix.family])
      return `Its prefix ${text} is neither a /28 nor an IPv6 /80.`
    if (!blocks.some((block) => cidrContains(block, cidrFirst(prefix)))) {
      return `Its prefix ${text} is outside ${item.subnetId}.`
    }
    const block = formatCidr(prefix)
    const taken =
      state.row('select 1 from prefix where subnet_id = ? and cidr = ?', item.subnetId, block) ??
      state.row('select 1 from held where subnet_id = ? and block = ?', item.subnetId, block)
    if (taken) return `Its prefix ${text} holds an address that is already held.`
    if (!prefixes.some((other) => sameCidr(other, prefix))) prefixes.push(prefix)
  }
  return { addresses, prefixes }
}

/** Other people's interfaces. Their old holds go first, all at once, so that two may have swapped addresses. */
export function loadInterfaces(load: Load, listed: readonly WireInterface[]): number {
  const { state } = load
  const foreign = new Map<string, WireInterface>()
  for (const item of listed) {
    if (item.instanceId !== null || interfaceRow(state, item.id)?.instance_id != null) {
      skip(load, item.id, 'It is one of ours; this world knows it better.')
    } else if (foreign.has(item.id)) {
      skip(load, item.id, 'It is listed twice.')
    } else {
      foreign.set(item.id, item)
    }
  }
  const ids = JSON.stringify([...foreign.keys()])
  state.run('delete from held where interface_id in (select value from json_each(?))', ids)
  state.run('delete from prefix where interface_id in (select value from json_each(?))', ids)
  let loaded = 0
  for (const item of foreign.values()) {
    const holds = readHolds(load, item)
    if (typeof holds === 'string') {
      skip(load, item.id, holds)
      removeInterface(state, item.id)
      continue
    }
    loaded += state.run(
      `insert into interface (id, subnet_id, status, machine_id, description, instance_id, security_group_ids)
       values (?, ?, ?, ?, ?, ?, '[]')
       on conflict (id) do update set subnet_id = excluded.subnet_id, status = excluded.status,
         machine_id = excluded.machine_id, description = excluded.description, instance_id = excluded.instance_id`,
      item.id,
      item.subnetId,
      item.status,
      item.machineId,
      item.description,
      item.taggedFor ?? null,
    )
    for (const [position, address] of holds.addresses.entries()) {
      hold(state, item.subnetId, item.id, address, position)
    }
    for (const prefix of holds.prefixes) {
      state.run(
        'insert into prefix (subnet_id, cidr, interface_id) values (?, ?, ?)',
        item.subnetId,
        formatCidr(prefix),
        item.id,
      )
    }
  }
  return loaded
}
