'use client'

import { Button, Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsString, useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import table from '@/components/shell/data-table.module.css'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import {
  compareValues,
  formatSort,
  matchesText,
  parseSort,
  type TableSort,
} from '@/components/shell/table-order'
import { useTableUrl } from '@/components/shell/use-table-url'
import type { GroupActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { GroupView } from '@/lib/api/views/groups'
import type { InstanceView } from '@/lib/api/views/instances'
import type { Cloud } from '@/lib/domain/cloud-rules'
import { wordsOf } from '@/lib/domain/cloud-words'
import { type BulkChoice, chooseForAction } from './bulk-action'
import { BulkBar } from './bulk-bar'
import { ConfirmAction } from './confirm-action'
import { BESIDE_INSPECTOR, type InstanceColumn, instanceColumns } from './instance-columns'
import { InstanceInspector } from './instance-inspector'
import { InstanceTable } from './instance-table'
import { InstanceToolbar } from './instance-toolbar'
import { instanceText, keepInstance, SORT_VALUES } from './instance-words'
import css from './instances.module.css'
import { NOTHING_SELECTED, type RowSelection } from './row-selection'

const URL_KEYS = { state: parseAsString.withDefault(''), instance: parseAsString.withDefault('') }
const SORTABLE = Object.keys(SORT_VALUES)

/** The instances of a group: search, sort, filter and the one in the inspector stand in the URL. */
export function GroupInstances(props: { view: GroupView; actions: GroupActions }) {
  const { view } = props
  const { data, error, refetch } = useQuery(queries.instances(view.row.id))
  if (data && data.length > 0)
    return (
      <Instances groupId={view.row.id} cloud={view.config.cloud} instances={data} actions={props.actions} />
    )
  return (
    <div className={table.card}>
      {data ? (
        <EmptyState
          title="No instances"
          text={
            view.state === 'live'
              ? 'Raise target, or add addresses to the private IP pool, and instances are created.'
              : 'The last ones are gone.'
          }
          action={
            view.state === 'live' && (
              <Button component={Link} href={paths.editGroup(view.row.id)} variant="default">
                Edit group
              </Button>
            )
          }
        />
      ) : error ? (
        <ErrorState title="The instances could not be read" error={error} retry={() => void refetch()} />
      ) : (
        <RowsSkeleton rows={8} height={47} label="instances" />
      )}
    </div>
  )
}

function Instances(props: {
  groupId: string
  cloud: Cloud
  instances: readonly InstanceView[]
  actions: GroupActions
}) {
  const { instances } = props
  const [url, setUrl] = useQueryStates(URL_KEYS, { history: 'replace', clearOnDefault: true })
  const order = useTableUrl(undefined)
  const sort = parseSort(order.sort, SORTABLE)
  const rows = useShown(instances, order.q, url.state, sort)
  const [selection, setSelection] = useState<RowSelection>(NOTHING_SELECTED)
  const [choice, setChoice] = useState<BulkChoice | null>(null)
  const narrow = useMediaQuery('(max-width: 70em)') ?? false

  const byId = useMemo(() => new Map(instances.map((one) => [one.id, one])), [instances])
  const selected = useMemo(
    () => [...selection.keys].flatMap((id) => byId.get(id) ?? []),
    [selection.keys, byId],
  )
  const hidden = useMemo(() => hiddenCount(rows, selected), [rows, selected])
  const open = url.instance === '' ? null : url.instance
  const show = (id: string | null) => void setUrl({ instance: id ?? '' })
  const ask = (action: BulkChoice['action'], id: string) => {
    const instance = byId.get(id)
    if (instance) setChoice(chooseForAction(action, [instance]))
  }
  const every = useMemo(() => instanceColumns(wordsOf(props.cloud)), [props.cloud])
  const columns = useColumns(every, open !== null && !narrow)
  const inspector = open !== null && (
    <InstanceInspector
      instanceId={open}
      instance={byId.get(open) ?? null}
      onAction={ask}
      onClose={narrow ? undefined : () => show(null)}
    />
  )
  return (
    <>
      <InstanceToolbar
        instances={instances}
        columns={every}
        order={order}
        state={url.state}
        onState={(state) => void setUrl({ state })}
        sort={sort}
        shown={rows.length}
      />
      <div className={css.columns} data-inspects={(open !== null && !narrow) || undefined}>
        <div className={css.main}>
          <InstanceTable
            label="Instances"
            rows={rows}
            columns={columns}
            sort={sort}
            onSort={(next) => order.setSort(formatSort(next))}
            selection={selection}
            onSelection={setSelection}
            open={open}
            onOpen={(id) => show(id === open ? null : id)}
            onAction={ask}
            onShowAll={() => {
              order.setQ('')
              void setUrl({ state: '' })
            }}
          />
          <p className={css.keys}>
            Arrow keys go through the rows, Enter opens one, space selects it, shift selects as far as there.
          </p>
          <BulkBar
            selected={selected}
            hidden={hidden}
            onAction={setChoice}
            onClear={() => setSelection(NOTHING_SELECTED)}
          />
        </div>
        {inspector && !narrow && (
          <aside className={css.inspector} aria-label={`Inspector, ${open}`}>
            {inspector}
          </aside>
        )}
      </div>
      <Drawer
        opened={open !== null && narrow}
        onClose={() => show(null)}
        position="right"
        size="min(420px, 100%)"
        title="Stateful instance"
        closeButtonProps={{ 'aria-label': 'Close the inspector' }}
      >
        {inspector}
      </Drawer>
      <ConfirmAction
        groupId={props.groupId}
        choice={choice}
        actions={props.actions}
        onClose={() => setChoice(null)}
        onDone={() => setSelection(NOTHING_SELECTED)}
      />
    </>
  )
}

function useShown(
  instances: readonly InstanceView[],
  text: string,
  state: string,
  sort: TableSort | null,
): readonly InstanceView[] {
  const id = sort?.id
  const desc = sort?.desc === true
  return useMemo(() => {
    const found = instances.filter(
      (one) => keepInstance(one, state) && (text.trim() === '' || matchesText(instanceText(one), text)),
    )
    const value = SORT_VALUES[(id ?? 'id') as keyof typeof SORT_VALUES]
    // The value of each row once, not once per comparison.
    const keyed = found.map((one) => ({ one, value: value(one) }))
    const way = desc ? -1 : 1
    keyed.sort((a, b) => way * compareValues(a.value, b.value) || a.one.ordinal - b.one.ordinal)
    return keyed.map(({ one }) => one)
  }, [instances, text, state, id, desc])
}

function hiddenCount(rows: readonly InstanceView[], selected: readonly InstanceView[]): number {
  if (selected.length === 0) return 0
  const shown = new Set(rows.map(({ id }) => id))
  return selected.filter(({ id }) => !shown.has(id)).length
}

/** Between a phone and a wide screen there is no room for every column; the inspector has them all. */
function useColumns(every: readonly InstanceColumn[], beside: boolean): readonly InstanceColumn[] {
  const tight = useMediaQuery('(min-width: 48em) and (max-width: 80em)') ?? false
  return useMemo(
    () =>
      every.filter(({ id }) =>
        beside ? BESIDE_INSPECTOR.includes(id) : !tight || (id !== 'interface' && id !== 'zone'),
      ),
    [every, beside, tight],
  )
}
