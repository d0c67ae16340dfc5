import { agoText } from '@/components/shell/ago-text'
import { nth } from '@/components/shell/ordinal'
import type { InstanceView } from '@/lib/api/views/instances'
import { say } from '@/lib/domain/plural'
import { BUSY_STATES, INSTANCE_ACTIONS, type InstanceAction } from '@/lib/domain/stateful-instance'
import type { MemberFilter, MemberKind } from './member'

/** Where its private IP comes from, as the tag beside it and in full. */
export function originOf(instance: InstanceView): { readonly tag: string; readonly text: string } {
  if (instance.retained)
    return { tag: 'Retained', text: 'Its address left the pool; it keeps it until it is deallocated.' }
  if (instance.origin === 'pool') return { tag: 'Pool', text: 'Made for a member of the private IP pool.' }
  if (instance.origin === 'random')
    return { tag: 'Random', text: 'Drawn at random from the group’s subnets, and kept.' }
  return { tag: 'Floating', text: 'A new address is drawn for every machine.' }
}

/** "the 4th on this address": which of its machines this one is; nothing for the first. */
export function machineText({ machineCount, origin }: InstanceView): string | null {
  if (machineCount <= 1) return null
  return origin === 'floating' ? `its ${nth(machineCount)}` : `the ${nth(machineCount)} on this address`
}

/** Without a machine: whether it ever had one. */
export const noMachineText = ({ machineCount }: InstanceView): string =>
  machineCount === 0 ? 'Never resumed' : `None, had ${say(machineCount)}`

/** "Waiting for the old machine to go, 2 of 6" */
export const workText = (work: NonNullable<InstanceView['work']>): string =>
  work.steps > 1 ? `${work.text}, ${work.step} of ${work.steps}` : work.text

/** "Failed 3 times and is tried again. Last error: …" or null while all goes well. */
export function attemptsText(work: NonNullable<InstanceView['work']>): string | null {
  if (work.attempts === 0) return null
  const tried = `Failed ${work.attempts === 1 ? 'once' : `${say(work.attempts)} times`} and is tried again.`
  return work.lastError === null ? tried : `${tried} Last error: ${work.lastError}`
}

/** Nearer than this, a time that is announced is as good as now. */
const AS_GOOD_AS_NOW_MS = 10_000

/** Of an active instance that the cloud refused to change: what happens next. `now`: epoch ms, null before it is known. */
export function afterRefusalText(instance: InstanceView, now: number | null): string | null {
  if (instance.state !== 'active' || instance.reason === null) return null
  const at = instance.triedAgainAt
  if (at === null) return 'It runs on as it was; nothing is tried again until you ask.'
  if (now === null) return 'It runs on until it is tried again.'
  if (Date.parse(at) - now < AS_GOOD_AS_NOW_MS) return 'It runs on; it is being tried again.'
  return `It runs on; it is tried again ${agoText(at, now)}.`
}

const isBusy = (instance: InstanceView): boolean =>
  (BUSY_STATES as readonly string[]).includes(instance.state)

/** An instance may be in several: one that is paused after a failure is also in trouble. */
const STATE_FILTERS: readonly MemberFilter<InstanceView>[] = [
  { value: 'active', label: 'Active', keeps: ({ state }) => state === 'active' },
  { value: 'paused', label: 'Paused', keeps: ({ state }) => state === 'paused' },
  { value: 'changing', label: 'Changing', keeps: isBusy },
  {
    value: 'trouble',
    label: 'In trouble',
    keeps: ({ sentence: { tone } }) => tone === 'bad' || tone === 'warn',
  },
  { value: 'retained', label: 'Retained', keeps: ({ retained }) => retained },
]

const instanceText = (instance: InstanceView): string =>
  [
    instance.id,
    instance.sentence.text,
    instance.reason,
    instance.drift,
    instance.address,
    originOf(instance).tag,
    instance.interfaceId,
    instance.publicIp?.address,
    instance.publicIp?.id,
    instance.machineId,
    instance.zone,
    instance.subnetId,
  ].join(' ')

export const INSTANCES: MemberKind<InstanceView, InstanceAction> = {
  one: 'instance',
  title: 'Stateful instance',
  actions: INSTANCE_ACTIONS,
  words: {
    resume: { verb: 'Resume', past: 'resumed' },
    pause: { verb: 'Pause', past: 'paused' },
    recycle: { verb: 'Recycle', past: 'recycled' },
    deallocate: { verb: 'Deallocate', past: 'deallocated' },
  },
  ends: 'deallocate',
  filters: STATE_FILTERS,
  text: instanceText,
}
