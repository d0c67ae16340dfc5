import type { CloudRules } from '@/lib/domain/cloud-rules'
import { oneOrMany } from '@/lib/domain/cloud-words'
import type { ChoiceRule, DrawnFrom, Explanation, Obstacle, Skipped } from '@/lib/domain/explanation'
import { holderText } from './holder-messages'

/* What "Why?" says of a choice, in sentences. The choice itself wrote down what it looked at. */

/** A rule in words. */
export const ruleText = (rule: ChoiceRule, { words }: Pick<CloudRules, 'words'>): string => {
  const texts: Record<ChoiceRule, string> = {
    A2: 'A random free address of the group’s subnets',
    A3: 'One instance for every member of the private IP pool',
    A4: 'More instances than pool members: the others draw random addresses',
    A6: 'A pool member whose instance was deallocated gets a new one',
    A8: `Members of the ${words.publicIp} pool are handed out in list order`,
    B4: 'Who had an address gets it back before anybody else',
    B6: 'An interface that was nobody’s is adopted with its address',
    Z5: 'Members of the private IP pool are handed out in list order, then the cloud chooses',
    Z6: `Members of the ${words.publicIp} pool that fit the zone are handed out in list order, then one is made`,
  }
  return texts[rule]
}

const number = (text: string): string => BigInt(text).toLocaleString('en')

/** The facts behind a choice, most important first. */
export function choiceFacts(why: Explanation, rules: Pick<CloudRules, 'words' | 'label'>): string[] {
  const { how, restedUntil } = why
  const facts = restedUntil
    ? [
        `It rested until ${clock(restedUntil)} after its release. Its own group may have it back at once; everybody else would have waited (B4).`,
      ]
    : []
  switch (how.kind) {
    case 'drawn':
      return [...facts, ...how.from.flatMap(drawnSentences), `The seed of the draw was ${how.seed}.`]
    case 'had-before':
      return [...facts, 'Its group had it before: a change that gave it up was undone.']
    case 'for-member':
      return [...facts, `The pool listed ${how.of.toLocaleString('en')} ${oneOrMany(how.of, 'member')}.`]
    case 'adopted':
      return [...facts, `It is the address of ${how.interfaceId}, so there was nothing to choose.`]
    case 'first-free': {
      const list = how.nic === null ? `the ${rules.words.publicIp} pool` : `the pool of ${how.nic}`
      const fits = how.zone === null ? '' : ` and fits zone ${how.zone}`
      return [
        ...facts,
        `Member ${how.position} of ${how.of} of ${list}: the first in list order that nobody had${fits}.`,
      ]
    }
    case 'by-cloud': {
      const where = how.zone === null ? '' : ` in zone ${how.zone}`
      const none =
        how.of === 0
          ? `${how.nic} has no pool for it.`
          : `None of the ${how.of.toLocaleString('en')} ${oneOrMany(how.of, 'member')} of the pool of ${how.nic} could be had${where}.`
      return [...facts, none, `So it is dynamic, and ${rules.label} chose it.`]
    }
  }
}

function drawnSentences(from: DrawnFrom): string[] {
  const taken = (
    [
      ['held', from.held],
      ['taken earlier in the same change', from.planned],
      ['resting', from.resting],
      ['reserved', from.reserved],
      ['in private IP pools', from.pooled],
    ] as const
  ).filter(([, count]) => count !== '0')
  const first = `Each of the ${number(from.free)} free addresses of ${from.cidr} had the same chance when the change began.`
  if (taken.length === 0) return [first]
  return [
    first,
    `Of its ${number(from.size)} addresses these were not to be had: ${taken.map(([why, n]) => `${number(n)} ${why}`).join(', ')}.`,
  ]
}

/** What stood in the way of one candidate: "Held by ssi-7f31 in web", "Rests until 14:02 UTC". */
export function obstacleText(because: Obstacle): string {
  switch (because.kind) {
    case 'held':
      return because.holder ? `Held by ${holderText(because.holder)}` : 'Held'
    case 'planned':
      return `Taken just before, in the same change, by ${holderText(because.holder)}`
    case 'resting':
      return `Rests until ${clock(because.until)} (B4)`
    case 'pooled':
      return 'Member of a private IP pool: nothing is drawn from among them'
    case 'reserved':
      return 'Reserved by the cloud'
    case 'other-zone':
      return because.zones.length === 0
        ? 'Of no zone'
        : `Of ${oneOrMany(because.zones.length, 'zone')} ${because.zones.join(', ')}`
    case 'other-sku':
      return `Of another SKU: ${because.sku}`
    case 'not-static':
      return 'Not static: its address changes when it is let go (Z8)'
    case 'unknown':
      return 'Not known in the group’s subnets'
  }
}

const SHORT: Record<Obstacle['kind'], string> = {
  held: 'held',
  planned: 'taken in the same change',
  resting: 'resting',
  pooled: 'in private IP pools',
  reserved: 'reserved',
  'other-zone': 'of other zones',
  'other-sku': 'of another SKU',
  'not-static': 'not static',
  unknown: 'not known',
}

/** "And 480 more: 470 held, 10 resting."; null where all are listed. */
export function othersText(others: Explanation['others'], listed: readonly Skipped[]): string | null {
  const counts = Object.entries(others) as [Obstacle['kind'], number][]
  const total = counts.reduce((sum, [, n]) => sum + n, 0)
  if (total === 0) return null
  const parts = counts.map(([kind, n]) => `${n.toLocaleString('en')} ${SHORT[kind]}`).join(', ')
  return listed.length > 0
    ? `And ${total.toLocaleString('en')} more: ${parts}.`
    : `${total.toLocaleString('en')} ${total === 1 ? 'candidate was' : 'candidates were'} passed over: ${parts}.`
}

/** "2026-03-01 14:02 UTC" */
export const clock = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
