import type { Cloud } from '@/lib/domain/cloud-rules'
import { type CloudWords, cloudRules } from '@/lib/domain/cloud-rules'
import { atStart, wordsOf } from '@/lib/domain/cloud-words'
import type { DriftFact, DriftKind, RepairKind } from '@/lib/domain/drift'

/** What a kind of drift is called, in the words of every cloud. */
export const DRIFT_TITLES: Record<DriftKind, string> = {
  'interface-deleted': 'Interface deleted',
  'interface-detached': 'Interface detached',
  'interface-moved': 'Interface on another machine',
  'interface-readdressed': 'Interface on another address',
  'address-taken': 'Address taken',
  'public-ip-moved': 'Public IP taken',
  'public-ip-disassociated': 'Public IP disassociated',
  'public-ip-released': 'Public IP released',
  'machine-gone': 'Machine gone',
  'machine-foreign': 'Machine of somebody else',
  'unknown-interface': 'Unknown interface',
  'unknown-public-ip': 'Unknown public IP',
  'member-reserved': 'Pool member reserved',
  'member-outside': 'Pool member in no subnet',
  'member-taken': 'Pool member taken',
  'public-member-gone': 'Public IP of a pool released',
  'subnet-gone': 'Subnet gone',
  'network-gone': 'Virtual network gone',
}

/** The button that leads to the plan of a repair. */
export function repairLabel(repair: RepairKind, { machine, publicIp }: CloudWords): string {
  switch (repair) {
    case 'recreate-interface':
      return 'Make the interface again'
    case 'recycle':
      return `Replace the ${machine}`
    case 'relaunch':
      return `Launch another ${machine}`
    case 'roll-back':
      return 'Roll back to paused'
    case 'accept-machine':
      return `Accept the ${machine}`
    case 'adopt-interface':
      return 'Adopt the interface'
    case 'associate-public-ip':
      return `Associate the ${publicIp} again`
    case 'take-next-public-ip':
      return `Take the next ${publicIp}`
    case 'forget-public-ip':
      return `Forget the ${publicIp}`
    case 'replace-instance':
      return 'Replace the instance'
    case 'let-go':
      return 'Let it go'
    case 'replace-vm':
      return `Replace the ${machine}`
    case 'remove-member':
      return 'Remove the pool member'
    case 'remove-public-member':
      return `Remove the ${publicIp} from the pool`
    case 'remove-subnet':
      return 'Remove the subnet'
  }
}

export function factName(fact: DriftFact, words: CloudWords): string {
  switch (fact) {
    case 'interface':
      return atStart(words.interface)
    case 'privateIp':
      return 'Private IP'
    case 'attachedTo':
      return 'Attached to'
    case 'machine':
      return atStart(words.machine)
    case 'tag':
      return 'Tag of'
    case 'publicIp':
      return atStart(words.publicIp)
    case 'associatedWith':
      return 'Associated with'
    case 'heldBy':
      return 'Held by'
    case 'subnet':
      return atStart(words.subnet)
    case 'virtualNetwork':
      return atStart(words.virtualNetwork)
    case 'members':
      return 'Pool member'
  }
}

/** A pool of which VMs borrow may have members that others hold: whoever is next passes over them (Z5). */
export const mayStay = (kind: DriftKind, cloud: Cloud): boolean =>
  kind === 'member-taken' && cloudRules[cloud].persistence === 'pooled'

export const MAY_STAY =
  'Pools may be shared on purpose: a new VM passes over members that others hold. Leave it then, and it closes by itself when the address is free.'

/** What to do where no repair of Holdfast's helps. */
export function driftAdvice(kind: DriftKind, cloud: Cloud): string {
  const { label } = cloudRules[cloud]
  const { publicIp, subnet, virtualNetwork } = wordsOf(cloud)
  switch (kind) {
    case 'unknown-interface':
      return 'It blocks its address. Adopt it into a group, or delete it.'
    case 'unknown-public-ip':
      return `The ${publicIp} costs money and serves nobody: delete it if nobody needs it.`
    case 'subnet-gone':
      return `The group needs another ${subnet}: edit its configuration, or delete the group.`
    case 'network-gone':
      return `Without its ${virtualNetwork} the group can launch nothing: delete it, or make the ${virtualNetwork} again in ${label}.`
    default:
      return `Put it right in ${label}; this closes by itself at the next look.`
  }
}
