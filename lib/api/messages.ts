import type { CloudWords } from '@/lib/domain/cloud-rules'
import { atStart, withArticle, wordsOf } from '@/lib/domain/cloud-words'
import type {
  AddressTextProblem,
  Holder,
  MemberProblem,
  PublicIpProblem,
  Refusal,
} from '@/lib/domain/refusal'
import { idName } from '@/lib/domain/short-id'
import type { InstanceState } from '@/lib/domain/stateful-instance'
import { accountSentence } from './account-messages'
import { drillField, drillProblemSentence } from './drill-messages'
import { heldUnableSentence } from './held-messages'
import { readOnlySentence } from './maintenance-messages'
import { nicProblemSentence, skuWord } from './nic-messages'
import { rollingSentence } from './rolling-messages'
import { tokenSentence } from './token-messages'
import { undoObstacleSentence } from './undo-messages'
import { vmWrongStateSentence } from './vm-messages'

/* Every refusal's sentence. Each names the member, the rule or the holder, and the way out. */

const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`

const list = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`

/** "ssi-7f31 in cassandra-ring", "i-0f3a9c21 (eni-07be44d1), not one of ours" */
export function holderText(holder: Holder): string {
  switch (holder.kind) {
    case 'instance':
      return `${holder.instanceId} in ${holder.groupName}`
    case 'kept':
      return `${idName(holder.interfaceId)}, kept when ${holder.groupName} was deleted`
    case 'foreign': {
      const [machine, nic] = [holder.machineId, holder.interfaceId].map((id) => id && idName(id))
      // A resource that is known by its name needs no second one.
      const description = holder.description === nic ? '' : holder.description
      const who = machine && nic ? `${machine} (${nic})` : (machine ?? nic ?? 'someone else')
      return description ? `${who}, not one of ours: ${description}` : `${who}, not one of ours`
    }
  }
}

const choose = (suggestion: string | null): string => (suggestion ? ` Choose ${suggestion}?` : '')

export function memberSentence(problem: MemberProblem): string {
  const { member } = problem
  switch (problem.kind) {
    case 'outside-subnets':
      return problem.subnets.length === 0
        ? `${member} is in no subnet yet: choose the group’s subnets in General.`
        : `${member} is outside the group’s subnets (${problem.subnets.join(', ')}). Remove it, or add its subnet in General.`
    case 'reserved':
      return `${member} is reserved by ${problem.cloudLabel}: the first four addresses and the last of ${problem.cidr}.${choose(problem.suggestion)}`
    case 'listed-twice':
      return `${member} is listed twice. Remove one of them.`
    case 'held':
      return `${member} is held by ${holderText(problem.holder)}.${choose(problem.suggestion)}`
    case 'other-pool':
      return `${member} is in the pool of ${problem.groupName}. Remove it there first.${choose(problem.suggestion)}`
    case 'unreadable':
      return unreadableSentence(member, problem.why)
    case 'wrong-family':
      return `${member} is not an IPv4 address: pools hold IPv4 addresses.`
  }
}

/** The same without naming the member, where it already stands beside the sentence. */
export const memberReason = (problem: MemberProblem, sentence: string = memberSentence(problem)): string => {
  const { member } = problem
  if (!sentence.startsWith(`${member} is `)) return sentence
  const rest = sentence.slice(member.length + ' is '.length)
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}

export function unreadableSentence(text: string, why: AddressTextProblem): string {
  const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text
  switch (why) {
    case 'empty':
      return 'Type an address, a range or a CIDR.'
    case 'not-an-address':
      return `“${shown}” is not an address, a range or a CIDR. Write 10.0.1.10, 10.0.1.10-40 or 10.0.2.0/28.`
    case 'leading-zero':
      return `“${shown}” has a number with a leading zero, which some programs read as octal. Leave the zero out.`
    case 'octet-too-large':
      return `“${shown}” has a number above 255. Each part of an IPv4 address is 0 to 255.`
    case 'not-a-prefix':
      return `“${shown}” has no prefix length after the slash. Write 10.0.2.0/28.`
    case 'prefix-too-long':
      return `“${shown}” has a prefix longer than its address. IPv4 prefixes are 0 to 32, IPv6 prefixes 0 to 128.`
    case 'host-bits-set':
      return `“${shown}” does not start at the beginning of its block. Write the block’s first address, or a range.`
    case 'range-reversed':
      return `“${shown}” ends before it starts. Write the smaller address first.`
    case 'mixed-families':
      return `“${shown}” mixes IPv4 and IPv6. Write two ranges.`
    case 'zone-id':
      return `“${shown}” has a zone (after %). Leave it out.`
  }
}

/** "20.1.2.3 (pip-a)" */
const shown = ({ address, publicIpId }: { address: string; publicIpId: string }): string =>
  address === '' ? idName(publicIpId) : `${address} (${idName(publicIpId)})`

export function publicIpSentence(problem: PublicIpProblem, words: CloudWords): string {
  switch (problem.kind) {
    case 'unknown-public-ip':
      return `${idName(problem.publicIpId)} is not ${withArticle(words.publicIp)} of this account. Import the inventory again, or remove it.`
    case 'public-ip-other-region':
      return `${idName(problem.publicIpId)} is in ${problem.region}; ${withArticle(words.publicIp)} is bound to its region. Remove it.`
    case 'public-ip-held':
      return `${shown(problem)} is held by ${holderText(problem.holder)}. It is never taken from someone else: remove it, or disassociate it first.`
    case 'public-ip-other-pool':
      return `${shown(problem)} is in the pool of ${problem.groupName}. Remove it there first.`
    case 'public-ip-listed-twice':
      return `${idName(problem.publicIpId)} is listed twice. Remove one of them.`
    case 'public-ip-dynamic':
      return `${shown(problem)} is dynamic: its address changes when it is let go. A pool has static ones only: make it static, or remove it.`
    case 'public-ip-other-sku':
      return `${shown(problem)} is a ${skuWord(problem.sku)} ${words.publicIp}; the group’s are ${skuWord(problem.wanted)}. Remove it, or change the SKU.`
    case 'public-ip-outside-zones':
      return `${shown(problem)} is ${problem.zones.length === 0 ? 'in no zone' : `in zone ${problem.zones.join(', ')}`}; the group’s VMs are in ${problem.wanted.length === 1 ? 'zone' : 'zones'} ${problem.wanted.join(', ')}. Remove it, or add its zone.`
  }
}

const STATE_WORDS: Record<InstanceState, string> = {
  paused: 'paused',
  resuming: 'resuming',
  active: 'active',
  pausing: 'pausing',
  recycling: 'being recycled',
  replacing: 'being replaced',
  deallocating: 'being deallocated',
  deallocated: 'deallocated',
  error: 'in error',
}

export const stateWord = (state: InstanceState): string => STATE_WORDS[state]

/** "Only an active instance can be paused; this one is resuming." */
export function wrongStateSentence(
  command: string,
  state: InstanceState,
  allowed: readonly InstanceState[],
): string {
  const past: Record<string, string> = {
    resume: 'resumed',
    pause: 'paused',
    recycle: 'recycled',
    deallocate: 'deallocated',
    replace: 'replaced',
  }
  const from = list(allowed.map((one) => STATE_WORDS[one]))
  return `Only an instance that is ${from} can be ${past[command] ?? command}; this one is ${STATE_WORDS[state]}.`
}

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
      return `Target ${refusal.target} is larger than the pool (${count(refusal.poolSize, 'address', 'addresses')}), and this group refuses more. Lower target, add pool members, or choose Random subnet addresses.`
    case 'subnets-full':
      return `The group’s subnets have too few free addresses: ${count(refusal.needed, 'is', 'are')} needed, ${refusal.free.toLocaleString('en')} could be drawn (${refusal.cidrs.join(', ')}). Add a subnet, or lower target.`
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
      return `${count(refusal.instances, 'instance')} of this group ${refusal.instances === 1 ? 'holds an address' : 'hold addresses'} in ${refusal.virtualNetworkId}, and an interface never leaves its subnet. Keep the ${wordsOf(refusal.cloud).virtualNetwork}, or create another group there.`
    case 'unknown-security-group':
      return notOfNetworkSentence(refusal.securityGroupId, wordsOf(refusal.cloud))
    case 'wrong-state':
      return `${refusal.instanceId}: ${wrongStateSentence(refusal.command, refusal.state, refusal.allowed)}`
    case 'vm-wrong-state':
      return `${refusal.vmId}: ${vmWrongStateSentence(refusal.action, refusal.state, refusal.allowed)}`
    case 'at-maximum':
      return `${refusal.groupName} may have ${count(refusal.maximum, 'active instance')} at most. Raise maximum, or pause another instance first.`
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
      return `${refusal.groupName} has ${count(refusal.most, 'scheduled task')} already, which is the most that a group can have. Remove one first.`
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
    case 'factor-moved':
    case 'session-over':
    case 'person-gone':
    case 'person-exists':
    case 'last-admin':
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
  others > 0 ? `${sentence} And ${count(others, 'more problem')}.` : sentence

/** Where in the wizard a refusal's sentences belong: react-hook-form paths. */
export function refusalFields(refusal: Refusal): { path: string; message: string }[] {
  const at = (path: string) => [{ path, message: refusalSentence(refusal) }]
  switch (refusal.kind) {
    case 'invalid':
      return [...refusal.problems]
    case 'members':
    case 'subnets-full':
      return at('persistence.privateIpPool')
    case 'overflow-refused':
      return at('persistence.overflow')
    case 'public-ips':
      return at('persistence.publicIpPool')
    case 'no-persistence':
      return at('persistence.maintainPrivateIp')
    case 'name-taken':
      return at('general.name')
    case 'capacity-order':
    case 'at-maximum':
      return at('general.capacity.target')
    case 'unknown-subnet':
    case 'subnet-elsewhere':
      return at('general.subnetIds')
    case 'network-fixed':
    case 'unknown-virtual-network':
    case 'network-of-other-region':
      return at('general.virtualNetworkId')
    case 'unknown-security-group':
      return at('compute.securityGroupIds')
    case 'weak-password':
      return at('password')
    case 'wrong-password':
      return at('present')
    case 'wrong-code':
    case 'code-used':
      return at('code')
    case 'person-exists':
      return at('email')
    case 'task-not-for-group':
      return at('kind')
    case 'drill':
      return drillField(refusal.problem).flatMap(at)
    case 'settings-moved':
      return refusal.moved.map(({ name, from, to }) => ({
        path: name,
        message: `Changed from ${String(from)} to ${String(to)} meanwhile.`,
      }))
    default:
      return []
  }
}

/** A path that no route can be sought for. */
export const MALFORMED_PATH =
  'This address is malformed: a percent sign in it stands for nothing. Write %25 for a percent sign.'
