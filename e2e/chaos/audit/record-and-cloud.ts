import type { MemberRecord, NicRecord, Record } from './record'
import { isLive } from './record-alone'
import type { CloudInterface, Truth } from './truth'

/*
 * What must be true of the record and the clouds together, once no work is left:
 *
 *   no work is left, nobody is half-way, and as many run as the group wants
 *   every interface on record is there, on its address; every one of ours that is there is on record       (B6)
 *   every machine of ours belongs to one who runs, and runs on that one's interface                       (A1)
 *   a public IP points at its holder's interface; one that was made for somebody has a holder              (A8, Z7)
 */

export function settledProblems(record: Record, truth: Truth): string[] {
  return [
    ...unfinished(record),
    ...offTarget(record),
    ...wrongInterfaces(record, truth),
    ...unlistedInterfaces(record, truth),
    ...wrongMachines(record, truth),
    ...wrongPublicIps(record, truth),
  ]
}

const RESTING = new Set(['active', 'paused', 'deallocated', 'gone'])
const RUNNING = 'active'

function unfinished(record: Record): string[] {
  const groups = new Map(record.groups.map((group) => [group.id, group.state]))
  return [
    ...record.operations
      .filter((one) => one.state === 'running')
      .map((one) => `${one.id} (${one.kind} of ${one.memberId}) still runs, at ${one.step}`),
    ...record.members
      .filter((member) => !RESTING.has(member.state))
      .map(({ id, state, reason }) => `${id} is ${state}${reason ? `: ${reason}` : ''}`),
    ...record.members
      .filter((member) => isLive(member) && groups.get(member.groupId) === 'deleted')
      .map((member) => `${member.id} is ${member.state}, and its group is deleted`),
    ...record.groups
      .filter((group) => group.state !== 'live' && group.state !== 'deleted')
      .map((group) => `${group.name} is ${group.state}`),
  ]
}

/** Pooled groups run as many as target says; stateful ones what is wanted, and at most target. */
function offTarget(record: Record): string[] {
  return record.groups
    .filter((group) => group.state === 'live')
    .flatMap(({ id, name, target }) => {
      const members = record.members.filter((member) => member.groupId === id && isLive(member))
      const running = members.filter((member) => member.state === RUNNING)
      const isPooled = members.some((member) => member.kind === 'vm')
      const idle = members.filter((member) => member.wanted !== (member.state === RUNNING))
      return [
        ...idle.map(
          (member) => `${member.id} is ${member.state}, wanted ${member.wanted ? 'running' : 'not'}`,
        ),
        ...(running.length > target || (isPooled && running.length < target)
          ? [`${name} runs ${running.length}, target is ${target}`]
          : []),
      ]
    })
}

type Owned = { readonly member: MemberRecord; readonly nic: NicRecord }

const ownedBy = (record: Record): Owned[] =>
  record.members.filter(isLive).flatMap((member) => member.nics.map((nic) => ({ member, nic })))

function wrongInterfaces(record: Record, truth: Truth): string[] {
  const there = new Map(truth.interfaces.map((one) => [one.id, one]))
  return ownedBy(record).flatMap(({ member, nic }) => {
    if (member.state === RUNNING && !(nic.interfaceId && nic.address))
      return [`${member.id} runs without an interface or an address`]
    if (nic.interfaceId === null) return []
    const found = there.get(nic.interfaceId)
    return found ? wrongInterface(member, nic, found) : [`${nic.interfaceId} of ${member.id} does not exist`]
  })
}

function wrongInterface(member: MemberRecord, nic: NicRecord, found: CloudInterface): string[] {
  const at = `${found.addresses[0]} in ${found.subnetId}`
  const recorded = `${nic.address} in ${nic.subnetId}`
  return [
    ...(at === recorded ? [] : [`${found.id} of ${member.id} is at ${at}, on record ${recorded}`]),
    ...(found.tag === member.id ? [] : [`${found.id} of ${member.id} is tagged ${found.tag}`]),
    ...(found.machineId === member.machineId
      ? []
      : [`${found.id} of ${member.id} is on ${found.machineId}, on record ${member.machineId}`]),
  ]
}

/** B6: in use, held for a paused instance, or kept on the operator's wish; the chaos asks for nothing else. */
function unlistedInterfaces(record: Record, truth: Truth): string[] {
  const listed = new Set([
    ...ownedBy(record).flatMap(({ nic }) => nic.interfaceId ?? []),
    ...record.holds
      .filter((hold) => !hold.released && hold.ownerKind === 'kept')
      .map((hold) => hold.interfaceId),
  ])
  return truth.interfaces
    .filter((one) => one.tag !== null && !listed.has(one.id))
    .map((one) => `${one.id} of ${one.tag} is in the cloud, and nobody lists it`)
}

function wrongMachines(record: Record, truth: Truth): string[] {
  const there = new Map(truth.machines.map((one) => [one.id, one]))
  const live = record.members.filter(isLive)
  const known = new Set(live.flatMap((member) => member.machineId ?? []))
  return [
    ...truth.machines
      .filter((one) => one.tag !== null && !known.has(one.id))
      .map((one) => `${one.id} of ${one.tag} runs, and nobody lists it`),
    ...live.flatMap((member) => {
      const machine = member.machineId === null ? undefined : there.get(member.machineId)
      if (member.state !== RUNNING)
        return member.machineId === null ? [] : [`${member.id} is ${member.state} with ${member.machineId}`]
      if (!machine?.isRunning) return [`${member.id} is active, and ${member.machineId} does not run`]
      return machine.interfaceId === member.nics[0]?.interfaceId
        ? []
        : [`${machine.id} runs on ${machine.interfaceId}, not on that of ${member.id}`]
    }),
  ]
}

function wrongPublicIps(record: Record, truth: Truth): string[] {
  const there = new Map(truth.publicIps.map((one) => [one.id, one]))
  const owned = ownedBy(record)
  const holders = new Map(
    owned.flatMap((one) => (one.nic.publicIpId ? [[one.nic.publicIpId, one] as const] : [])),
  )
  const ours = new Set(truth.interfaces.flatMap((one) => (one.tag === null ? [] : one.id)))
  return [
    ...owned.flatMap(({ member, nic }) => {
      if (nic.publicIpId === null || member.state !== RUNNING) return []
      const points = there.get(nic.publicIpId)?.interfaceId ?? null
      return points === nic.interfaceId
        ? []
        : [`${nic.publicIpId} of ${member.id} points at ${points}, not at ${nic.interfaceId}`]
    }),
    ...truth.publicIps.flatMap(({ id, interfaceId, tag }) => {
      const holder = holders.get(id)
      if (tag !== null && !holder) return [`${id} was made for ${tag}, and nobody lists it`]
      const isAstray =
        interfaceId !== null && ours.has(interfaceId) && holder?.nic.interfaceId !== interfaceId
      return isAstray ? [`${id} points at ${interfaceId}, whose owner does not hold it`] : []
    }),
  ]
}
