import type { DraftRowView, GroupRowView, GroupsView } from '@/lib/api/views/groups'
import { WIZARD_STEPS } from '@/lib/api/views/groups'
import { startsWithName } from '@/lib/domain/cloud-words'
import { plural } from '@/lib/domain/plural'

/** "us-east-1a, 1b", "westeurope, zones 1, 3": the region said once, and alone where there is no zone. */
export function whereText(row: GroupRowView): string {
  const [first, ...others] = row.zones
  if (first === undefined) return row.region
  // A cloud whose zones are numbers names the region with them.
  if (!first.startsWith(row.region))
    return `${row.region}, ${others.length === 0 ? 'zone' : 'zones'} ${row.zones.join(', ')}`
  const short = others.map((zone) =>
    zone.startsWith(row.region) ? (/\d[a-z]$/.exec(zone)?.[0] ?? zone) : zone,
  )
  return [first, ...short].join(', ')
}

/** "Step 3 of 4, Persistence". */
export function stepText(draft: DraftRowView): string {
  const at = WIZARD_STEPS.indexOf(draft.step) + 1
  return `Step ${at} of ${WIZARD_STEPS.length}, ${draft.step.charAt(0).toUpperCase()}${draft.step.slice(1)}`
}

/** "6 of 8 held", and how many of them belong to paused instances. */
export function poolText(pool: GroupRowView['pool']): string {
  if (pool.size === 0) return 'No pool'
  const held = pool.active + pool.paused
  const text = `${held.toLocaleString('en')} of ${pool.size.toLocaleString('en')} held`
  if (pool.paused === 0) return text
  return `${text}, ${pool.active === 0 ? 'all' : pool.paused.toLocaleString('en')} paused`
}

/** "2 of 4 held" of the public pool of a pooled group, whose private ones stand beside it; null where it has none. */
export const publicPoolText = ({ lent, publicPool }: GroupRowView): string | null =>
  lent === null || publicPool.size === 0
    ? null
    : `Public: ${publicPool.taken.toLocaleString('en')} of ${publicPool.size.toLocaleString('en')} held`

/** "13 instances active, 4 paused, every address accounted for": the state of everything in one sentence. */
export function totalsSentence({ totals }: Pick<GroupsView, 'totals'>): string {
  const { groups, drafts, active, paused, failed, vms, troubled, vm } = totals
  if (groups === 0) return drafts === 0 ? 'No group yet' : `No group yet, ${plural(drafts, 'draft')}`
  const parts = active > 0 || vms === 0 ? [`${plural(active, 'instance')} active`] : []
  if (paused > 0) parts.push(`${paused.toLocaleString('en')} paused`)
  if (vms > 0) parts.push(`${plural(vms, vm)} active`)
  if (failed > 0) parts.push(`${failed.toLocaleString('en')} failed`)
  if (troubled > 0) parts.push(`${plural(troubled, 'group')} in trouble`)
  else if (failed === 0) parts.push('every address accounted for')
  return parts.join(', ')
}

/** A sentence as it goes on after a comma: "Resumed, 10.0.1.24" → "resumed, 10.0.1.24"; names keep their capitals. */
export const asClause = (sentence: string): string =>
  /^[A-Z]{2}/.test(sentence) || startsWithName(sentence)
    ? sentence
    : sentence.charAt(0).toLowerCase() + sentence.slice(1)
