import { formatAddress } from '@/lib/domain/address'
import { isPooled, publicIpPoolOf, securityGroupIdsOf, subnetIdsOf } from '@/lib/domain/config-parts'
import type { NewEvent } from '@/lib/domain/event'
import { EMPTY_INVENTORY, type Inventory } from '@/lib/domain/inventory'
import {
  type DiffEntry,
  diffInventory,
  INVENTORY_KINDS,
  type InventoryDiff,
  type InventoryScope,
  inEveryCloud,
} from '@/lib/domain/inventory-diff'
import { KnownInterfaces } from '@/lib/domain/inventory-known'
import { publicIpIdOf } from '@/lib/domain/pooled-vm'
import type { Holder, Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Allocation } from './command'
import type { Cloud, CloudAnswer, CloudError, Page } from './ports/cloud'
import { happeningEvent } from './record-event'

/** What was read of an account: imported files, or a cloud asked in full. */
export type TakenInventory = {
  readonly inventory: Inventory
  /** What it has completely: only of this is anything gone. */
  readonly scope: InventoryScope
  readonly leftOut?: ReadonlySet<string>
  /** Who brought it: an operator's import is an event of its own; a look at the cloud tells only what it found. */
  readonly from: 'operator' | 'cloud'
}

/**
 * What taking this inventory would change: nothing is written (B3). An account may have 50,000 interfaces and is looked
 * at all the time, so it is gone through in slices, with everybody else's turn in between.
 */
export async function planInventory(
  { store, surroundings }: Pick<Allocation, 'store' | 'surroundings'>,
  taken: TakenInventory,
  requestId: string,
): Promise<InventoryDiff> {
  const othersTurn = () => surroundings.wait(0)
  const ours = await readOurs(store, othersTurn)
  const { interfaces, ...rest } = taken.inventory
  const known = new KnownInterfaces(ours)
  for (let start = 0; start < interfaces.length; start += ITEMS_PER_SLICE) {
    known.addObserved(interfaces.slice(start, start + ITEMS_PER_SLICE))
    await othersTurn()
  }
  for await (const page of store.foreignInterfaces()) {
    known.addRecorded(page)
    await othersTurn()
  }
  const diff = diffInventory({
    before: { ...(await store.inventoryBesideInterfaces()), interfaces: known.recordedLeft },
    after: { ...rest, interfaces: known.observedLeft() },
    scope: taken.scope,
    at: surroundings.now(),
    requestId,
    ...(taken.leftOut ? { leftOut: taken.leftOut } : {}),
    ...ours,
  })
  return { ...diff, unchanged: diff.unchanged + known.count }
}

/** Writes what `planInventory` showed, decided anew: the world may have moved, and the index is the judge (B1). */
export async function takeInventory(
  allocation: Allocation,
  taken: TakenInventory,
  requestId: string,
): Promise<Result<InventoryDiff, Refusal>> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const diff = await planInventory(allocation, taken, requestId)
    if (isUnchanged(diff)) return ok(diff)
    const events =
      taken.from === 'operator'
        ? diff.change.events
        : [
            ...diff.change.events
              .filter((event) => event.kind !== 'inventory-imported')
              .map((event) => ({ ...event, actor: 'cloud' as const })),
            ...networkChanged(diff, requestId),
          ]
    const stored = await allocation.store.applyInventory({ ...diff.change, events })
    if (stored.ok) return ok(diff)
  }
  return refuse({ kind: 'busy', attempts: MOST_ATTEMPTS })
}

/** What a look found of the network itself; interfaces are told one by one, and who has a public IP where it drifts. */
function networkChanged({ added, changed, gone, change }: InventoryDiff, requestId: string): NewEvent[] {
  const names = (entries: readonly DiffEntry[]): string[] =>
    entries.filter(({ kind }) => kind !== 'interface').map(({ id }) => id)
  const told = {
    added: names(added),
    changed: names(changed.filter(({ kind }) => kind !== 'public-ip')),
    gone: names(gone),
  }
  const [n, m, k] = [told.added.length, told.changed.length, told.gone.length]
  if (n + m + k === 0) return []
  const why = `Found by looking: ${n} added, ${m} changed, ${k} gone.`
  const few = {
    added: told.added.slice(0, 20),
    changed: told.changed.slice(0, 20),
    gone: told.gone.slice(0, 20),
  }
  return [happeningEvent({ kind: 'network-changed', actor: 'cloud', why, after: few }, change.at, requestId)]
}

/** An address that we take between plan and write makes the write lose; a few times in a row is already unlikely. */
const MOST_ATTEMPTS = 5

export const isUnchanged = (diff: InventoryDiff): boolean =>
  diff.added.length + diff.changed.length + diff.gone.length === 0

/** Asks the cloud for everything, page by page. `onInterfaces`: how many interfaces were read so far. */
export async function describeEverything(
  cloud: Cloud,
  onInterfaces: (read: number) => void = () => undefined,
): Promise<Result<TakenInventory, CloudError>> {
  const virtualNetworks = await allPages((token) => cloud.describeVirtualNetworks(token))
  if (!virtualNetworks.ok) return virtualNetworks
  const subnets = await allPages((token) => cloud.describeSubnets(token))
  if (!subnets.ok) return subnets
  const securityGroups = await allPages((token) => cloud.describeSecurityGroups(token))
  if (!securityGroups.ok) return securityGroups
  const publicIps = await allPages((token) => cloud.describePublicIps(token))
  if (!publicIps.ok) return publicIps
  const loadBalancers = await allPages((token) => cloud.describeLoadBalancers(token))
  if (!loadBalancers.ok) return loadBalancers
  const interfaces = await allPages((token) => cloud.describeInterfaces({ pageToken: token }), onInterfaces)
  if (!interfaces.ok) return interfaces
  const inventory: Inventory = {
    ...EMPTY_INVENTORY,
    virtualNetworks: virtualNetworks.value,
    subnets: subnets.value,
    securityGroups: securityGroups.value,
    publicIps: publicIps.value,
    loadBalancers: loadBalancers.value,
    interfaces: interfaces.value,
  }
  return ok({ inventory, scope: inEveryCloud(INVENTORY_KINDS), from: 'cloud' })
}

async function allPages<T>(
  ask: (token: string | null) => CloudAnswer<Page<T>>,
  onPage: (read: number) => void = () => undefined,
): Promise<Result<T[], CloudError>> {
  const items: T[] = []
  let token: string | null = null
  do {
    const page: Awaited<CloudAnswer<Page<T>>> = await ask(token)
    if (!page.ok) return page
    for (const item of page.value.items) items.push(item)
    onPage(items.length)
    token = page.value.nextToken
  } while (token !== null)
  return ok(items)
}

/** A few milliseconds of work. */
const ITEMS_PER_SLICE = 5_000

/** What an inventory may not touch: addresses and interfaces of ours, and what groups rely on. */
async function readOurs(store: Allocation['store'], othersTurn: () => Promise<void>) {
  const ourHolds = new Map<string, Holder>()
  const ourInterfaceIds = new Set<string>()
  const subnetIds = new Set<string>()
  const virtualNetworkIds = new Set<string>()
  const publicIpIds = new Set<string>()
  const securityGroupIds = new Set<string>()
  const loadBalancerIds = new Set<string>()
  let sinceTurn = 0
  for (const groupId of await store.standingGroupIds()) {
    const snapshot = await store.groupSnapshot(groupId)
    if (!snapshot) continue
    const { config } = snapshot.group
    virtualNetworkIds.add(config.virtualNetworkId)
    for (const id of subnetIdsOf(config)) subnetIds.add(id)
    for (const id of publicIpPoolOf(config)) publicIpIds.add(id)
    for (const id of securityGroupIdsOf(config)) securityGroupIds.add(id)
    for (const instance of snapshot.instances) {
      if (instance.interfaceId) ourInterfaceIds.add(instance.interfaceId)
      if (instance.publicIpId) publicIpIds.add(instance.publicIpId)
      if (!instance.subnetId || !instance.address) continue
      subnetIds.add(instance.subnetId)
      ourHolds.set(`${instance.subnetId} ${formatAddress(instance.address)}`, {
        kind: 'instance',
        instanceId: instance.id,
        groupId,
        groupName: config.name,
      })
    }
    if (isPooled(config)) for (const id of config.persistence.loadBalancerIds) loadBalancerIds.add(id)
    for (const vm of snapshot.vms)
      for (const nic of vm.nics) {
        const publicIpId = publicIpIdOf(nic)
        if (nic.interfaceId) ourInterfaceIds.add(nic.interfaceId)
        if (publicIpId) publicIpIds.add(publicIpId)
        subnetIds.add(nic.subnetId)
        if (nic.private.address)
          ourHolds.set(`${nic.subnetId} ${formatAddress(nic.private.address)}`, {
            kind: 'instance',
            instanceId: vm.id,
            groupId,
            groupName: config.name,
          })
      }
    sinceTurn += snapshot.instances.length + snapshot.vms.length
    if (sinceTurn < ITEMS_PER_SLICE) continue
    sinceTurn = 0
    await othersTurn()
  }
  return {
    ourHolds,
    ourInterfaceIds,
    inUse: { subnetIds, virtualNetworkIds, publicIpIds, securityGroupIds, loadBalancerIds },
  }
}
