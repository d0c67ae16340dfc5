import type { NewEvent } from './event'
import { holdsOf } from './foreign-holds'
import type { ObservedInterface } from './inventory'
import { idName } from './short-id'

/** A foreign interface that comes (`before` null), goes (`after` null) or changes. */
export type InterfacePair = {
  readonly before: ObservedInterface | null
  readonly after: ObservedInterface | null
}

type Stamp = { readonly at: string; readonly requestId: string }

/**
 * The events of an applied import (B5): one for the whole, then what was released, then what is held, one event per
 * address. A delegated prefix is one event whose address is its CIDR: an IPv6 one has 2^48 addresses.
 */
export function inventoryEvents(
  stamp: Stamp,
  lines: Record<'added' | 'changed' | 'gone', { readonly length: number }>,
  pairs: readonly InterfacePair[],
): NewEvent[] {
  const released: NewEvent[] = []
  const held: NewEvent[] = []
  for (const { before, after } of pairs) {
    if (before && after) {
      changeEvents(stamp, before, after, released, held)
      continue
    }
    for (const address of before ? holdsOf(before) : []) {
      if (before) released.push(releasedEvent(stamp, before, address, `${nameOf(before)} is gone${SOURCE}`))
    }
    for (const address of after ? holdsOf(after) : [])
      if (after) held.push(heldEvent(stamp, null, after, address))
  }
  return [importEvent(stamp, lines), ...released, ...held]
}

/** Every sentence says where the knowledge is from. */
const SOURCE = ', says the imported inventory.'

function changeEvents(
  stamp: Stamp,
  before: ObservedInterface,
  after: ObservedInterface,
  released: NewEvent[],
  held: NewEvent[],
): void {
  const isSamePlace = before.subnetId === after.subnetId
  const had = new Set(holdsOf(before))
  const has = new Set(holdsOf(after))
  for (const address of had) {
    if (isSamePlace && has.has(address)) continue
    released.push(releasedEvent(stamp, before, address, `${nameOf(before)} no longer holds it${SOURCE}`))
  }
  for (const address of has) {
    const isOld = isSamePlace && had.has(address)
    // A machine that changes behind the same interface holds the address from now on.
    if (isOld && before.machineId === after.machineId) continue
    held.push(heldEvent(stamp, isOld ? before : null, after, address))
  }
}

/** `eni-1 (a load balancer)`; where the description begins with the name, as every NIC's does, that is enough. */
function nameOf({ id, description }: ObservedInterface): string {
  const name = idName(id)
  if (description === '') return name
  return description.toLowerCase().startsWith(name) ? description : `${name} (${description})`
}

// The events are written out in full, and alike: an import makes 50,000 of them, and objects that are put together
// from parts take ten times as long.

const heldEvent = (
  { at, requestId }: Stamp,
  before: ObservedInterface | null,
  after: ObservedInterface,
  address: string,
): NewEvent => ({
  at,
  kind: 'foreign-held',
  actor: 'cloud',
  requestId,
  groupId: null,
  instanceId: null,
  subnetId: after.subnetId,
  address,
  interfaceId: after.id,
  publicIpId: null,
  machineId: after.machineId,
  why: `${nameOf(after)} holds it${SOURCE}`,
  before: before && holderData(before),
  after: holderData(after),
})

const releasedEvent = (
  { at, requestId }: Stamp,
  before: ObservedInterface,
  address: string,
  why: string,
): NewEvent => ({
  at,
  kind: 'foreign-released',
  actor: 'cloud',
  requestId,
  groupId: null,
  instanceId: null,
  subnetId: before.subnetId,
  address,
  interfaceId: before.id,
  publicIpId: null,
  machineId: before.machineId,
  why,
  before: holderData(before),
  after: null,
})

const importEvent = (
  { at, requestId }: Stamp,
  { added, changed, gone }: Record<'added' | 'changed' | 'gone', { readonly length: number }>,
): NewEvent => ({
  at,
  kind: 'inventory-imported',
  actor: 'operator',
  requestId,
  groupId: null,
  instanceId: null,
  subnetId: null,
  address: null,
  interfaceId: null,
  publicIpId: null,
  machineId: null,
  why: `An inventory was imported: ${added.length} added, ${changed.length} changed, ${gone.length} gone.`,
  before: null,
  after: { added: added.length, changed: changed.length, gone: gone.length },
})

const holderData = (one: ObservedInterface): Record<string, unknown> => ({
  interfaceId: one.id,
  machineId: one.machineId,
  description: one.description,
})
