'use client'

import { parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { FilterSelect } from '@/components/form/filter-select'
import { Ago } from '@/components/shell/ago'
import { Chip } from '@/components/shell/chips'
import { CloudFilter } from '@/components/shell/cloud-filter'
import { CLOUD_FILTERS } from '@/components/shell/clouds'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import { Ip } from '@/components/shell/ip'
import { EmptyState } from '@/components/shell/states'
import { addressOrder } from '@/components/shell/table-order'
import type { DriftActions } from '@/lib/api/actions'
import { DRIFT_TITLES } from '@/lib/api/drift-messages'
import type { DriftView } from '@/lib/api/views/drifts'
import { DRIFT_KINDS, type DriftKind } from '@/lib/domain/drift'
import { ContestedNote } from './contested-note'
import css from './drift.module.css'
import { DriftInspector } from './drift-inspector'
import { searchText, standingText } from './drift-words'

const URL_FILTER = {
  cloud: parseAsStringLiteral(CLOUD_FILTERS).withDefault(''),
  kind: parseAsStringLiteral(['', ...DRIFT_KINDS] as const).withDefault(''),
  group: parseAsString.withDefault(''),
}

/** One difference a row, and the chosen one beside them. `more`: open ones that are not listed. */
export function DriftList(props: {
  rows: readonly DriftView[]
  more: number
  closed: boolean
  actions: DriftActions
}) {
  const [filter, setFilter] = useQueryStates(URL_FILTER, { history: 'replace', clearOnDefault: true })
  const [chosen, setChosen] = useQueryState('drift', { history: 'replace' })
  const rows = useMemo(
    () =>
      props.rows.filter(
        (one) =>
          (filter.cloud === '' || one.cloud === filter.cloud) &&
          (filter.kind === '' || one.kind === filter.kind) &&
          (filter.group === '' || one.group?.id === filter.group),
      ),
    [props.rows, filter],
  )
  const current = props.rows.find((one) => one.id === chosen) ?? null
  return (
    <div className={css.columns}>
      <div>
        <DataTable
          label={props.closed ? 'Closed drift' : 'Open drift'}
          rows={rows}
          columns={props.closed ? CLOSED : OPEN}
          rowKey={rowKey}
          onRowOpen={(row) => void setChosen(row.id)}
          isCurrent={(row) => row.id === chosen}
          search={SEARCH}
          filters={<Filters rows={props.rows} filter={filter} setFilter={(next) => void setFilter(next)} />}
          {...(props.rows.length === 0 ? { empty: <Nothing closed={props.closed} /> } : {})}
          nothingFound="No difference matches. Change the search or the filters."
        />
        {props.more > 0 && (
          <p className={css.note}>
            {props.more.toLocaleString('en')} more are open and not listed. The search finds them, too, and
            they follow as these are closed.
          </p>
        )}
      </div>
      <DriftInspector
        drift={current}
        missing={chosen !== null && current === null}
        actions={props.actions}
        onClose={() => void setChosen(null)}
      />
    </div>
  )
}

type Filter = { cloud: (typeof CLOUD_FILTERS)[number]; kind: DriftKind | ''; group: string }

function Filters(props: {
  rows: readonly DriftView[]
  filter: Filter
  setFilter: (next: Partial<Filter>) => void
}) {
  const { rows, filter, setFilter } = props
  const there = new Set(rows.map(({ kind }) => kind))
  const kinds = DRIFT_KINDS.filter((kind) => there.has(kind) || kind === filter.kind)
  const groups = new Map(rows.flatMap(({ group }) => (group ? [[group.id, group.name] as const] : [])))
  // A link may lead to a group of which nothing is left: what is filtered by must be seen, and can be cleared.
  if (filter.group !== '' && !groups.has(filter.group)) groups.set(filter.group, 'Group without any')
  return (
    <>
      <CloudFilter rows={rows} value={filter.cloud} onChange={(cloud) => setFilter({ cloud })} />
      <FilterSelect
        label="Kind"
        every="Every kind"
        data={kinds.map((value) => ({ value, label: DRIFT_TITLES[value] }))}
        value={filter.kind}
        onChange={(kind) => setFilter({ kind: DRIFT_KINDS.find((one) => one === kind) ?? '' })}
      />
      <FilterSelect
        label="Group"
        every="Every group"
        data={[...groups].map(([value, label]) => ({ value, label }))}
        value={filter.group}
        onChange={(group) => setFilter({ group })}
      />
    </>
  )
}

const rowKey = (row: DriftView) => row.id
const SEARCH = { label: 'Search drift', text: searchText }

const WHAT: DataColumn<DriftView> = {
  id: 'kind',
  header: 'What',
  narrow: 'title',
  sortValue: (row) => row.kindText,
  cell: (row) => (
    <span className={css.what}>
      <span className={css.kind}>{row.kindText}</span>
      <span className={css.sentence}>{row.sentence}</span>
      {row.contested && (
        <span className={css.sentence}>
          <ContestedNote drift={row} still />
        </span>
      )}
    </span>
  ),
}

const WHOSE: readonly DataColumn<DriftView>[] = [
  {
    id: 'group',
    header: 'Group',
    width: '19%',
    sortValue: (row) => row.group?.name ?? '',
    cell: (row) => row.group?.name ?? <span className={css.soft}>No group</span>,
  },
  {
    id: 'address',
    header: 'Private IP',
    width: '14%',
    sortValue: (row) => (row.address === null ? '' : addressOrder(row.address)),
    cell: (row) =>
      row.address === null ? <span className={css.soft}>None</span> : <Ip address={row.address} plain />,
  },
]

const OPEN: readonly DataColumn<DriftView>[] = [
  WHAT,
  ...WHOSE,
  {
    id: 'since',
    header: 'Since',
    width: '12%',
    sortValue: (row) => row.since,
    cell: (row) => <Ago at={row.since} still />,
  },
  {
    id: 'standing',
    header: 'Repair',
    width: '126px',
    sortValue: (row) => (row.begun ? '0' : row.mayStay ? '3' : row.repairs.length > 0 ? '1' : '2'),
    cell: (row) =>
      row.begun ? (
        <Chip tone="busy">Begun</Chip>
      ) : row.mayStay ? (
        <Chip>May stay</Chip>
      ) : row.repairs.length > 0 ? (
        <Chip tone="warn">Plan ready</Chip>
      ) : (
        <Chip>Yours to do</Chip>
      ),
  },
]

const CLOSED: readonly DataColumn<DriftView>[] = [
  WHAT,
  ...WHOSE,
  {
    id: 'closed',
    header: 'Closed',
    width: '12%',
    sortValue: (row) => row.closed?.at ?? '',
    cell: (row) => row.closed && <Ago at={row.closed.at} still />,
  },
  {
    id: 'standing',
    header: 'Outcome',
    width: '15%',
    sortValue: standingText,
    cell: (row) => (
      <Chip tone={row.closed?.outcome === 'repaired' ? 'ok' : 'plain'}>{standingText(row)}</Chip>
    ),
  },
]

const Nothing = (props: { closed: boolean }) =>
  props.closed ? (
    <EmptyState
      title="Nothing has drifted yet"
      text="What is repaired, or vanishes by itself, is listed here."
    />
  ) : (
    <EmptyState
      title="Nothing differs"
      text="Holdfast looks at the whole account again and again, and lists here what is not as it is recorded."
    />
  )
