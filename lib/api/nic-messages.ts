import type { CloudWords } from '@/lib/domain/cloud-rules'
import type { NicFault, NicProblem } from '@/lib/domain/nic-problem'
import { memberSentence, publicIpSentence } from './messages'

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
      return `${problem.name} is a subnet of ${lastPart(problem.network)}, not of this ${words.virtualNetwork}. Choose another.`
    case 'unknown-interface-security-group':
      return `${lastPart(problem.securityGroupId)} is not a security group of this account. Import the inventory again, or choose another.`
    case 'security-group-other-region':
      return `${problem.name} is in ${problem.region}; the group is in ${problem.wanted}. Choose one of its region.`
    case 'security-group-other-network':
      return `${problem.name} belongs to interfaces of ${lastPart(problem.network)}: all of one application security group are in one ${words.virtualNetwork}. Choose another.`
    case 'security-group-other-kind':
      return problem.wanted === 'application'
        ? `${problem.name} is a network security group. Choose an application security group here.`
        : `${problem.name} is an application security group. Choose a network security group here.`
    case 'too-many-security-groups':
      return `An interface is in ${problem.allowed} application security groups at most; ${problem.count} are chosen. Remove ${problem.count - problem.allowed}.`
    case 'sku-retired':
      return `${problem.why} New ones are refused, so ${problem.missing === 1 ? '1 VM would be' : `${problem.missing} VMs would be`} without one at maximum capacity. Choose Standard, or add ${problem.missing} existing ${problem.sku} ones to the pool.`
    case 'unknown-load-balancer':
      return `${lastPart(problem.loadBalancerId)} is not a load balancer of this account. Remove it, or import the inventory again.`
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

/** A resource is known by the last part of its path. */
export const lastPart = (id: string): string => id.slice(id.lastIndexOf('/') + 1)
