import { formatAddress, sameAddress } from './address'
import { cloudOfId } from './cloud-rules'
import type { Drift } from './drift'
import { isJudged } from './drift-held'
import type { Ours } from './drift-ours'
import type { ObservedInterface } from './inventory'
import type { PublicIp } from './subnet'

/*
 * What bears our name and is on no record (B6). Work under way makes and removes such things all the time: they are told
 * only of instances that are settled, or that there are none of any more.
 */

/** One interface; null where it is on record, is nobody's of ours, or may be in the making. */
export function unknownInterface(one: ObservedInterface, ours: Ours, lookBegan: string): Drift | null {
  if (one.instanceId === null || ours.hasInterface(one.id)) return null
  const member = ours.member(one.instanceId)
  if (member && !isJudged(member, lookBegan)) return null
  const address = one.addresses[0]
  const adoptable =
    member &&
    !('nics' in member) &&
    member.state === 'paused' &&
    member.interfaceId === null &&
    member.subnetId === one.subnetId &&
    member.address !== null &&
    one.status === 'available' &&
    address !== undefined &&
    sameAddress(member.address, address)
  return {
    kind: 'unknown-interface',
    cloud: cloudOfId(one.id),
    // Its group, where there still is one: the drift of what is nobody's belongs to no group.
    ...{ groupId: member?.groupId ?? null, instanceId: member?.id ?? null, nic: null },
    subnetId: one.subnetId,
    address: address ? formatAddress(address) : null,
    ...{ interfaceId: one.id, machineId: null, publicIpId: null },
    recorded: { interface: null, tag: null },
    found: {
      interface: one.id,
      tag: one.instanceId,
      privateIp: one.addresses.map(formatAddress).join(', ') || null,
      attachedTo: one.machineId,
    },
    repairs: adoptable ? ['adopt-interface'] : [],
  }
}

/** Named after a VM that is not on record: one that was made for it, and whose removal was lost. */
export function unknownPublicIp(one: PublicIp, ours: Ours, pooled: ReadonlySet<string>): Drift | null {
  const vmId = MADE_FOR.exec(one.name)?.[1]
  if (!vmId || ours.holdsPublicIp(one.id) || pooled.has(one.id) || ours.member(vmId)) return null
  return {
    kind: 'unknown-public-ip',
    cloud: one.cloud,
    ...{ groupId: null, instanceId: null, nic: null, subnetId: null, address: null },
    ...{ interfaceId: null, machineId: null, publicIpId: one.id },
    recorded: { publicIp: null },
    found: {
      publicIp: one.address,
      tag: vmId,
      associatedWith: one.association?.interfaceId ?? one.association?.machineId ?? null,
    },
    repairs: [],
  }
}

/** The name that a dynamic public IP is given: "vmi-0123456789ab-eth0-ip". */
const MADE_FOR = /^(vmi-[0-9a-f]{12})-.+-ip$/
