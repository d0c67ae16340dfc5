import type { SeenMachine } from '@/lib/domain/cloud-look'
import { type Cloud as CloudName, cloudRules } from '@/lib/domain/cloud-rules'
import type { Drift, DriftRecord } from '@/lib/domain/drift'
import type { ObservedInterface } from '@/lib/domain/inventory'
import type { Allocation } from './command'
import {
  type Compared,
  compareGroup,
  compareUnknown,
  knownSubnets,
  lookAt,
  othersTurnOf,
  readOurs,
} from './compare-drift'
import type { Cloud, CloudError, ObservedMachine, Page } from './ports/cloud'
import type { GroupSnapshot } from './ports/store'
import { storeGroupDrift, storeLooseDrift } from './store-drift'
import type { TakenInventory } from './take-inventory'

/** How far a look is: what is being done, and how much of it. */
export type LookProgress = {
  readonly phase: 'reading' | 'comparing'
  readonly done: number
  readonly of: number | null
}

/** What a look at one cloud came to. */
export type LookResult = {
  readonly open: number
  readonly opened: readonly DriftRecord[]
  readonly closed: number
}

/**
 * The sync loop's comparison, like the repair loop of a Kubernetes allocator: everything that is on record against
 * everything that the cloud has, one group after the other, each under its own turn, so that nobody is held up for longer
 * than one group takes.
 *
 *   account read ─▶ ours read ─▶ machines, and interfaces that the list missed, asked by id ─▶ compared, group by group
 *      │                                                                                          │
 *      └─ began: whatever changed after this moment is left to the next look                      └─ rows and events
 *
 * `taken`: the account as it was just read; `began`: before the first page of it.
 */
export async function lookForDrift(
  allocation: Allocation,
  name: CloudName,
  cloud: Cloud,
  read: { readonly taken: TakenInventory; readonly began: string },
  onProgress: (progress: LookProgress) => void = () => undefined,
): Promise<LookResult | { readonly error: CloudError }> {
  const { store } = allocation
  const othersTurn = othersTurnOf(allocation)
  const { taken, began } = read
  const recorded = { machines: new Set<string>(), interfaces: new Set<string>() }
  const ours = await readOurs(store, othersTurn, (snapshot) => {
    if (snapshot.group.config.cloud === name) noteIds(snapshot, recorded)
  })
  const asked = idsToAsk(recorded, taken.inventory.interfaces)
  const machines = await describeByIds<ObservedMachine>(
    (query) => cloud.describeMachines(query),
    [...asked.machines],
    name,
  )
  if ('error' in machines) return machines
  const missed = await describeByIds<ObservedInterface>(
    (query) => cloud.describeInterfaces(query),
    [...asked.interfaces],
    name,
  )
  if ('error' in missed) return missed
  const inventory = { ...taken.inventory, interfaces: [...taken.inventory.interfaces, ...missed.items] }
  const coverage = { scope: taken.scope, leftOut: new Set<string>(), whole: true }
  const look = await lookAt(inventory, machines.items.map(seenMachine), coverage, othersTurn)
  const compared: Compared = { look, ours, subnets: await knownSubnets(store), began }
  return compareAll(allocation, name, cloud, compared, onProgress)
}

async function compareAll(
  allocation: Allocation,
  name: CloudName,
  cloud: Cloud,
  compared: Compared,
  onProgress: (progress: LookProgress) => void,
): Promise<LookResult | { readonly error: CloudError }> {
  const { store } = allocation
  const othersTurn = othersTurnOf(allocation)
  const unknown = await compareUnknown(compared, store, othersTurn)
  const loose = await stillThere(cloud, name, unknown)
  if ('error' in loose) return loose
  const open = (await store.openDrifts()).filter((one) => one.cloud === name)
  const groupIds = await store.standingGroupIds(name)
  const opened: DriftRecord[] = []
  let closed = 0
  for (const [index, groupId] of groupIds.entries()) {
    onProgress({ phase: 'comparing', done: index, of: groupIds.length })
    const stored = await storeGroupDrift(allocation, groupId, {
      began: compared.began,
      find: async (snapshot) => [
        ...(await compareGroup(snapshot, compared, othersTurn)),
        ...loose.found.filter((one) => one.groupId === groupId),
      ],
    })
    opened.push(...stored.opened)
    closed += stored.closed.length
    await othersTurn()
  }
  const rest = await storeLooseDrift(allocation, {
    open: open.filter((one) => one.groupId === null || !groupIds.includes(one.groupId)),
    found: loose.found.filter((one) => one.groupId === null),
  })
  return {
    open: open.length + opened.length + rest.opened.length - closed - rest.closed.length,
    opened: [...opened, ...rest.opened],
    closed: closed + rest.closed.length,
  }
}

type Ids = { readonly machines: Set<string>; readonly interfaces: Set<string> }

function noteIds({ instances, vms }: GroupSnapshot, { machines, interfaces }: Ids): void {
  for (const one of instances) {
    if (one.machineId) machines.add(one.machineId)
    if (one.interfaceId) interfaces.add(one.interfaceId)
  }
  for (const vm of vms) {
    if (vm.machineId) machines.add(vm.machineId)
    for (const nic of vm.nics) if (nic.interfaceId) interfaces.add(nic.interfaceId)
  }
}

/** Machines of ours and those that have our interfaces; and interfaces that paging through a moving list may have missed. */
function idsToAsk(recorded: Ids, listed: readonly ObservedInterface[]): Ids {
  const machines = new Set(recorded.machines)
  const interfaces = new Set(recorded.interfaces)
  for (const { id, machineId } of listed) if (interfaces.delete(id) && machineId) machines.add(machineId)
  return { machines, interfaces }
}

type Described<T> = { readonly items: readonly T[] } | { readonly error: CloudError }

async function describeByIds<T>(
  ask: (query: {
    ids: readonly string[]
    pageToken: string | null
  }) => Promise<
    { readonly ok: true; readonly value: Page<T> } | { readonly ok: false; readonly refusal: CloudError }
  >,
  ids: readonly string[],
  name: CloudName,
): Promise<Described<T>> {
  const { idsPerDescribe } = cloudRules[name]
  const items: T[] = []
  for (let start = 0; start < ids.length; start += idsPerDescribe) {
    let pageToken: string | null = null
    do {
      const page: Awaited<ReturnType<typeof ask>> = await ask({
        ids: ids.slice(start, start + idsPerDescribe),
        pageToken,
      })
      if (!page.ok) return { error: page.refusal }
      items.push(...page.value.items)
      pageToken = page.value.nextToken
    } while (pageToken !== null)
  }
  return { items }
}

/** Whoever it was of may have removed it while the account was read: it is looked at once more before it is told. */
async function stillThere(
  cloud: Cloud,
  name: CloudName,
  unknown: readonly Drift[],
): Promise<{ readonly found: readonly Drift[] } | { readonly error: CloudError }> {
  const ids = unknown.flatMap(({ interfaceId }) => interfaceId ?? [])
  const again = await describeByIds<ObservedInterface>((query) => cloud.describeInterfaces(query), ids, name)
  if ('error' in again) return again
  const there = new Set(again.items.map(({ id }) => id))
  if (unknown.some(({ publicIpId }) => publicIpId !== null)) {
    for (let token: string | null = null; ; ) {
      const page: Awaited<ReturnType<Cloud['describePublicIps']>> = await cloud.describePublicIps(token)
      if (!page.ok) return { error: page.refusal }
      for (const { id } of page.value.items) there.add(id)
      token = page.value.nextToken
      if (token === null) break
    }
  }
  return { found: unknown.filter((one) => there.has(one.interfaceId ?? one.publicIpId ?? '')) }
}

const seenMachine = ({ id, state, instanceId }: ObservedMachine): SeenMachine => ({
  ...{ id, instanceId },
  alive: state === 'running' || state === 'pending',
})
