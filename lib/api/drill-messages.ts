import type { DrillProblem, DrillScope, FailingStep, Scenario } from '@/lib/domain/drill'
import type { DrillAdvice, Fate, Shortage } from '@/lib/domain/drill-report'
import { allOf, plural, say } from '@/lib/domain/plural'
import { idName } from '@/lib/domain/short-id'

/* The sentences of drills: what is rehearsed, what ran out, and what to change. */

/** "1 min 30 s"; seconds are rounded, since machines are looked at several times in each. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  const parts = [
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
    rest > 0 ? `${rest} s` : '',
  ]
  return parts.filter(Boolean).join(' ') || '0 s'
}

/** What an address of this fate is; the legend of map, table and report. */
export const FATE_WORDS: Readonly<Record<Fate, string>> = {
  kept: 'Kept',
  moved: 'Moved',
  'fell-back': 'Fell back to dynamic',
  waiting: 'Waiting, dark',
  lost: 'Lost',
}

export const STEP_WORDS: Readonly<Record<FailingStep, string>> = {
  'associate-public-ip': 'associating public IPs',
  launch: 'launching machines',
  'create-interface': 'creating interfaces',
  'create-public-ip': 'creating public IPs',
  terminate: 'terminating machines',
  'disassociate-public-ip': 'disassociating public IPs',
  'delete-interface': 'deleting interfaces',
  'delete-public-ip': 'deleting public IPs',
}

export const scopeText = (scope: DrillScope): string =>
  scope.kind === 'group' ? scope.name : `every group in ${scope.region}`

/** "Zone us-east-1b is reclaimed; its capacity is back after 10 min." */
export function scenarioSentence({ zones, share, instanceIds, failing, capacityBack }: Scenario): string {
  const zoned = zones.length === 1 ? `Zone ${zones[0]} is reclaimed` : `Zones ${allOf(zones)} are reclaimed`
  const back =
    capacityBack === null ? 'its capacity stays away' : `its capacity is back after ${capacityBack} min`
  const parts = [
    zones.length > 0 ? `${zoned}; ${back}` : '',
    share === null ? '' : `${share} % of the machines are taken at random`,
    instanceIds.length === 0
      ? ''
      : `${plural(instanceIds.length, 'named machine')} ${instanceIds.length === 1 ? 'is' : 'are'} taken`,
    failing === null ? '' : `the cloud fails at ${STEP_WORDS[failing.step]} for ${failing.minutes} min`,
  ].filter(Boolean)
  const text = parts.join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

export const assumptionSentence = ({ startSeconds, stopSeconds }: Scenario): string =>
  `Assumed: a machine takes ${durationText(stopSeconds)} to stop and ${durationText(startSeconds)} to start; an interruption is noticed after 1 s.`

export function shortageSentence(one: Shortage): string {
  switch (one.kind) {
    case 'pool': {
      const where = one.zone === null ? '' : ` in zone ${one.zone}`
      const its = one.nic === null ? '' : ` of ${one.nic}`
      return `The ${one.pool} IP pool${its} in ${one.groupName} ran out${where}: ${plural(one.count, 'machine')} found no free member.`
    }
    case 'subnet':
      return `Subnet ${idName(one.subnetId)} was full: ${plural(one.count, 'interface')} could not be made.`
    case 'capacity': {
      const head =
        one.zone === null ? 'No zone that was asked for had capacity' : `Zone ${one.zone} had no capacity`
      const span = `from ${durationText(one.from)} to ${durationText(one.until)}`
      return `${head} ${span}: ${plural(one.count, 'launch', 'launches')} waited.`
    }
    case 'refused':
      return `The cloud failed at ${STEP_WORDS[one.step]} until ${durationText(one.until)}: ${plural(one.calls, 'call')} for ${plural(one.count, 'machine')}.`
  }
}

export function adviceSentence(one: DrillAdvice): string {
  switch (one.kind) {
    case 'grow-pool': {
      const members =
        one.pool === 'private' ? plural(one.add, 'address', 'addresses') : plural(one.add, 'public IP')
      const fit =
        one.zone === null ? '' : ` that fit${one.add === 1 ? 's' : ''} zone ${one.zone}, or all zones,`
      const its = one.nic === null ? '' : ` of ${one.nic}`
      const target =
        one.target === null
          ? ''
          : ` Or keep its target at ${say(one.target)} or below: replacements start while the old machines still have theirs.`
      return `Add ${members}${fit} to the ${one.pool} IP pool${its} in ${one.groupName}, which has ${say(one.size)}.${target}`
    }
    case 'grow-subnet':
      return `Give subnet ${one.subnet} room for ${plural(one.add, 'more address', 'more addresses')}, or add another subnet.`
    case 'spread-zones':
      return `${say(one.inZone)} of ${say(one.of)} in ${one.groupName} stand in zone ${one.zone} and were dark for up to ${durationText(one.darkSeconds)}. Their addresses lie in that zone’s subnets: spread the pool over subnets of other zones, so that fewer wait.`
    case 'add-zone':
      return `Let ${one.groupName} use zone ${allOf(one.zones)} too: every zone that it may use was reclaimed.`
    case 'refusals-outlast':
      return `Addresses were dark for up to ${durationText(one.darkSeconds)} because the cloud failed at ${STEP_WORDS[one.step]}. No setting shortens that: clients need another address to turn to.`
    case 'act-on-lost':
      return `${plural(one.count, 'machine')} in ${one.groupName} would be given up: somebody has to resume ${one.count === 1 ? 'it' : 'them'} by hand.`
  }
}

export function drillProblemSentence(problem: DrillProblem): string {
  switch (problem.kind) {
    case 'nothing-runs':
      return 'Nothing runs here that an interruption could take. Resume instances first.'
    case 'too-large':
      return `${say(problem.places)} machines run here; a drill takes ${say(problem.most)} at most. Rehearse group by group.`
    case 'too-many-kept':
      return `${say(problem.most)} drills are kept. Delete old ones first.`
    case 'too-many-playing':
      return `${plural(problem.most, 'drill')} ${problem.most === 1 ? 'is' : 'are'} being played. Wait for one to end, or cancel it.`
    case 'zone-without-machines':
      return `No machine runs in zone ${problem.zone}. Choose of ${allOf(problem.zones)}.`
    case 'no-machine':
      return `${problem.instanceId} runs no machine here. Choose another one.`
    case 'unknown':
      return 'This drill does not exist. It may have been deleted.'
  }
}

/** The field of the form that the problem belongs to; none where it is of no field. */
export function drillField(problem: DrillProblem): string[] {
  if (problem.kind === 'zone-without-machines') return ['zones']
  return problem.kind === 'no-machine' ? ['instanceIds'] : []
}
