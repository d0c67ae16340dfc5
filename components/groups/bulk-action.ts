import type { InstanceView } from '@/lib/api/views/instances'
import { plural, say } from '@/lib/domain/plural'
import type { Member, MemberKind } from './member'

type Unable = { readonly id: string; readonly why: string }

/** What one action would do with a selection: who it acts on, who is left out, and why. */
export type BulkChoice<T, A extends string> = {
  readonly action: A
  readonly able: readonly T[]
  readonly unable: readonly Unable[]
  /** Null when all can; otherwise "3 of 5 can be paused." and the first reason. */
  readonly note: string | null
}

/** One line per reason is plenty on a button; the dialog lists them all. */
export function chooseForAction<A extends string, T extends Member<A>>(
  kind: MemberKind<T, A>,
  action: A,
  selected: readonly T[],
): BulkChoice<T, A> {
  const able: T[] = []
  const unable: Unable[] = []
  for (const member of selected) {
    const why = member.can[action]
    if (why === null) able.push(member)
    else unable.push({ id: member.id, why })
  }
  return { action, able, unable, note: noteOf(kind.words[action].past, able.length, unable) }
}

function noteOf(past: string, able: number, unable: readonly Unable[]): string | null {
  const [first, ...others] = unable
  if (!first) return null
  if (able === 0 && others.length === 0) return first.why
  const total = able + unable.length
  const head =
    able === 0 ? `None of ${say(total)} can be ${past}.` : `${say(able)} of ${say(total)} can be ${past}.`
  const rest = others.length === 0 ? '' : ` And ${say(others.length)} more.`
  return `${head} ${first.id}: ${first.why}${rest}`
}

/** "Pause ssi-7f31…", "Replace 3 VMs" */
export const actionTitle = <T, A extends string>(
  kind: MemberKind<T, A>,
  action: A,
  ids: readonly string[],
): string => `${kind.words[action].verb} ${ids.length === 1 ? ids[0] : plural(ids.length, kind.one)}`

/** A9: deallocating one that no pool member refills leaves a gap, and the operator says whether it is filled. */
export const leavesGap = (instance: InstanceView): boolean => instance.origin !== 'pool' || instance.retained
