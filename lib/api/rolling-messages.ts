import { plural, say } from '@/lib/domain/plural'
import type { Refusal } from '@/lib/domain/refusal'
import type { HeadroomFact } from '@/lib/domain/rolling-headroom'
import type { RollingCommand, RollingOrder, RollingState } from '@/lib/domain/rolling-recycle'

/* The sentences of rolling recycles: what they do, what they need, and why they cannot be. */

export const ORDER_WORDS: Record<RollingOrder, string> = {
  'across-zones': 'Across zones',
  'zone-by-zone': 'One zone after the other',
}

export const ROLLING_STATE_WORDS: Record<RollingState, string> = {
  running: 'Running',
  'waiting-for-health': 'Waiting for health',
  paused: 'Paused',
  cancelled: 'Cancelled',
  done: 'Done',
  failed: 'Ended with failures',
}

/** "45 s", "6 min", "1 h 20 min" */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 90) return `${whole} s`
  const minutes = Math.round(whole / 60)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0
    ? `${Math.floor(minutes / 60)} h`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** What a batch needs and what there is, with the sum: the same words whether it is enough or not. */
export function headroomSentence(fact: HeadroomFact): string {
  switch (fact.kind) {
    case 'subnet': {
      const { needed, name, cidr, free, size, reserved, held } = fact
      return `${plural(needed, 'free address', 'free addresses')} in ${name} (${cidr}) for the new VMs beside the old ones; ${isOrAre(free)} free: ${plural(size, 'address', 'addresses')} − ${say(reserved)} reserved − ${say(held)} held`
    }
    case 'private-pool':
      return `${plural(fact.needed, 'free member')} of the private IP pool of ${fact.nic}, one for each VM that has one; ${poolSum(fact)}`
    case 'public-pool': {
      const { needed, nic, zone } = fact
      const where = zone === null ? '' : ` that ${needed === 1 ? 'fits' : 'fit'} zone ${zone}`
      return `${plural(needed, 'free member')} of the public IP pool of ${nic}${where}, one for each VM there that has one; ${poolSum(fact)}`
    }
  }
}

const poolSum = ({ free, size }: { readonly free: number; readonly size: number }): string =>
  `${isOrAre(free)} free: ${plural(size, 'member')} − ${say(size - free)} held or resting`

const isOrAre = (n: number): string => (n === 0 ? 'none is' : n === 1 ? '1 is' : `${say(n)} are`)

type RollingRefusal = Extract<Refusal, { kind: `rolling-${string}` | 'unknown-rolling' }>

export function rollingSentence(refusal: RollingRefusal): string {
  switch (refusal.kind) {
    case 'rolling-empty':
      return `Nothing of ${refusal.groupName} that was asked for runs: there is no machine to replace.`
    case 'rolling-batch':
      return refusal.by === 'limit'
        ? `A batch has ${say(refusal.most)} machines at most; ${say(refusal.batchSize)} were asked for.`
        : `A batch of ${say(refusal.batchSize)} takes ${plural(refusal.batchSize, 'machine')} down at once, and ${say(refusal.most)} may be unavailable. Choose a smaller batch, or allow more.`
    case 'rolling-minimum':
      return minimumSentence(refusal)
    case 'rolling-headroom': {
      const { batchSize, fits } = refusal
      const short = refusal.facts.filter(({ needed, free }) => needed > free).map(headroomSentence)
      const wayOut =
        fits > 0
          ? `A batch of ${say(fits)} would fit.`
          : 'Not even a batch of 1 would fit: add members or room first, or the new VMs would have to do without.'
      return `A batch of ${say(batchSize)} needs ${short.join(', and ')}. ${wayOut}`
    }
    case 'rolling-live':
      return `${refusal.groupName} is being recycled already. Wait for that run to end, or cancel it.`
    case 'rolling-limit':
      return limitSentence(refusal)
    case 'unknown-rolling':
      return 'This rolling recycle does not exist any more.'
    case 'rolling-wrong-state':
      return `A rolling recycle that is ${ROLLING_STATE_WORDS[refusal.state].toLowerCase()} cannot be ${PAST[refusal.command]}.`
  }
}

const PAST: Record<RollingCommand, string> = { pause: 'paused', resume: 'resumed', cancel: 'cancelled' }

/** Names the run, the sum, and the way out. */
function limitSentence(refusal: Extract<Refusal, { kind: 'rolling-limit' }>): string {
  const { groupName, pooled, down, after, most, batch, batches } = refusal
  const run = `A rolling recycle of ${groupName} is under way (batch ${say(batch)} of ${say(batches)}).`
  const sum = pooled
    ? `It replaces ${plural(most, 'VM')} at a time, which is what it counted room for; ${isOrAre(down)} being replaced, and this would make it ${say(after)}.`
    : `It allows ${plural(most, 'machine')} down at once; ${isOrAre(down)} down, and this would make it ${say(after)}.`
  return `${run} ${sum} Wait for it to end, or pause or cancel it first.`
}

function minimumSentence({
  running,
  maximumUnavailable,
  minimum,
}: Extract<Refusal, { kind: 'rolling-minimum' }>): string {
  const room = running - minimum
  const left = running - maximumUnavailable
  // More than there are: the sum would tell of machines that do not exist.
  if (left < 0)
    return `${isOrAre(running)} active, and ${say(maximumUnavailable)} can never be unavailable. ${wayOutOf(room, minimum)}`
  const sum = `${say(running)} active − ${say(maximumUnavailable)} unavailable = ${say(left)}, which is below the minimum of ${say(minimum)}.`
  return `${sum} ${wayOutOf(room)}`
}

const wayOutOf = (room: number, minimum?: number): string =>
  room > 0
    ? `At most ${say(room)} may be unavailable${minimum === undefined ? '' : `, so that the minimum of ${say(minimum)} stays`}.`
    : 'Lower the minimum, or raise target first: none can be spared now.'
