import type { CloudWords } from '@/lib/domain/cloud-rules'
import { withArticle } from '@/lib/domain/cloud-words'
import type { AddressTextProblem, MemberProblem, PublicIpProblem } from '@/lib/domain/refusal'
import { idName } from '@/lib/domain/short-id'
import { holderText } from './holder-messages'
import { skuWord } from './nic-messages'

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
