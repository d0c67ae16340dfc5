import { formatAddress, sameAddress } from './address'
import type { CloudLook } from './cloud-look'
import type { Drift, DriftFacts, DriftKind, RepairKind } from './drift'
import type { Held } from './drift-held'
import type { ObservedInterface } from './inventory'
import { interfaceRepairs, publicIpRepairs } from './repair-options'

/*
 * What of one interface of ours the cloud has otherwise. From the machine outwards, so that what follows from something
 * that is told is not told again:
 *
 *   machine ──▶ interface: who has the address? is it there? on which machine? ──▶ public IP
 */
export function findDrift(held: Held, look: CloudLook): Drift[] {
  const machine = machineDrift(held, look)
  const at = interfaceDrift(held, look, machine?.kind === 'machine-gone')
  const lost = at.some(({ kind }) => kind === 'interface-deleted' || kind === 'address-taken')
  const publicIp = publicIpDrift(held, look, lost)
  return [...(machine && held.first ? [machine] : []), ...at, ...(publicIp ? [publicIp] : [])]
}

function machineDrift(held: Held, look: CloudLook): Drift | null {
  const { machineId } = held
  if (!held.running || !machineId || !look.knowsMachines()) return null
  const seen = look.machine(machineId)
  // Of the machine, whatever interface it was asked with.
  const of = { ...held, nic: null, interfaceId: null, publicIpId: null, subnetId: null, address: null }
  if (!seen?.alive)
    return tell(of, 'machine-gone', { machine: machineId }, { machine: null }, [
      'relaunch',
      ...(held.kind === 'instance' ? (['roll-back'] as const) : []),
    ])
  if (seen.instanceId === held.instanceId) return null
  const was = { machine: machineId, tag: held.instanceId }
  return tell(of, 'machine-foreign', was, { machine: machineId, tag: seen.instanceId }, [
    ...(held.kind === 'instance' ? (['recycle', 'roll-back'] as const) : (['replace-vm'] as const)),
  ])
}

function interfaceDrift(held: Held, look: CloudLook, machineGone: boolean): Drift[] {
  const seen = held.interfaceId ? look.interface(held.interfaceId) : null
  const recorded = recordedOf(held)
  const taker = strangerOn(held, look)
  const found: Drift[] = []
  const say = (kind: DriftKind, facts: DriftFacts, repairs: readonly RepairKind[]) =>
    found.push(tell(held, kind, recorded, facts, repairs))
  if (taker)
    say(
      'address-taken',
      { interface: taker.id, ...holderFacts(taker) },
      interfaceRepairs('address-taken', held),
    )
  if (!seen) {
    const isLost = held.interfaceId !== null && look.lacksInterface(held.interfaceId, held.networkId)
    if (isLost && !taker)
      say('interface-deleted', { interface: null }, interfaceRepairs('interface-deleted', held))
    return found
  }
  const isOurs = seen.machineId !== null && look.machine(seen.machineId)?.instanceId === held.instanceId
  const is = attachment(seen, held, machineGone)
  if (is !== 'as-recorded')
    say(is, { ...recorded, attachedTo: attachedTo(seen) }, interfaceRepairs(is, held, isOurs))
  const { address } = held
  if (!taker && address && !seen.addresses.some((one) => sameAddress(one, address)))
    say(
      'interface-readdressed',
      { ...recorded, privateIp: seen.addresses.map(formatAddress).join(', ') || null },
      interfaceRepairs('interface-readdressed', held),
    )
  return found
}

/** Who has the recorded address, if it is neither the recorded interface nor one that bears the instance's own tag. */
function strangerOn({ subnetId, address, interfaceId, instanceId }: Held, look: CloudLook) {
  const holder = subnetId && address ? look.holderOf(subnetId, address) : null
  return holder && holder.id !== interfaceId && holder.instanceId !== instanceId ? holder : null
}

function attachment(
  seen: ObservedInterface,
  { running, machineId }: Held,
  machineGone: boolean,
): 'as-recorded' | 'interface-detached' | 'interface-moved' {
  const expected = running ? machineId : null
  if (seen.machineId !== null) return seen.machineId === expected ? 'as-recorded' : 'interface-moved'
  if (seen.status === 'available')
    return expected === null || machineGone ? 'as-recorded' : 'interface-detached'
  // On something that is no machine. A cloud lists one that is on its way to or from a machine so, too, with its id.
  return machineGone ? 'as-recorded' : 'interface-moved'
}

const attachedTo = ({ status, machineId }: ObservedInterface): string | null =>
  machineId ?? (status === 'in-use' ? 'something that is no machine' : null)

function publicIpDrift(held: Held, look: CloudLook, interfaceLost: boolean): Drift | null {
  const { publicIpId, region, running, interfaceId, address, machineId } = held
  if (!publicIpId) return null
  const seen = look.publicIp(publicIpId)
  const recorded = { publicIp: publicIpId, associatedWith: running ? interfaceId : null }
  const say = (
    kind: 'public-ip-released' | 'public-ip-moved' | 'public-ip-disassociated',
    found: DriftFacts,
  ) => tell(held, kind, recorded, found, publicIpRepairs(kind, held))
  if (!seen) {
    if (!look.lacksPublicIp(publicIpId, region)) return null
    return say('public-ip-released', { publicIp: null, associatedWith: null })
  }
  if (!seen.association)
    return running && interfaceId && !interfaceLost
      ? say('public-ip-disassociated', { publicIp: publicIpId, associatedWith: null })
      : null
  const { association } = seen
  const isHere = association.interfaceId
    ? association.interfaceId === interfaceId
    : association.machineId
      ? association.machineId === machineId
      : address !== null && association.privateAddress === formatAddress(address)
  if (isHere) return null
  const associatedWith = association.interfaceId ?? association.machineId ?? association.privateAddress
  const holder = association.interfaceId ? look.interface(association.interfaceId) : null
  return say('public-ip-moved', { publicIp: publicIpId, associatedWith, heldBy: holder?.description ?? null })
}

const recordedOf = ({ interfaceId, address, running, machineId }: Held): DriftFacts => ({
  interface: interfaceId,
  privateIp: address && formatAddress(address),
  attachedTo: running ? machineId : null,
})

const holderFacts = (holder: ObservedInterface): DriftFacts => ({
  attachedTo: attachedTo(holder),
  heldBy: holder.description || null,
})

type Of = Pick<
  Held,
  | 'cloud'
  | 'groupId'
  | 'instanceId'
  | 'nic'
  | 'subnetId'
  | 'address'
  | 'interfaceId'
  | 'machineId'
  | 'publicIpId'
>

function tell(
  of: Of,
  kind: DriftKind,
  recorded: DriftFacts,
  found: DriftFacts,
  repairs: readonly RepairKind[],
): Drift {
  const aboutPublicIp = kind.startsWith('public-ip')
  return {
    ...{ kind, cloud: of.cloud, groupId: of.groupId, instanceId: of.instanceId, nic: of.nic },
    subnetId: of.subnetId,
    address: of.address && formatAddress(of.address),
    interfaceId: of.interfaceId,
    machineId: of.machineId,
    publicIpId: aboutPublicIp ? of.publicIpId : null,
    ...{ recorded, found, repairs },
  }
}
