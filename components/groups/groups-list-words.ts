import type { DraftRowView, GroupRowView, GroupsView } from '@/lib/api/views/groups'
import { WIZARD_STEPS } from '@/lib/api/views/groups'
import type { Tone } from '@/lib/api/views/instances'
import { CLOUDS, type Cloud, cloudRules } from '@/lib/domain/cloud-rules'
import { startsWithName } from '@/lib/domain/cloud-words'

/** A row of the list: a group, or a wizard left half-way. */
export type ListRow =
  | { readonly kind: 'group'; readonly group: GroupRowView }
  | { readonly kind: 'draft'; readonly draft: DraftRowView }

export const listRows = (view: GroupsView): ListRow[] => [
  ...view.groups.map((group): ListRow => ({ kind: 'group', group })),
  ...view.drafts.map((draft): ListRow => ({ kind: 'draft', draft })),
]

export const rowKey = (row: ListRow): string =>
  row.kind === 'group' ? row.group.id : `draft ${row.draft.id}`
export const rowName = (row: ListRow): string =>
  row.kind === 'group' ? row.group.name : draftName(row.draft)
export const rowRegion = (row: ListRow): string =>
  row.kind === 'group' ? row.group.region : row.draft.region

/** Null for a draft in which none was chosen yet. */
export const rowCloud = (row: ListRow): Cloud | null =>
  row.kind === 'group'
    ? row.group.cloud
    : (CLOUDS.find((cloud) => cloudRules[cloud].label === row.draft.cloudLabel) ?? null)

export const draftName = (draft: DraftRowView): string =>
  draft.name.trim() === '' ? 'Unnamed group' : draft.name

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
export function totalsSentence(view: GroupsView): string {
  if (view.groups.length === 0)
    return view.drafts.length === 0 ? 'No group yet' : `No group yet, ${count(view.drafts.length, 'draft')}`
  const { active, paused, failed, vms } = view.totals
  const troubled = view.groups.filter((group) => worstTone(group) === 'bad').length
  const parts = active > 0 || vms === 0 ? [`${count(active, 'instance')} active`] : []
  if (paused > 0) parts.push(`${paused.toLocaleString('en')} paused`)
  const lending = view.groups.find(({ lent }) => lent !== null)
  if (vms > 0 && lending) parts.push(`${count(vms, lending.member)} active`)
  if (failed > 0) parts.push(`${failed.toLocaleString('en')} failed`)
  if (troubled > 0) parts.push(`${count(troubled, 'group')} in trouble`)
  else if (failed === 0) parts.push('every address accounted for')
  return parts.join(', ')
}

const count = (number: number, word: string) =>
  `${number.toLocaleString('en')} ${number === 1 ? word : `${word}s`}`

export const worstTone = (group: GroupRowView): Tone => group.states[0]?.tone ?? 'ok'

const TONE_ORDER: Record<Tone, number> = { bad: 0, warn: 1, busy: 2, calm: 3, ok: 4 }

/** What sorting by state compares: trouble first, drafts after everything. */
export const stateOrder = (row: ListRow): number =>
  row.kind === 'draft' ? 9 : TONE_ORDER[worstTone(row.group)]

export type StateFilter = Tone | 'draft'

export const STATE_FILTERS: readonly { readonly value: StateFilter; readonly label: string }[] = [
  { value: 'bad', label: 'In trouble' },
  { value: 'warn', label: 'Wants attention' },
  { value: 'busy', label: 'Changing' },
  { value: 'ok', label: 'All well' },
  { value: 'draft', label: 'Drafts' },
]

export function keepRow(row: ListRow, filter: { state: string; region: string; cloud: string }): boolean {
  if (filter.cloud !== '' && rowCloud(row) !== filter.cloud) return false
  if (filter.region !== '' && rowRegion(row) !== filter.region) return false
  if (filter.state === '') return true
  if (row.kind === 'draft') return filter.state === 'draft'
  // Work under way does not hide that something wants attention: a group stands under each of its states.
  return row.group.states.some(({ tone }) => tone === filter.state)
}

/** Everything a row is found by. */
export function rowText(row: ListRow): string {
  if (row.kind === 'draft')
    return `${draftName(row.draft)} ${row.draft.cloudLabel} ${row.draft.region} draft ${row.draft.step}`
  const { group } = row
  const states = group.states.map((state) => state.text).join(' ')
  return `${group.name} ${group.id} ${group.cloudLabel} ${group.region} ${group.zones.join(' ')} ${states} ${group.lastEvent?.text ?? ''}`
}

/** A sentence as it goes on after a comma: "Resumed, 10.0.1.24" → "resumed, 10.0.1.24"; names keep their capitals. */
export const asClause = (sentence: string): string =>
  /^[A-Z]{2}/.test(sentence) || startsWithName(sentence)
    ? sentence
    : sentence.charAt(0).toLowerCase() + sentence.slice(1)
