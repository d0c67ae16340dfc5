import { type Address, formatAddress } from './address'
import type { PooledVm, VmNic } from './pooled-vm'
import type { RollingItem } from './rolling-recycle'
import { isBusy, type StatefulInstance } from './stateful-instance'
import type { World } from './world'

/** What the cloud told a moment ago. Every machine that it was asked for is in it, null where it knew of none. */
export type Seen = {
  readonly machines: ReadonlyMap<string, { readonly state: string } | null>
  readonly interfaces: ReadonlyMap<
    string,
    { readonly machineId: string | null; readonly addresses: readonly Address[] }
  >
}

/**
 * How the machine that an item names stands by now, whoever brought it about.
 *
 *   untouched   runs on the machine that it had       up         runs on another one; `lacking`: what is not in place
 *   under-way   has no other machine yet              left-out   there is nothing to replace any more
 *   failed      has no machine, and will get none by itself
 */
export type Standing =
  | { readonly at: 'untouched'; readonly reason: string | null }
  | { readonly at: 'under-way'; readonly newInstanceId: string | null; readonly reason: string | null }
  | {
      readonly at: 'up'
      readonly newInstanceId: string
      readonly machineId: string
      /** False where the cloud was not asked for it, or did not answer; then `lacking` tells what our record knows. */
      readonly told: boolean
      readonly lacking: string | null
    }
  | { readonly at: 'left-out'; readonly reason: string }
  | { readonly at: 'failed'; readonly reason: string }

export const standingOf = (item: RollingItem, world: World, seen: Seen | null): Standing =>
  world.group.config.persistence.kind === 'stateful'
    ? instanceStanding(item, world, seen)
    : vmStanding(item, world, seen)

function instanceStanding(item: RollingItem, { instances }: World, seen: Seen | null): Standing {
  const instance = instances.find(({ id }) => id === item.instanceId)
  if (!instance || instance.state === 'deallocating' || instance.state === 'deallocated')
    return { at: 'left-out', reason: 'It was deallocated meanwhile.' }
  const { state, machineId, desired, reason } = instance
  const newInstanceId = instance.id
  if (state === 'error') return { at: 'failed', reason: reason ?? 'It is in error.' }
  if (state === 'active' && machineId === item.machineId) return { at: 'untouched', reason }
  if (state === 'active' && machineId !== null)
    return {
      ...{ at: 'up', newInstanceId, machineId, told: isTold(machineId, seen) },
      lacking: lackingOfInstance(instance, machineId, seen),
    }
  // A floating one is paused for a moment between two machines, and wanted running all the while.
  if (state === 'paused' && desired === 'paused')
    return reason === null
      ? { at: 'left-out', reason: 'It was paused meanwhile.' }
      : { at: 'failed', reason: `It is paused: ${reason}` }
  const by = state === 'replacing' ? 'Its machine was interrupted.' : null
  return {
    ...{ at: 'under-way', newInstanceId },
    reason: isBusy(instance) ? (instance.drift ?? by) : 'It waits for its machine.',
  }
}

function vmStanding(item: RollingItem, { vms }: World, seen: Seen | null): Standing {
  const old = vms.find(({ id }) => id === item.instanceId)
  const next = successorOf(item, vms)
  if (!next) {
    if (!old) return { at: 'left-out', reason: 'It left meanwhile, and nothing took its place.' }
    if (old.wanted && old.state === 'active') return { at: 'untouched', reason: old.reason }
    return { at: 'under-way', newInstanceId: null, reason: 'It is leaving.' }
  }
  const newInstanceId = next.id
  if (old && old.failedReleases > 0)
    return { at: 'failed', reason: `It cannot be removed: ${old.reason ?? 'it is tried again.'}` }
  if (next.state === 'active' && next.machineId !== null && old)
    return { at: 'under-way', newInstanceId, reason: 'The VM before it is leaving.' }
  if (next.state === 'active' && next.machineId !== null) {
    const { machineId } = next
    const lacking = lackingOfVm(next, machineId, seen)
    return { at: 'up', newInstanceId, machineId, told: isTold(machineId, seen), lacking }
  }
  const reason = next.state === 'failed' ? (next.reason ?? 'Its successor could not be launched.') : null
  return { at: 'under-way', newInstanceId, reason }
}

/** The newest VM that took the place of this one, or of the one that did; the one in between may be gone already. */
function successorOf(item: RollingItem, vms: readonly PooledVm[]): PooledVm | undefined {
  const after = (id: string | null) => (id === null ? undefined : vms.findLast((vm) => vm.replacesId === id))
  let found =
    after(item.newInstanceId) ?? vms.find(({ id }) => id === item.newInstanceId) ?? after(item.instanceId)
  for (let next = found && after(found.id); next; next = after(next.id)) found = next
  return found
}

const isTold = (machineId: string, seen: Seen | null): boolean => seen?.machines.has(machineId) ?? false

/** Whether all is in place for this instance: its machine runs, on its own interface and address, with its public IP. */
function lackingOfInstance(instance: StatefulInstance, machineId: string, seen: Seen | null): string | null {
  if (instance.drift !== null) return instance.drift
  if (seen === null || !isTold(machineId, seen)) return null
  const { interfaceId, address } = instance
  return lackingOfMachine(machineId, seen) ?? lackingOfInterface(interfaceId, address, machineId, seen)
}

function lackingOfVm(vm: PooledVm, machineId: string, seen: Seen | null): string | null {
  if (vm.drift !== null) return vm.drift
  if (seen === null || !isTold(machineId, seen)) return null
  const lacking = lackingOfMachine(machineId, seen)
  if (lacking) return lacking
  for (const nic of vm.nics) {
    const there = lackingOfNic(nic, machineId, seen)
    if (there) return there
  }
  return null
}

function lackingOfNic(nic: VmNic, machineId: string, seen: Seen): string | null {
  if (nic.public.kind === 'undecided' || (nic.public.kind === 'dynamic' && nic.public.publicIpId === null))
    return `The public IP of ${nic.name} is not there yet.`
  return lackingOfInterface(nic.interfaceId, nic.private.address, machineId, seen)
}

function lackingOfMachine(machineId: string, { machines }: Seen): string | null {
  const machine = machines.get(machineId)
  if (!machine) return 'The cloud does not tell of its machine.'
  return machine.state === 'running' ? null : `Its machine is ${machine.state.replaceAll('-', ' ')}.`
}

function lackingOfInterface(
  interfaceId: string | null,
  address: Address | null,
  machineId: string,
  { interfaces }: Seen,
): string | null {
  if (interfaceId === null || address === null) return 'It has no interface with an address yet.'
  const seen = interfaces.get(interfaceId)
  if (!seen) return 'The cloud does not tell of its interface.'
  if (seen.machineId !== machineId) return 'Its interface is not attached to its machine.'
  const text = formatAddress(address)
  return seen.addresses.some((one) => formatAddress(one) === text)
    ? null
    : `Its interface does not have ${text}.`
}
