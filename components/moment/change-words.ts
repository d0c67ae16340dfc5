import type { GroupChangesView, SubnetChangesView } from '@/lib/api/views/moments'
import type { AddressChange } from '@/lib/domain/compare-moments'

export const CHANGE_WORDS: Record<AddressChange, string> = {
  taken: 'Taken',
  released: 'Released',
  moved: 'Another holder',
  state: 'Runs or rests otherwise',
  listed: 'Pool member added',
  unlisted: 'Pool member removed',
  rest: 'Rest began or ended',
}

const COUNTED: Record<AddressChange, string> = {
  taken: 'taken',
  released: 'released',
  moved: 'with another holder',
  state: 'running or resting otherwise',
  listed: 'added to a pool',
  unlisted: 'removed from a pool',
  rest: 'resting or no longer',
}

const ORDER = ['moved', 'taken', 'released', 'state', 'listed', 'unlisted', 'rest'] as const

/** "3 addresses differ: 2 taken, 1 released." */
export function addressesDiffer({ counts }: Pick<SubnetChangesView, 'counts'>): string {
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0)
  if (total === 0) return 'No address differs.'
  const parts = ORDER.flatMap((change) =>
    counts[change] ? `${number(counts[change])} ${COUNTED[change]}` : [],
  )
  return `${number(total)} ${total === 1 ? 'address differs' : 'addresses differ'}: ${parts.join(', ')}.`
}

/** "2 created, 1 gone, 1 changed." `one`: "instance", "VM". */
export function membersDiffer({ changes }: Pick<GroupChangesView, 'changes'>, one: string): string {
  if (changes.length === 0) return `No ${one} differs.`
  const parts = (['created', 'gone', 'changed'] as const).flatMap((change) => {
    const n = changes.filter((each) => each.change === change).length
    return n > 0 ? `${number(n)} ${change}` : []
  })
  return `${number(changes.length)} ${one}${changes.length === 1 ? ' differs' : 's differ'}: ${parts.join(', ')}.`
}

/** "2 settings differ." Null is what was not recorded. */
export function settingsDiffer({ settings }: Pick<GroupChangesView, 'settings'>): string {
  if (settings === null) return 'The configuration of one of the moments was not recorded.'
  if (settings.length === 0) return 'No setting differs.'
  return settings.length === 1 ? 'One setting differs.' : `${number(settings.length)} settings differ.`
}

/** Beside the members: that settings differ, too, and where. */
export const elsewhere = ({ settings }: Pick<GroupChangesView, 'settings'>): string =>
  settings === null || settings.length === 0
    ? ''
    : ` Of its configuration ${settings.length === 1 ? 'one setting differs' : `${number(settings.length)} settings differ`}, too.`

const number = (value: number): string => value.toLocaleString('en')
