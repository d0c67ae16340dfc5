import type { CloudWords } from '@/lib/domain/cloud-rules'
import { atStart, withArticle, wordsOf } from '@/lib/domain/cloud-words'
import { plural } from '@/lib/domain/plural'
import type { Refusal } from '@/lib/domain/refusal'
import { idName } from '@/lib/domain/short-id'
import { accountSentence } from './account-messages'
import { capSentence } from './cap-messages'
import { drillProblemSentence } from './drill-messages'
import { heldUnableSentence } from './held-messages'
import { wrongStateSentence } from './instance-messages'
import { readOnlySentence } from './maintenance-messages'
import { nicProblemSentence } from './nic-messages'
import { memberSentence, publicIpSentence } from './pool-messages'
import { rollingSentence } from './rolling-messages'
import { tokenSentence } from './token-messages'
import { undoObstacleSentence } from './undo-messages'
import { vmWrongStateSentence } from './vm-messages'

/* Every refusal's sentence. Each names the member, the rule or the holder, and the way out. */

/** One sentence for any refusal. Those with many problems name the first and count the rest. */
export function refusalSentence(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'not-for-pooled':
      return `The VMs of ${refusal.groupName} borrow their addresses and are never paused. Scale the group, or replace or remove a VM.`
    case 'invalid': {
      const [first, ...rest] = refusal.problems
      return first ? more(first.message, rest.length) : 'Something in this request cannot be read.'
    }
    case 'members': {
      const [first] = refusal.problems
      return first ? more(memberSentence(first), refusal.total - 1) : 'A pool member cannot be used.'
    }
    case 'nics': {
      const [first] = refusal.problems
      const words = wordsOf(refusal.cloud)
      return first
        ? more(nicProblemSentence(first, words), refusal.total - 1)
        : `${atStart(withArticle(words.interface))} cannot be used.`
    }
    case 'network-of-other-region':
      return `${refusal.name} is in ${refusal.region}; the group is in ${refusal.wanted}. Choose ${withArticle(wordsOf(refusal.cloud).virtualNetwork)} of its region.`
    case 'public-ips': {
      const [first, ...rest] = refusal.problems
      const words = wordsOf(refusal.cloud)
      return first
        ? more(publicIpSentence(first, words), rest.length)
        : `${atStart(withArticle(words.publicIp))} cannot be used.`
    }
    case 'name-taken':
      return `A group named ${refusal.name} exists already. Choose another name.`
    case 'no-persistence':
      return 'At least one persistence feature has to be selected.'
    case 'capacity-order':
      return `Capacity must rise from minimum to target to maximum; it is ${refusal.minimum}, ${refusal.target}, ${refusal.maximum}.`
    case 'overflow-refused':
      return `Target ${refusal.target} is larger than the pool (${plural(refusal.poolSize, 'address', 'addresses')}), and this group refuses more. Lower target, add pool members, or choose Random subnet addresses.`
    case 'subnets-full':
      return `The group’s subnets have too few free addresses: ${plural(refusal.needed, 'is', 'are')} needed, ${refusal.free.toLocaleString('en')} could be drawn (${refusal.cidrs.join(', ')}). Add a subnet, or lower target.`
    case 'unknown-group':
      return 'This group does not exist any more.'
    case 'group-deleting':
      return `${refusal.name} is being deleted. Nothing of it can be changed.`
    case 'unknown-instance':
      return `${refusal.instanceId} is not an instance of this group any more.`
    case 'unknown-subnet':
      return `${refusal.subnetId} is not a subnet of this account. Import the inventory again.`
    case 'unknown-virtual-network':
      return `${refusal.virtualNetworkId} is not ${withArticle(wordsOf(refusal.cloud).virtualNetwork)} of this region. Choose another, or import the inventory again.`
    case 'subnet-elsewhere':
      return `${refusal.subnetId} is not a subnet of ${refusal.virtualNetworkId}. Choose subnets of one ${wordsOf(refusal.cloud).virtualNetwork}.`
    case 'network-fixed':
      return `${plural(refusal.instances, 'instance')} of this group ${refusal.instances === 1 ? 'holds an address' : 'hold addresses'} in ${refusal.virtualNetworkId}, and an interface never leaves its subnet. Keep the ${wordsOf(refusal.cloud).virtualNetwork}, or create another group there.`
    case 'unknown-security-group':
      return notOfNetworkSentence(refusal.securityGroupId, wordsOf(refusal.cloud))
    case 'wrong-state':
      return `${refusal.instanceId}: ${wrongStateSentence(refusal.command, refusal.state, refusal.allowed)}`
    case 'vm-wrong-state':
      return `${refusal.vmId}: ${vmWrongStateSentence(refusal.action, refusal.state, refusal.allowed)}`
    case 'at-maximum':
      return `${refusal.groupName} may have ${plural(refusal.maximum, 'active instance')} at most. Raise maximum, or pause another instance first.`
    case 'drill':
      return drillProblemSentence(refusal.problem)
    case 'stale-plan':
      return 'The world moved since this plan was made. Nothing was changed. Look at what moved and at the new plan.'
    case 'busy':
      return 'Others were changing the same addresses at the same time. Nothing was changed. Try again.'
    case 'drift-over':
      return 'This is no longer as it was found: it was repaired, or it changed since. Nothing was done. Look at what is found now.'
    case 'repair-not-for':
      return 'This is no repair for what was found. Nothing was changed. Reload the page and choose again.'
    case 'request-key-reused':
      return 'This request was sent before with other content. Nothing was changed. Reload the page and try again.'
    case 'unknown-draft':
      return 'This draft does not exist any more. It was created or discarded, perhaps in another tab.'
    case 'draft-moved':
      return 'This draft was changed in another tab. Nothing typed here is lost: choose which version to keep.'
    case 'settings-moved':
      return 'These settings were changed meanwhile, perhaps in another tab. Nothing was saved: look at what moved, then save again.'
    case 'unknown-task':
      return 'This task does not exist any more. It was removed, perhaps in another tab.'
    case 'task-not-for-group':
      return `${refusal.groupName} has no stateful instances: a machine that is replaced there keeps nothing, so there is nothing to recycle. Scale it instead.`
    case 'too-many-tasks':
      return `${refusal.groupName} has ${plural(refusal.most, 'scheduled task')} already, which is the most that a group can have. Remove one first.`
    case 'adopts-nothing':
      return `${refusal.groupName} does not maintain private IPs, so it keeps no interface. Choose another group.`
    case 'outside-group':
      return `${idName(refusal.interfaceId)} is in ${idName(refusal.subnetId)}, which is not a subnet of ${refusal.groupName}. An interface never leaves its subnet: choose a group of that subnet.`
    case 'not-held':
      return `${idName(refusal.interfaceId)} is not listed any more: it is gone, or somebody has it.`
    case 'pooled-elsewhere':
      return `The address of ${idName(refusal.interfaceId)} is in the pool of another group. Choose that group.`
    case 'held-unable':
      return `${idName(refusal.id)}: ${heldUnableSentence(refusal.why)}`
    case 'unknown-disposal':
      return 'This deletion is not under way any more. It was done or called off.'
    case 'rolling-empty':
    case 'rolling-batch':
    case 'rolling-minimum':
    case 'rolling-headroom':
    case 'rolling-live':
    case 'rolling-limit':
    case 'unknown-rolling':
    case 'rolling-wrong-state':
      return rollingSentence(refusal)
    case 'cannot-undo':
      return undoObstacleSentence(refusal.why)
    case 'cloud':
      return `The cloud refused ${refusal.operation}: ${refusal.message} (${refusal.code}).`
    case 'not-signed-in':
    case 'not-allowed':
    case 'foreign-origin':
    case 'not-set-up':
    case 'link-over':
    case 'wrong-credentials':
    case 'must-wait':
    case 'weak-password':
    case 'sign-on-failed':
    case 'sign-on-elsewhere':
    case 'no-sign-on':
    case 'passwords-off':
    case 'no-account':
    case 'wrong-password':
    case 'no-password':
    case 'wrong-code':
    case 'code-used':
    case 'challenge-over':
    case 'factor-sealed':
    case 'factor-moved':
    case 'session-over':
    case 'person-gone':
    case 'person-exists':
    case 'last-admin':
    case 'too-many-invitations':
    case 'link-closed':
      return accountSentence(refusal)
    case 'wrong-token':
    case 'token-must-wait':
    case 'token-only-reads':
    case 'token-needs-person':
    case 'token-above-role':
    case 'too-many-tokens':
    case 'unknown-token':
      return tokenSentence(refusal)
    case 'cap-reached':
      return capSentence(refusal)
    case 'read-only':
      return readOnlySentence(refusal)
    case 'stopping':
      return 'Holdfast is being stopped, and nothing was changed. Ask again when it is back.'
    case 'unexpected':
      return `Something went wrong inside Holdfast, and nothing was changed as far as it knows. The log has it as ${refusal.errorId}.`
  }
}

const notOfNetworkSentence = (id: string, words: CloudWords): string =>
  `${id} is not ${withArticle(words.securityGroup)} of this ${words.virtualNetwork}. Choose another.`

const more = (sentence: string, others: number): string =>
  others > 0 ? `${sentence} And ${plural(others, 'more problem')}.` : sentence

/** A path that no route can be sought for. */
export const MALFORMED_PATH =
  'This address is malformed: a percent sign in it stands for nothing. Write %25 for a percent sign.'
