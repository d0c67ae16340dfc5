import { CLOUDS, type Cloud, cloudRules } from '@/lib/domain/cloud-rules'
import type { Parameter } from './route-parameters'
import { compareValues, matchesText, parseSort } from './table-order'
import type { DraftRowView, GroupRowView, GroupsView, ListRow } from './views/groups'
import type { Tone } from './views/instances'

/*
 * The list of groups and drafts is searched, filtered, sorted and paged by the server: of a thousand groups a browser
 * needs the hundred that it shows. What the list is asked for stands in the URL.
 */

export const rowKey = (row: ListRow): string =>
  row.kind === 'group' ? row.group.id : `draft ${row.draft.id}`
const rowName = (row: ListRow): string => (row.kind === 'group' ? row.group.name : draftName(row.draft))
export const rowRegion = (row: ListRow): string =>
  row.kind === 'group' ? row.group.region : row.draft.region

/** Null for a draft in which none was chosen yet. */
export const rowCloud = (row: ListRow): Cloud | null =>
  row.kind === 'group'
    ? row.group.cloud
    : (CLOUDS.find((cloud) => cloudRules[cloud].label === row.draft.cloudLabel) ?? null)

export const draftName = (draft: DraftRowView): string =>
  draft.name.trim() === '' ? 'Unnamed group' : draft.name

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

/** What each column of the list is sorted by. */
export const GROUP_SORTS = {
  name: rowName,
  where: rowRegion,
  active: (row) => (row.kind === 'group' ? row.group.active : -1),
  pool: (row) => (row.kind === 'group' ? row.group.pool.size : row.draft.poolSize),
  state: stateOrder,
  last: (row) => (row.kind === 'group' ? (row.group.lastEvent?.at ?? '') : row.draft.updatedAt),
} as const satisfies Record<string, (row: ListRow) => string | number>

/** As it stands in the URL; '' is no search, the order by name, and no filter. */
export type GroupsAsked = {
  readonly q: string
  readonly sort: string
  readonly state: string
  readonly region: string
  readonly cloud: string
  /** From 1. */
  readonly page: number
}

/** `said`: what the URL says under a name. What is no page is the first one. */
export function groupsAsked(said: (name: Parameter<'groups'>) => string | null | undefined): GroupsAsked {
  const text = (name: Parameter<'groups'>) => said(name) ?? ''
  const page = Number(text('page'))
  return {
    ...{ q: text('q').trim(), sort: text('sort'), state: text('state') },
    ...{
      region: text('region'),
      cloud: text('cloud'),
      page: Number.isSafeInteger(page) && page > 1 ? page : 1,
    },
  }
}

export const GROUPS_PER_PAGE = 100

/** The page of `all` that is asked for; beyond the last one it is the last. Drafts stand at the end. */
export function pageOfGroups(
  all: readonly ListRow[],
  asked: GroupsAsked,
): Pick<GroupsView, 'rows' | 'found' | 'page' | 'pages'> {
  const found = all.filter(
    (row) => keepRow(row, asked) && (asked.q === '' || matchesText(rowText(row), asked.q)),
  )
  const ordered = inOrder(found, asked.sort)
  const pages = Math.max(1, Math.ceil(ordered.length / GROUPS_PER_PAGE))
  const page = Math.min(asked.page, pages)
  const rows = ordered.slice((page - 1) * GROUPS_PER_PAGE, page * GROUPS_PER_PAGE)
  return { rows, found: ordered.length, page, pages }
}

function inOrder(rows: readonly ListRow[], text: string): readonly ListRow[] {
  const sort = parseSort(text, Object.keys(GROUP_SORTS))
  if (!sort) return rows
  const worth = GROUP_SORTS[sort.id as keyof typeof GROUP_SORTS]
  const sign = sort.desc ? -1 : 1
  return [...rows].sort(
    (a, b) =>
      Number(a.kind === 'draft') - Number(b.kind === 'draft') || sign * compareValues(worth(a), worth(b)),
  )
}
