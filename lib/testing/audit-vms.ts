import type { Cloud, CloudAnswer, ObservedMachine, Page } from '@/lib/allocation/ports/cloud'
import type { Store } from '@/lib/allocation/ports/store'
import { describeEverything } from '@/lib/allocation/take-inventory'
import { formatAddress } from '@/lib/domain/address'
import type { Inventory } from '@/lib/domain/inventory'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import { recordProblems } from './audit-record'

/*
 * Compares what Holdfast records of VMs with what their cloud has, when no work is under way. Written apart from the
 * code that it checks: it reads rows, the cloud's lists and nothing else.
 */

type Audited = { readonly store: Store; readonly azure: Cloud; readonly file: string }

/** What is wrong; nothing, one hopes. Faults must be off, and what the cloud did behind our back observed before. */
export async function auditVms(
  { store, azure, file }: Audited,
  groupIds: readonly string[],
): Promise<string[]> {
  const taken = await describeEverything(azure)
  if (!taken.ok) throw new Error(`the cloud cannot be asked: ${taken.refusal.code}`)
  const machines = await allMachines(azure)
  const vms: PooledVm[] = []
  const problems: string[] = []
  for (const groupId of groupIds) {
    const snapshot = await store.groupSnapshot(groupId)
    if (!snapshot) continue
    vms.push(...snapshot.vms)
    const { capacity } = snapshot.group.config
    const wanted = snapshot.vms.filter((vm) => vm.wanted && vm.state !== 'leaving')
    if (snapshot.group.state === 'live' && wanted.length !== capacity.target)
      problems.push(`${groupId} wants ${wanted.length} VMs, target is ${capacity.target}`)
  }
  return [
    ...problems,
    ...twoOwners(vms),
    ...vms.flatMap((vm) => vmProblems(vm, taken.value.inventory, machines)),
    ...strangers(vms, taken.value.inventory, machines),
    ...(await holdProblems(store, vms)),
    ...recordProblems(file),
  ]
}

async function allMachines(cloud: Cloud): Promise<readonly ObservedMachine[]> {
  const machines: ObservedMachine[] = []
  for (let token: string | null = null; ; ) {
    const page: Awaited<CloudAnswer<Page<ObservedMachine>>> = await cloud.describeMachines({
      pageToken: token,
    })
    if (!page.ok) throw new Error(`the cloud cannot be asked: ${page.refusal.code}`)
    machines.push(...page.value.items)
    token = page.value.nextToken
    if (token === null) return machines
  }
}

/** B1. */
function twoOwners(vms: readonly PooledVm[]): string[] {
  const owners = new Map<string, string>()
  const problems: string[] = []
  const own = (thing: string | null, vm: string) => {
    if (!thing) return
    const other = owners.get(thing)
    if (other) problems.push(`${thing} belongs to ${other} and to ${vm}`)
    owners.set(thing, vm)
  }
  for (const vm of vms) {
    own(vm.machineId, vm.id)
    for (const nic of vm.nics) {
      own(nic.interfaceId, vm.id)
      own(nic.private.address && `${nic.subnetId} ${formatAddress(nic.private.address)}`, vm.id)
      if (nic.public.kind === 'pool' || nic.public.kind === 'dynamic') own(nic.public.publicIpId, vm.id)
    }
  }
  return problems
}

/** What a VM records exists, on the recorded addresses, in the recorded zone. */
function vmProblems(vm: PooledVm, cloud: Inventory, machines: readonly ObservedMachine[]): string[] {
  if (vm.state === 'launching' || vm.state === 'placed' || vm.state === 'leaving')
    return [`${vm.id} is ${vm.state}, and nobody works on it`]
  if (vm.state !== 'active')
    return vm.nics.some((nic) => nic.interfaceId)
      ? [`${vm.id} is ${vm.state} and still has an interface`]
      : []
  const machine = machines.find((one) => one.id === vm.machineId)
  const problems: string[] = []
  if (machine?.state !== 'running') problems.push(`${vm.id} is active on a machine that is ${machine?.state}`)
  if (machine && machine.zone !== vm.zone)
    problems.push(`${vm.id} runs in ${machine.zone}, not in ${vm.zone}`)
  for (const nic of vm.nics) {
    const found = cloud.interfaces.find((one) => one.id === nic.interfaceId)
    const address = nic.private.address && formatAddress(nic.private.address)
    if (!found?.addresses.some((one) => formatAddress(one) === address))
      problems.push(`${vm.id} ${nic.name} records ${nic.interfaceId} on ${address}, which is not so`)
    if (found && found.machineId !== vm.machineId)
      problems.push(`${nic.interfaceId} is on ${found.machineId}, not on ${vm.machineId}`)
    if (nic.public.kind === 'undecided') problems.push(`${vm.id} ${nic.name} never chose its public IP`)
    if (nic.public.kind !== 'pool' && nic.public.kind !== 'dynamic') continue
    const { publicIpId } = nic.public
    const target = cloud.publicIps.find((one) => one.id === publicIpId)?.association?.interfaceId
    const theirs = cloud.interfaces.some((one) => one.id === target && one.instanceId === null)
    if (target !== nic.interfaceId && !theirs)
      problems.push(`${publicIpId} of ${vm.id} points at ${target}, not at ${nic.interfaceId}`)
  }
  return problems
}

/** B6: nothing with our name that nobody records. */
function strangers(
  vms: readonly PooledVm[],
  cloud: Inventory,
  machines: readonly ObservedMachine[],
): string[] {
  const nics = new Set(vms.flatMap((vm) => vm.nics.flatMap((nic) => nic.interfaceId ?? [])))
  const known = new Set(vms.flatMap((vm) => vm.machineId ?? []))
  const publicIps = new Set(
    vms.flatMap((vm) =>
      vm.nics.flatMap((nic) => (nic.public.kind === 'dynamic' ? (nic.public.publicIpId ?? []) : [])),
    ),
  )
  return [
    ...cloud.interfaces
      .filter((one) => one.instanceId !== null && !nics.has(one.id))
      .map((one) => `${one.id} of ${one.instanceId} is known to nobody`),
    ...machines
      .filter((one) => one.instanceId?.startsWith('vmi-') && one.state !== 'terminated' && !known.has(one.id))
      .map((one) => `${one.id} of ${one.instanceId} runs unknown`),
    ...cloud.publicIps
      .filter((one) => one.name.startsWith('vmi-') && !publicIps.has(one.id))
      .map((one) => `${one.id} is known to nobody`),
  ]
}

/** Every address that a VM records is held by it in the store. */
async function holdProblems(store: Store, vms: readonly PooledVm[]): Promise<string[]> {
  const problems: string[] = []
  for (const vm of vms)
    for (const nic of vm.nics) {
      if (!nic.private.address) continue
      const holders = await store.holdersOf(nic.subnetId, [nic.private.address])
      const holder = holders.get(formatAddress(nic.private.address))
      if (holder?.kind !== 'instance' || holder.instanceId !== vm.id)
        problems.push(
          `${formatAddress(nic.private.address)} of ${vm.id} is held by ${JSON.stringify(holder)}`,
        )
    }
  return problems
}
