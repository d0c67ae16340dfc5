import type { CloudWords } from '@/lib/domain/cloud-rules'
import type { Warning } from '@/lib/domain/plan'
import { plural } from '@/lib/domain/plural'

/** What a plan warns of; members that rest or are held are told in one sentence each. */
export function warningSentences(warnings: readonly Warning[], words: CloudWords): string[] {
  const resting = warnings.filter((one) => one.kind === 'member-resting')
  const held = warnings.filter((one) => one.kind === 'member-held')
  const sentences = warnings.flatMap((warning): string[] => {
    switch (warning.kind) {
      case 'public-ips-exhausted':
        return [
          `The ${words.publicIp} pool is exhausted: ${plural(warning.instanceIds.length, 'instance launches', 'instances launch')} without one.`,
        ]
      case 'waiting-for-members':
        return [
          `Target ${warning.target} is ${plural(warning.count, 'instance')} above the pool: they wait for pool members.`,
        ]
      case 'subnets-full':
        return [
          `${plural(warning.missing, 'instance finds', 'instances find')} no free address in the group’s subnets.`,
        ]
      case 'public-ip-retained':
        return [
          `${warning.instanceId} keeps its ${words.publicIp} ${warning.publicIpId} until it is deallocated.`,
        ]
      case 'below-minimum':
        return [`${plural(warning.active, 'instance')} would be active, below minimum ${warning.minimum}.`]
      case 'beside-rolling':
        return [besideRollingSentence(warning)]
      case 'pool-exhausted':
        return [exhaustedSentence(warning, words)]
      default:
        return []
    }
  })
  const first = resting[0]
  if (first?.kind === 'member-resting')
    sentences.push(
      `${plural(resting.length, 'pool member rests', 'pool members rest')} after release (${first.member} first); their instances are created when the rest ends.`,
    )
  if (held[0]?.kind === 'member-held')
    sentences.push(
      `${plural(held.length, 'pool member is', 'pool members are')} held by someone else (${held[0].member} first).`,
    )
  return sentences
}

function besideRollingSentence({
  down,
  after,
  most,
  batch,
  batches,
}: Extract<Warning, { kind: 'beside-rolling' }>): string {
  const now = down === 0 ? 'none is' : down === 1 ? '1 is' : `${down} are`
  return `A rolling recycle is under way (batch ${batch} of ${batches}) and allows ${most} down at once: ${now} down, and with this ${after} would be. Wait for it, or pause it first, if that is too many.`
}

/** Z5, Z6: what falls back to dynamic, and why. */
function exhaustedSentence(
  { nic, pool, count }: Extract<Warning, { kind: 'pool-exhausted' }>,
  { machine, publicIp }: CloudWords,
): string {
  return pool === 'private'
    ? `The private IP pool of ${nic} is exhausted: ${plural(count, `${machine} takes`, `${machine}s take`)} a dynamic address of its subnet.`
    : `The ${publicIp} pool of ${nic} has no free member that fits: ${plural(count, `${machine} gets`, `${machine}s get`)} a new ${publicIp}.`
}
