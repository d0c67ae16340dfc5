'use client'

import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconUpload } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { FilterSelect } from '@/components/form/filter-select'
import { ReasonLink } from '@/components/form/reason-button'
import { CloudFilter } from '@/components/shell/cloud-filter'
import { DataTable } from '@/components/shell/data-table'
import { PageHeader } from '@/components/shell/page-header'
import { Bone, EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import type { WizardActions } from '@/lib/api/actions'
import { type GroupsAsked, groupsAsked, keepRow, rowKey, rowText, STATE_FILTERS } from '@/lib/api/group-list'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { DraftRowView, GroupsView, ListRow } from '@/lib/api/views/groups'
import { CLIS, CLOUD_FILTERS } from '../shell/clouds'
import css from './groups-list.module.css'
import { groupColumns } from './groups-list-columns'
import { DiscardDraft } from './groups-list-discard'
import { GroupPages } from './groups-list-pages'
import { totalsSentence } from './groups-list-words'

type Actions = Pick<WizardActions, 'discardDraft'>

/** A state that is none of these is no filter. */
const STATES = ['', ...STATE_FILTERS.map(({ value }) => value)] as const
const URL_FILTER = {
  state: parseAsStringLiteral(STATES).withDefault(''),
  region: parseAsString.withDefault(''),
  cloud: parseAsStringLiteral(CLOUD_FILTERS).withDefault(''),
  page: parseAsInteger.withDefault(1),
}
/** Of the table itself, which writes them. */
const URL_TABLE = { q: parseAsString.withDefault(''), sort: parseAsString.withDefault('') }
/** Who types is asked for when there is a pause. */
const TYPING_MS = 150

/** What the URL asks the list for, the search a moment later. */
function useAsked(): GroupsAsked {
  const [filter] = useQueryStates(URL_FILTER)
  const [{ q, sort }] = useQueryStates(URL_TABLE)
  const [typed] = useDebouncedValue(q, TYPING_MS)
  const { state, region, cloud, page } = filter
  const said: Record<string, string> = { q: typed, sort, state, region, cloud, page: String(page) }
  return groupsAsked((name) => said[name])
}

/**
 * Groups and drafts, a page at a time: search, sort and filters stand in the URL and are the server's work.
 * `actions.discardDraft`: the server action.
 */
export function GroupsScreen(props: { actions: Actions }) {
  const asked = useAsked()
  // While the next page is on its way, the one before stands, ordered and searched as far as it goes.
  const { data, error, refetch } = useQuery({ ...queries.groups(asked), placeholderData: keepPreviousData })
  const empty = data !== undefined && data.totals.groups === 0 && data.totals.drafts === 0
  return (
    <>
      <PageHeader
        title="Groups"
        sub={data ? totalsSentence(data) : error ? '' : <Bone width={320} height={11} />}
        actions={empty ? undefined : <Ways />}
      />
      {empty ? (
        <Nothing />
      ) : data ? (
        <GroupsTable view={data} actions={props.actions} />
      ) : (
        <div className={css.card}>
          {error ? (
            <ErrorState title="The groups could not be read" error={error} retry={() => void refetch()} />
          ) : (
            <RowsSkeleton rows={6} height={60} label="groups" />
          )}
        </div>
      )}
    </>
  )
}

function Ways() {
  return (
    <>
      <ReasonLink
        variant="default"
        action="applyImport"
        href={paths.inventory()}
        leftSection={<IconUpload size={15} aria-hidden />}
      >
        Import inventory
      </ReasonLink>
      <ReasonLink action="saveDraft" href={paths.newGroup()} leftSection={<IconPlus size={15} aria-hidden />}>
        Create group
      </ReasonLink>
    </>
  )
}

const hrefOf = (row: ListRow): string => {
  if (row.kind === 'group') return paths.group(row.group.id)
  const { draft } = row
  return draft.groupId === null
    ? paths.newGroup(draft.id, draft.step)
    : paths.editGroup(draft.groupId, draft.id, draft.step)
}

const SEARCH = { label: 'Search groups', text: rowText }
const isDraft = (row: ListRow) => row.kind === 'draft'

function GroupsTable(props: { view: GroupsView; actions: Actions }) {
  const { view } = props
  const [filter, setFilter] = useQueryStates(URL_FILTER, { history: 'replace', clearOnDefault: true })
  const [discarding, setDiscarding] = useState<DraftRowView | null>(null)
  const columns = useMemo(() => groupColumns(setDiscarding), [])
  const clouds = useMemo(() => view.clouds.map((cloud) => ({ cloud })), [view.clouds])
  const choose = (change: Partial<Omit<typeof filter, 'page'>>) => void setFilter({ ...change, page: 1 })
  const rows = useMemo(() => view.rows.filter((row) => keepRow(row, filter)), [view.rows, filter])
  const all = view.totals.groups + view.totals.drafts
  const filters = (
    <>
      <CloudFilter rows={clouds} value={filter.cloud} onChange={(cloud) => choose({ cloud })} />
      <FilterSelect
        label="State"
        every="Every state"
        data={STATE_FILTERS.map(({ value, label }) => ({ value, label }))}
        value={filter.state}
        onChange={(state) => choose({ state: STATES.find((one) => one === state) ?? '' })}
      />
      <FilterSelect
        label="Region"
        every="Every region"
        data={[...view.regions]}
        value={filter.region}
        onChange={(region) => choose({ region })}
      />
    </>
  )
  return (
    <>
      <DataTable
        label="Groups"
        rows={rows}
        columns={columns}
        rowKey={rowKey}
        rowHref={hrefOf}
        search={SEARCH}
        filters={filters}
        pinned={isDraft}
        rowHeight={62}
        nothingFound="No group matches. Change the search or the filters."
        countText={(shown) => `Groups: ${shown} shown of ${view.found} found, ${all} in all`}
      />
      <GroupPages view={view} onPage={(page) => void setFilter({ page }, { history: 'push' })} />
      <DiscardDraft
        draft={discarding}
        onClose={() => setDiscarding(null)}
        discard={props.actions.discardDraft}
      />
    </>
  )
}

function Nothing() {
  return (
    <div className={css.card}>
      <EmptyState
        title="Give your first machines an address that stays"
        text={`A group keeps the addresses of its instances through every interruption, or draws those of its VMs from pools. Start from your own network by importing what ${CLIS} prints, or create a group on the subnets that are already here.`}
        action={<Ways />}
      />
    </div>
  )
}
