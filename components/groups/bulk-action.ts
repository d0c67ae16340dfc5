import type { InstanceView } from '@/lib/api/views/instances'
import type { InstanceAction } from '@/lib/domain/stateful-instance'
import { say } from './group-words'
import { ACTION_WORDS } from './instance-words'

/** What one action would do with a selection: who it acts on, who is left out, and why. */
export type BulkChoice = {
  readonly action: InstanceAction
  readonly able: readonly InstanceView[]
  readonly unable: readonly { readonly id: string; readonly why: string }[]
  /** Null when all can; otherwise "3 of 5 can be paused." and the first reason. */
  readonly note: string | null
}

/** One line per reason is plenty on a button; the dialog lists them all. */
export function chooseForAction(action: InstanceAction, selected: readonly InstanceView[]): BulkChoice {
  const able: InstanceView[] = []
  const unable: { id: string; why: string }[] = []
  for (const instance of selected) {
    const why = instance.can[action]
    if (why === null) able.push(instance)
    else unable.push({ id: instance.id, why })
  }
  return { action, able, unable, note: noteOf(action, able.length, unable) }
}

function noteOf(action: InstanceAction, able: number, unable: BulkChoice['unable']): string | null {
  const [first, ...others] = unable
  if (!first) return null
  if (able === 0 && others.length === 0) return first.why
  const past = ACTION_WORDS[action].past
  const total = able + unable.length
  const head =
    able === 0 ? `None of ${say(total)} can be ${past}.` : `${say(able)} of ${say(total)} can be ${past}.`
  const rest = others.length === 0 ? '' : ` And ${say(others.length)} more.`
  return `${head} ${first.id}: ${first.why}${rest}`
}

/** A9: deallocating one that no pool member refills leaves a gap, and the operator says whether it is filled. */
export const leavesGap = (instance: InstanceView): boolean => instance.origin !== 'pool' || instance.retained
