import { formatAddress } from './address'
import { type PooledVm, publicIpIdOf, type VmNic } from './pooled-vm'
import type { StatefulInstance } from './stateful-instance'

/**
 * What events tell of a member of a group, an instance or a VM: plain values, addresses as text. An event's `after`
 * says those that changed, beside what else it has to say; laid over each other in order, they are the row as it was
 * stored (`foldEvent`). What can be read elsewhere is left out: when it was created, why it has its address.
 */
export type Facts = Readonly<Record<string, unknown>>

const INSTANCE_FACTS = [
  'ordinal',
  'origin',
  'state',
  'desired',
  'retained',
  'reason',
  'drift',
  'subnetId',
  'address',
  'interfaceId',
  'publicIpId',
  'machineId',
] as const satisfies readonly (keyof StatefulInstance)[]

const VM_FACTS = [
  'ordinal',
  'state',
  'wanted',
  'replacesId',
  'zone',
  'machineId',
  'reason',
  'drift',
] as const satisfies readonly (keyof PooledVm)[]

const NAMES: ReadonlySet<string> = new Set([...INSTANCE_FACTS, ...VM_FACTS])

/** What interfaces of a VM have, by name, in the order of the VM. */
const NICS = 'nics'

export const isVmId = (id: string): boolean => id.startsWith('vmi-')

/** What is not said is nothing: null, false, no interfaces. */
export function factsOfInstance(instance: StatefulInstance): Facts {
  return said(INSTANCE_FACTS, { ...instance, address: instance.address && formatAddress(instance.address) })
}

export const factsOfVm = (vm: PooledVm): Facts => ({
  ...said(VM_FACTS, vm),
  [NICS]: Object.fromEntries(vm.nics.map((nic) => [nic.name, factsOfNic(nic)])),
})

const factsOfNic = (nic: VmNic): Facts => ({
  ...(nic.primary ? { primary: true } : {}),
  subnetId: nic.subnetId,
  ...(nic.interfaceId === null ? {} : { interfaceId: nic.interfaceId }),
  private: nic.private.kind,
  ...(nic.private.address === null ? {} : { address: formatAddress(nic.private.address) }),
  public: nic.public.kind,
  ...(publicIpIdOf(nic) === null ? {} : { publicIpId: publicIpIdOf(nic) }),
  ...(nic.private.kind === 'dynamic' && nic.private.fellBack ? { fellBack: true } : {}),
})

function said<T extends object>(names: readonly (keyof T & string)[], row: T): Facts {
  const facts: Record<string, unknown> = {}
  for (const name of names) if (!isNothing(row[name])) facts[name] = row[name]
  return facts
}

const isNothing = (value: unknown): boolean => value === null || value === undefined || value === false

/** What has to be said for `before` to become `after`; what is no longer so is said as null. */
export function differingFacts(before: Facts, after: Facts): Facts {
  const changed: Record<string, unknown> = {}
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[name], after[name]]
    if (isFacts(was) || isFacts(is)) {
      const inner = differingFacts(isFacts(was) ? was : {}, isFacts(is) ? is : {})
      if (Object.keys(inner).length > 0) changed[name] = inner
    } else if (was !== is) changed[name] = is ?? null
  }
  return changed
}

/** `told` laid over `facts`: only what is a fact of a member is taken. */
export function mergeFacts(facts: Facts, told: Facts): Facts {
  const merged: Record<string, unknown> = { ...facts }
  for (const [name, value] of Object.entries(told)) {
    if (NAMES.has(name)) lay(merged, name, value)
    else if (name === NICS && isFacts(value)) merged[NICS] = mergeNics(merged[NICS], value)
  }
  return merged
}

function mergeNics(known: unknown, told: Facts): Facts {
  const nics: Record<string, Facts> = isFacts(known) ? { ...(known as Record<string, Facts>) } : {}
  for (const [name, value] of Object.entries(told)) {
    const nic: Record<string, unknown> = { ...nics[name] }
    if (isFacts(value)) for (const [fact, now] of Object.entries(value)) lay(nic, fact, now)
    nics[name] = nic
  }
  return nics
}

function lay(facts: Record<string, unknown>, name: string, value: unknown): void {
  if (isNothing(value)) delete facts[name]
  else facts[name] = value
}

const isFacts = (value: unknown): value is Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
