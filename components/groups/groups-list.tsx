'use client'

import { IconPlus, IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { FilterSelect } from '@/components/form/filter-select'
import { CloudFilter } from '@/components/shell/cloud-filter'
import { DataTable } from '@/components/shell/data-table'
import { PageHeader } from '@/components/shell/page-header'
import { Bone, EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import type { WizardActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { DraftRowView, GroupsView } from '@/lib/api/views/groups'
import { CLIS, CLOUD_FILTERS } from '../shell/clouds'
import css from './groups-list.module.css'
import { groupColumns } from './groups-list-columns'
import { DiscardDraft } from './groups-list-discard'
import {
  keepRow,
  type ListRow,
  listRows,
  rowCloud,
  rowKey,
  rowRegion,
  rowText,
  STATE_FILTERS,
  totalsSentence,
} from './groups-list-words'
import { ReasonLink } from './reason-button'

type Actions = Pick<WizardActions, 'discardDraft'>

/** A state that is none of these is no filter. */
const STATES = ['', ...STATE_FILTERS.map(({ value }) => value)] as const
const URL_FILTER = {
  state: parseAsStringLiteral(STATES).withDefault(''),
  region: parseAsString.withDefault(''),
  cloud: parseAsStringLiteral(CLOUD_FILTERS).withDefault(''),
}

/** Every group and draft: search, sort and filters in the URL. `actions.discardDraft`: the server action. */
export function GroupsScreen(props: { actions: Actions }) {
  const { data, error, refetch } = useQuery(queries.groups())
  const empty = data !== undefined && data.groups.length === 0 && data.drafts.length === 0
  return (
    <>
      <PageHeader
        title="Groups"
        sub={data ? totalsSentence(data) : error ? '' : <Bone width={320} height={11} />}
        actions={empty ? undefined : <Ways />}
      />
      {data ? (
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
      <ReasonLink
        action="applyWizard"
        href={paths.newGroup()}
        leftSection={<IconPlus size={15} aria-hidden />}
      >
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
  const all = useMemo(() => listRows(view), [view])
  const rows = useMemo(() => all.filter((row) => keepRow(row, filter)), [all, filter])
  const regions = useMemo(() => [...new Set(all.map(rowRegion))].filter(Boolean).sort(), [all])
  const columns = useMemo(() => groupColumns(setDiscarding), [])
  const clouds = useMemo(() => all.map((row) => ({ cloud: rowCloud(row) })), [all])
  const filters = (
    <>
      <CloudFilter rows={clouds} value={filter.cloud} onChange={(cloud) => void setFilter({ cloud })} />
      <FilterSelect
        label="State"
        every="Every state"
        data={STATE_FILTERS.map(({ value, label }) => ({ value, label }))}
        value={filter.state}
        onChange={(state) => void setFilter({ state: STATES.find((one) => one === state) ?? '' })}
      />
      <FilterSelect
        label="Region"
        every="Every region"
        data={regions}
        value={filter.region}
        onChange={(region) => void setFilter({ region })}
      />
    </>
  )
  if (all.length === 0) return <Nothing />
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
      />
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
