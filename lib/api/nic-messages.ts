import { formatAddress } from '@/lib/domain/address'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import type { NicFault, NicProblem } from '@/lib/domain/nic-problem'
import { plural } from '@/lib/domain/plural'
import type { Advice } from '@/lib/domain/pool-advice'
import type { PublicIpProblem } from '@/lib/domain/refusal'
import { idName } from '@/lib/domain/short-id'
import { holderText } from './holder-messages'
import { memberSentence, publicIpSentence } from './pool-messages'

/* The sentences of what can be wrong with the interfaces of a pooled group. */

/** "eth0: 10.0.1.7 is held by …" */
export const nicProblemSentence = ({ nic, problem }: NicProblem, words: CloudWords): string =>
  nic === null ? nicFaultSentence(problem, words) : `${nic}: ${nicFaultSentence(problem, words)}`

/** Without the interface's name, for where it stands beside it. */
export function nicFaultSentence(problem: NicFault, words: CloudWords): string {
  switch (problem.kind) {
    case 'outside-subnets':
      return `${problem.member} is outside the interface’s subnet (${problem.subnets.join(', ')}). Remove it, or choose its subnet.`
    case 'reserved':
    case 'listed-twice':
    case 'held':
    case 'other-pool':
    case 'unreadable':
    case 'wrong-family':
      return memberSentence(problem)
    case 'listed-in-other-interface':
      return `${problem.member} is in the pool of ${problem.other}, too. Remove it from one of them.`
    case 'no-interface':
      return `A VM needs at least one network interface. Add one.`
    case 'interface-name-repeated':
      return `Two interfaces are named ${problem.name}. Give one of them another name.`
    case 'no-primary':
      return 'No interface is primary. Choose the one that is.'
    case 'several-primaries':
      return `${problem.names.join(' and ')} are both primary. Exactly one may be.`
    case 'too-many-interfaces':
      return `${problem.machineType} takes ${problem.allowed} network interfaces; this group has ${problem.count}. Remove interfaces, or choose a larger size.`
    case 'unknown-interface-subnet':
      return problem.subnetId === ''
        ? 'Choose a subnet.'
        : `${problem.subnetId} is not a subnet of this account. Import the inventory again, or choose another.`
    case 'subnet-of-other-network':
      return `${problem.name} is a subnet of ${idName(problem.network)}, not of this ${words.virtualNetwork}. Choose another.`
    case 'unknown-interface-security-group':
      return `${idName(problem.securityGroupId)} is not a security group of this account. Import the inventory again, or choose another.`
    case 'security-group-other-region':
      return `${problem.name} is in ${problem.region}; the group is in ${problem.wanted}. Choose one of its region.`
    case 'security-group-other-network':
      return `${problem.name} belongs to interfaces of ${idName(problem.network)}: all of one application security group are in one ${words.virtualNetwork}. Choose another.`
    case 'security-group-other-kind':
      return problem.list === 'application'
        ? `${problem.name} is a network security group. Choose an application security group here.`
        : `${problem.name} is an application security group. Choose a network security group here.`
    case 'too-many-security-groups':
      return `An interface is in ${problem.allowed} application security groups at most; ${problem.count} are chosen. Remove ${problem.count - problem.allowed}.`
    case 'sku-retired':
      return `${problem.why} New ones are refused, so ${problem.missing === 1 ? '1 VM would be' : `${problem.missing} VMs would be`} without one at maximum capacity. Choose Standard, or add ${problem.missing} existing ${problem.sku} ones to the pool.`
    case 'unknown-load-balancer':
      return `${idName(problem.loadBalancerId)} is not a load balancer of this account. Remove it, or import the inventory again.`
    case 'load-balancer-other-region':
      return `${problem.name} is in ${problem.region}, not in the group’s region. Remove it.`
    case 'load-balancer-other-sku':
      return `${problem.name} is a ${skuWord(problem.sku)} load balancer; the public IPs of this group are ${skuWord(problem.wanted)}. Both must have one SKU: remove it, or change the SKU.`
    case 'unknown-zone':
      return `Zone ${problem.zone} does not exist. Choose from ${problem.zones.join(', ')}.`
    case 'pool-too-large':
      return `The private IP pools of a group have ${problem.most} members at most; these have ${problem.members}. Remove some.`
    default:
      return publicIpSentence(problem, words)
  }
}

export const skuWord = (sku: string): string => sku.charAt(0).toUpperCase() + sku.slice(1)

/** Z9: advice is never a refusal; it says what would make the pools last, and why. */
export function adviceSentence(advice: Advice): string {
  switch (advice.kind) {
    case 'twice-maximum':
      return `The ${advice.pool} IP pool has ${plural(advice.size, 'member')}; twice maximum capacity is ${advice.wanted.toLocaleString('en')}. A replacement starts before the old VM is gone: beyond the pool a VM takes a dynamic address.`
    case 'uneven-zones':
      return `The members are spread unevenly: ${advice.zones.map(({ zone, members: n }) => `zone ${zone} has ${n.toLocaleString('en')}`).join(', ')}. The market chooses the zone, never the pool, so spread them evenly.`
    case 'prefer-zone-redundant':
      return `${advice.zonal === 1 ? 'One member is' : `${advice.zonal.toLocaleString('en')} members are`} bound to a zone. Prefer zone-redundant ones: they fit a VM in every zone.`
    case 'pool-at-start':
      return `${plural(advice.members, 'member')} ${advice.members === 1 ? 'lies' : 'lie'} at the start of the subnet, where the cloud draws dynamic addresses from first. Choose from ${formatAddress(advice.from)} on.`
  }
}

/** Why a public IP cannot be chosen, without its address, for where that stands beside it (Z8). */
export function publicIpReason(problem: PublicIpProblem): string {
  switch (problem.kind) {
    case 'public-ip-dynamic':
      return 'Dynamic: its address changes when it is let go, and a pool has static ones only'
    case 'public-ip-other-sku':
      return `${skuWord(problem.sku)}; the group’s public IPs are ${skuWord(problem.wanted)}`
    case 'public-ip-outside-zones':
      return `In ${zoneWords(problem.zones)}; the group’s VMs are in ${zoneWords(problem.wanted)}`
    case 'public-ip-other-region':
      return `In ${problem.region}, not in the group’s region`
    case 'public-ip-other-pool':
      return `In the pool of ${problem.groupName}`
    case 'public-ip-held':
      return `Held by ${holderText(problem.holder)}`
    case 'public-ip-listed-twice':
      return 'Listed twice'
    case 'unknown-public-ip':
      return 'Not in the inventory any more'
  }
}

const zoneWords = (zones: readonly string[]): string =>
  zones.length === 0 ? 'no zone' : `${zones.length === 1 ? 'zone' : 'zones'} ${zones.join(', ')}`
