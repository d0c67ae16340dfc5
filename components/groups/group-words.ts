import type { GroupRowView } from '@/lib/api/views/groups'
import type { InstanceView, StateSentence } from '@/lib/api/views/instances'
import { plural, say } from '@/lib/domain/plural'
import { whereText } from './groups-list-words'

/** "2 of 3 active, 4 paused, 1 changing"; "3 of 4 VMs active, 2 on pool addresses, 1 dynamic" */
export function capacityText(row: GroupRowView): string {
  const { lent } = row
  const of = lent ? `${plural(row.capacity.target, row.member)} ` : `${say(row.capacity.target)} `
  const parts = [`${say(row.active)} of ${of}active`]
  if (lent && lent.onPool > 0) parts.push(`${say(lent.onPool)} on pool addresses`)
  if (lent && lent.dynamic > 0) parts.push(`${say(lent.dynamic)} dynamic`)
  if (row.paused > 0) parts.push(`${say(row.paused)} paused`)
  if (row.busy > 0) parts.push(`${say(row.busy)} changing`)
  if (row.failed > 0) parts.push(`${say(row.failed)} ${lent ? 'failed' : 'in error'}`)
  return parts.join(', ')
}

/** Whether `capacityText` begins with trouble: fewer are active than target asks for, and none is on its way. */
export const isShort = (row: GroupRowView): boolean => row.active + row.busy < row.capacity.target

/** Leaves out the sentence of a group's state that `capacityText`, beside it, has said already. */
export const saysMore = (row: GroupRowView) => {
  const said = capacityText(row)
  const nouns = new RegExp(` ${row.member}s?\\b`)
  return ({ tone, text }: StateSentence): boolean =>
    !said.startsWith(text) && !(tone === 'busy' && said.includes(text.replace(nouns, '')))
}

/** "minimum 0, maximum 5" */
export const limitsText = (row: GroupRowView): string =>
  `minimum ${say(row.capacity.minimum)}, maximum ${say(row.capacity.maximum)}`

/** "AWS · us-east-1a, 1b" */
export const placeText = (row: GroupRowView): string => `${row.cloudLabel} · ${whereText(row)}`

/** How many instances a group that is being deleted still has. */
export const instancesLeft = (row: GroupRowView): number => row.active + row.paused + row.busy + row.failed

/** How far the work on these instances is, 0 to 1: each counts by the steps that it has behind it. */
export function workShare(instances: readonly Pick<InstanceView, 'work'>[]): number {
  if (instances.length === 0) return 1
  const shares = instances.map(({ work }) =>
    work === null || work.steps === 0 ? 0 : (work.step - 1) / work.steps,
  )
  return shares.reduce((sum, share) => sum + share, 0) / instances.length
}
