'use client'

import { Button } from '@mantine/core'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { DataColumn, DataTableProps } from '@/components/shell/data-table'
import table from '@/components/shell/data-table.module.css'
import { TableHead } from '@/components/shell/data-table-head'
import type { TableSort } from '@/components/shell/table-order'
import type { InstanceView } from '@/lib/api/views/instances'
import type { InstanceAction } from '@/lib/domain/stateful-instance'
import type { InstanceColumn } from './instance-columns'
import { InstanceRow, type RowHandlers } from './instance-row'
import css from './instance-table.module.css'
import { SORT_VALUES } from './instance-words'
import { keyTarget } from './row-keys'
import { extendTo, type RowSelection, toggleRow } from './row-selection'
import { useInstanceRows } from './use-instance-rows'

export type InstanceTableProps = {
  readonly label: string
  /** Filtered and in order. */
  readonly rows: readonly InstanceView[]
  readonly columns: readonly InstanceColumn[]
  readonly sort: TableSort | null
  readonly onSort: (sort: TableSort) => void
  readonly selection: RowSelection
  readonly onSelection: (selection: RowSelection) => void
  /** The one shown in the inspector. */
  readonly open: string | null
  readonly onOpen: (id: string) => void
  readonly onAction: (action: InstanceAction, id: string) => void
  /** Clears search and filter, where nothing matches them. */
  readonly onShowAll: () => void
}

/**
 * The instances of a group as a real table with one tab stop: arrow keys go through the rows, Enter opens one, space
 * selects it, shift extends. Thousands of rows are drawn as they come into sight; the window is what scrolls.
 */
export function InstanceTable(props: InstanceTableProps) {
  const { rows, columns, selection } = props
  const order = useMemo(() => rows.map(({ id }) => id), [rows])
  const [active, setActive] = useState<string | null>(null)
  const stop = active !== null && order.includes(active) ? active : (order[0] ?? null)
  const { body, items, above, below, virtual, scrollTo } = useInstanceRows(rows)

  // Handlers keep their identity, so that memoised rows stay as they are; what they need is looked up when they run.
  const latest = useRef({ props, order })
  useEffect(() => {
    latest.current = { props, order }
  })
  const handlers = useMemo<RowHandlers>(
    () => ({
      onOpen: (id) => latest.current.props.onOpen(id),
      onAction: (action, id) => latest.current.props.onAction(action, id),
      onEnter: setActive,
      onSelect: (id, range) => {
        const { props: now, order: keys } = latest.current
        now.onSelection(range ? extendTo(now.selection, id, keys) : toggleRow(now.selection, id))
      },
    }),
    [],
  )

  const sortId = props.sort?.id
  const sortDesc = props.sort?.desc === true
  // Scrolling draws the body anew many times a second; the head asks every row whether it is selected.
  const head = useMemo(
    () => (
      <TableHead
        table={headOf(props.label, rows, columns, selection.keys, (keys) =>
          latest.current.props.onSelection({ keys, anchor: null }),
        )}
        shown={rows}
        sort={sortId === undefined ? null : { id: sortId, desc: sortDesc }}
        onSort={(next) => latest.current.props.onSort(next)}
      />
    ),
    [props.label, rows, columns, selection.keys, sortId, sortDesc],
  )

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const here = (event.target as HTMLElement).closest('[data-row-stop]')
    if (!here || stop === null) return
    if (event.key === ' ') {
      event.preventDefault()
      handlers.onSelect(stop, event.shiftKey)
      return
    }
    const to = keyTarget(event.key, order.indexOf(stop), order.length)
    const key = to === null ? undefined : order[to]
    if (to === null || key === undefined) return
    event.preventDefault()
    if (event.shiftKey) {
      const from = selection.anchor === null ? toggleRow(selection, stop) : selection
      props.onSelection(extendTo(from, key, order))
    }
    setActive(key)
    scrollTo(to, key)
  }
  // Firefox presses a button when space is let go.
  const onKeyUp = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === ' ' && (event.target as HTMLElement).closest('[data-row-stop]')) event.preventDefault()
  }

  return (
    <div className={`${table.card} ${css.card}`}>
      <table
        className={`${table.table} ${css.table}`}
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
      >
        {head}
        <tbody ref={body} onKeyDown={onKeyDown} onKeyUp={onKeyUp}>
          {above > 0 && <Gap height={above} columns={columns.length + 2} />}
          {items.map((at) => {
            const instance = rows[at]
            return instance === undefined ? null : (
              <InstanceRow
                key={instance.id}
                instance={instance}
                at={at}
                columns={columns}
                selected={selection.keys.has(instance.id)}
                open={props.open === instance.id}
                stop={stop === instance.id}
                handlers={handlers}
                measure={virtual.measureElement}
              />
            )
          })}
          {below > 0 && <Gap height={below} columns={columns.length + 2} />}
        </tbody>
      </table>
      {rows.length === 0 && (
        <div className={table.nothing}>
          No instance matches.{' '}
          <Button size="compact-sm" variant="default" onClick={props.onShowAll}>
            Show all
          </Button>
        </div>
      )}
    </div>
  )
}

const Gap = (props: { height: number; columns: number }) => (
  <tr aria-hidden className={table.gap} style={{ height: props.height }}>
    <td colSpan={props.columns} />
  </tr>
)

const ACTIONS: DataColumn<InstanceView> = {
  id: 'actions',
  header: 'Actions',
  headerHidden: true,
  width: '44px',
  cell: () => null,
}

export const headColumns = (columns: readonly InstanceColumn[]): DataColumn<InstanceView>[] => [
  ...columns.map(({ id, header, width }) => ({
    id,
    header,
    width,
    sortValue: SORT_VALUES[id],
    cell: () => null,
  })),
  ACTIONS,
]

/** The shared head of tables, told about these columns. */
const headOf = (
  label: string,
  rows: readonly InstanceView[],
  columns: readonly InstanceColumn[],
  keys: ReadonlySet<string>,
  onChange: (keys: ReadonlySet<string>) => void,
): DataTableProps<InstanceView> => ({
  label,
  rows,
  columns: headColumns(columns),
  rowKey: ({ id }) => id,
  selection: { keys, onChange, rowLabel: ({ id }) => id },
})
