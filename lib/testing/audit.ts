import type { ObservedMachine, Page } from '@/lib/allocation/ports/cloud'
import { describeEverything } from '@/lib/allocation/take-inventory'
import { formatAddress } from '@/lib/domain/address'
import { subnetIdsOf } from '@/lib/domain/config-parts'
import type { Inventory } from '@/lib/domain/inventory'
import { poolHas } from '@/lib/domain/pool'
import { poolOf } from '@/lib/domain/pool-members'
import { eachAddress } from '@/lib/domain/ranges'
import { runsAfterRefusal } from '@/lib/domain/refusal-rest'
import { BUSY_STATES, isWantedActive, type StatefulInstance } from '@/lib/domain/stateful-instance'
import { capacityProblems } from './audit-capacity'
import { recordProblems } from './audit-record'
import type { RunningWorld } from './running-world'

/** Whose it is: `instance` in `groupId`. */
export type Owned = { readonly groupId: string; readonly instance: StatefulInstance }

export type Truth = {
  readonly owned: readonly Owned[]
  readonly cloud: Inventory
  readonly machines: readonly ObservedMachine[]
}

const BUSY = new Set<string>(BUSY_STATES)

/** Everything that Holdfast records of the groups, and everything that the cloud has. Faults must be off. */
export async function readTruth(world: RunningWorld, groupIds: readonly string[]): Promise<Truth> {
  const taken = await describeEverything(world.cloud)
  if (!taken.ok) throw new Error(`the cloud cannot be asked: ${taken.refusal.code}`)
  const machines: ObservedMachine[] = []
  for (let token: string | null = null; ; ) {
    const page: { ok: boolean; value?: Page<ObservedMachine> } = await world.cloud.describeMachines({
      pageToken: token,
    })
    machines.push(...(page.value?.items ?? []))
    token = page.value?.nextToken ?? null
    if (token === null) break
  }
  const owned: Owned[] = []
  for (const groupId of groupIds)
    for (const instance of await world.instances(groupId)) owned.push({ groupId, instance })
  return { owned, cloud: taken.value.inventory, machines }
}

/**
 * What is wrong between the record and the cloud, when no work is under way; nothing, one hopes. What the cloud did
 * behind our back must have been observed before.
 */
export async function audit(world: RunningWorld, groupIds: readonly string[]): Promise<string[]> {
  const truth = await readTruth(world, groupIds)
  return [
    ...twoOwners(truth),
    ...interfaceProblems(truth),
    ...(await strangers(world, truth)),
    ...machineProblems(truth),
    ...publicIpProblems(truth),
    ...(await groupProblems(world, groupIds)),
    ...(await holdProblems(world, truth)),
    ...(await capacityProblems(world, groupIds)),
    ...recordProblems(world.file),
  ]
}

const placeOf = ({ subnetId, address }: StatefulInstance): string =>
  address ? `${subnetId} ${formatAddress(address)}` : ''

/** B1. */
function twoOwners({ owned }: Truth): string[] {
  const problems: string[] = []
  const owners = new Map<string, string>()
  for (const { instance } of owned) {
    for (const thing of [placeOf(instance), instance.publicIpId, instance.interfaceId, instance.machineId]) {
      if (!thing) continue
      const other = owners.get(thing)
      if (other) problems.push(`${thing} belongs to ${other} and to ${instance.id}`)
      owners.set(thing, instance.id)
    }
  }
  return problems
}

/** A1, A5: what is recorded exists, on the recorded address. */
function interfaceProblems({ owned, cloud }: Truth): string[] {
  const byId = new Map(cloud.interfaces.map((one) => [one.id, one]))
  return owned.flatMap(({ instance }) => {
    const { id, state, interfaceId, machineId, address, subnetId } = instance
    if (BUSY.has(state)) return [`${id} is ${state}, and nobody works on it`]
    if (state === 'active' && !(interfaceId && machineId && address))
      return [`${id} is active without interface, machine or address`]
    if (!interfaceId) return []
    const found = byId.get(interfaceId)
    // What is in error waits for its operator, and is not observed.
    if (!found && state === 'error') return []
    if (!found) return [`${id} records ${interfaceId}, which does not exist`]
    const [first] = found.addresses
    const same = first && address && formatAddress(first) === formatAddress(address)
    return [
      ...(same && found.subnetId === subnetId ? [] : [`${interfaceId} is not on the address of ${id}`]),
      ...(found.machineId === machineId || state === 'error'
        ? []
        : [`${interfaceId} has ${found.machineId}, not ${machineId}`]),
    ]
  })
}

/** B6: no interface of ours that nobody records, unless an operator chose to keep it. */
async function strangers(world: RunningWorld, { owned, cloud }: Truth): Promise<string[]> {
  const known = new Set(owned.flatMap(({ instance }) => instance.interfaceId ?? []))
  const problems: string[] = []
  for (const one of cloud.interfaces) {
    if (one.instanceId === null || known.has(one.id)) continue
    const holders = await world.store.holdersOf(one.subnetId, one.addresses)
    const kept = [...holders.values()].some(
      (holder) => holder.kind === 'kept' && holder.interfaceId === one.id,
    )
    if (!kept) problems.push(`${one.id} of ${one.instanceId} is known to nobody (${one.status})`)
  }
  return problems
}

function machineProblems({ owned, machines }: Truth): string[] {
  const problems: string[] = []
  const byId = new Map(machines.map((one) => [one.id, one]))
  const known = new Set(owned.flatMap(({ instance }) => instance.machineId ?? []))
  for (const { id, state, instanceId } of machines)
    if (state !== 'terminated' && !known.has(id)) problems.push(`${id} of ${instanceId} runs unknown`)
  for (const { instance } of owned) {
    const state = instance.machineId ? byId.get(instance.machineId)?.state : undefined
    if (instance.state === 'active' && state !== 'running')
      problems.push(`${instance.id} is active on a machine that is ${state}`)
    if (instance.state === 'paused' && instance.machineId)
      problems.push(`${instance.id} is paused with ${instance.machineId}`)
  }
  return problems
}

/** A8: an Elastic IP points at its holder's interface, and at nothing of ours that does not hold it. */
function publicIpProblems({ owned, cloud }: Truth): string[] {
  const byId = new Map(cloud.publicIps.map((one) => [one.id, one]))
  const ours = new Map(
    owned.flatMap(({ instance }) => (instance.interfaceId ? [[instance.interfaceId, instance]] : [])),
  )
  const problems: string[] = []
  for (const { instance } of owned) {
    const { id, state, publicIpId, interfaceId } = instance
    if (state !== 'active' || !publicIpId) continue
    const target = byId.get(publicIpId)?.association?.interfaceId ?? null
    if (target !== interfaceId && !isTakenByOthers(target, cloud))
      problems.push(`${publicIpId} of ${id} points at ${target}, not at ${interfaceId}`)
  }
  for (const { id, association } of cloud.publicIps) {
    const holder = ours.get(association?.interfaceId ?? '')
    if (holder && holder.publicIpId !== id)
      problems.push(`${id} points at ${holder.id}, which does not hold it`)
  }
  return problems
}

/** Whoever owns the account may move an Elastic IP away from us. */
const isTakenByOthers = (interfaceId: string | null, cloud: Inventory): boolean =>
  cloud.interfaces.some((one) => one.id === interfaceId && one.instanceId === null)

/**
 * A6, A9: not more active than target, but for what the cloud would not let pause; every pool member that can be had
 * has its instance.
 */
async function groupProblems(world: RunningWorld, groupIds: readonly string[]): Promise<string[]> {
  const problems: string[] = []
  for (const groupId of groupIds) {
    const snapshot = await world.store.groupSnapshot(groupId)
    if (snapshot?.group.state !== 'live') continue
    const { config } = snapshot.group
    const active = snapshot.instances.filter((one) => isWantedActive(one) && !runsAfterRefusal(one)).length
    if (active > config.capacity.target)
      problems.push(`${groupId} wants ${active} active, target is ${config.capacity.target}`)
    const pool = poolOf(config)
    for (const { id, origin, retained, address } of snapshot.instances)
      if (origin === 'pool' && !retained && !(address && poolHas(pool, address)))
        problems.push(`${id} counts as a pool instance, its address is not in the pool`)
    const { subnets } = await world.store.networkSnapshot({
      subnetIds: subnetIdsOf(config),
      publicIpIds: [],
    })
    const free = pool
      .flatMap((entry) => [...eachAddress([entry])])
      .filter((member) =>
        [...subnets.values()].every(
          ({ held, resting }) =>
            !held.has(member) && !resting.some((one) => one.address.value === member.value),
        ),
      )
    for (const member of free) problems.push(`${groupId} has no instance for ${formatAddress(member)}`)
  }
  return problems
}

/** The index of live allocations says what the instances say, on disk and in memory. */
async function holdProblems(world: RunningWorld, { owned }: Truth): Promise<string[]> {
  const problems: string[] = []
  const subnetIds = [...new Set(owned.flatMap(({ instance }) => instance.subnetId ?? []))]
  const { subnets } = await world.store.networkSnapshot({ subnetIds, publicIpIds: [] })
  for (const { subnet, held } of subnets.values()) {
    const taken = [...eachAddress(held.takenRanges())]
    const holders = await world.store.holdersOf(subnet.id, taken)
    if (holders.size !== taken.length) problems.push(`${subnet.id}: memory and disk differ`)
    const mine = owned.filter(({ instance }) => instance.subnetId === subnet.id && instance.address)
    for (const { instance } of mine) {
      const text = instance.address ? formatAddress(instance.address) : ''
      const holder = holders.get(text)
      if (holder?.kind !== 'instance' || holder.instanceId !== instance.id)
        problems.push(`${text} of ${instance.id} is recorded for ${JSON.stringify(holder ?? null)}`)
    }
    const recorded = [...holders.values()].filter((holder) => holder.kind === 'instance').length
    if (recorded !== mine.length) problems.push(`${subnet.id} has ${recorded} allocations for ${mine.length}`)
  }
  return problems
}
