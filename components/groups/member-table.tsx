'use client'

import { Button } from '@mantine/core'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { DataColumn, DataTableProps } from '@/components/shell/data-table'
import table from '@/components/shell/data-table.module.css'
import { TableHead } from '@/components/shell/data-table-head'
import type { TableSort } from '@/lib/api/table-order'
import type { Member, MemberColumn, MemberKind } from './member'
import { MemberRow, type RowHandlers } from './member-row'
import css from './member-table.module.css'
import { keyTarget } from './row-keys'
import { extendTo, type RowSelection, toggleRow } from './row-selection'
import { useMemberRows } from './use-member-rows'

export type MemberTableProps<T, A extends string> = {
  readonly kind: MemberKind<T, A>
  /** Filtered and in order. */
  readonly rows: readonly T[]
  readonly columns: readonly MemberColumn<T>[]
  readonly sort: TableSort | null
  readonly onSort: (sort: TableSort) => void
  readonly selection: RowSelection
  readonly onSelection: (selection: RowSelection) => void
  /** The one shown in the inspector. */
  readonly open: string | null
  readonly onOpen: (id: string) => void
  readonly onAction: (action: A, id: string) => void
  /** Clears search and filter, where nothing matches them. */
  readonly onShowAll: () => void
}

/**
 * The members of a group as a real table with one tab stop: arrow keys go through the rows, Enter opens one, space
 * selects it, shift extends. Thousands of rows are drawn as they come into sight; the window is what scrolls.
 */
export function MemberTable<A extends string, T extends Member<A>>(props: MemberTableProps<T, A>) {
  const { rows, columns, selection } = props
  const label = tableLabel(props.kind.one)
  const order = useMemo(() => rows.map(({ id }) => id), [rows])
  const [active, setActive] = useState<string | null>(null)
  const stop = active !== null && order.includes(active) ? active : (order[0] ?? null)
  const { body, items, above, below, virtual, scrollTo } = useMemberRows(rows)

  // Handlers keep their identity, so that memoised rows stay as they are; what they need is looked up when they run.
  const latest = useRef({ props, order })
  useEffect(() => {
    latest.current = { props, order }
  })
  const handlers = useMemo<RowHandlers<A>>(
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
        table={headOf(label, rows, columns, selection.keys, (keys) =>
          latest.current.props.onSelection({ keys, anchor: null }),
        )}
        shown={rows}
        sort={sortId === undefined ? null : { id: sortId, desc: sortDesc }}
        onSort={(next) => latest.current.props.onSort(next)}
      />
    ),
    [label, rows, columns, selection.keys, sortId, sortDesc],
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
      <table className={`${table.table} ${css.table}`} aria-label={label} aria-rowcount={rows.length + 1}>
        {head}
        <tbody ref={body} onKeyDown={onKeyDown} onKeyUp={onKeyUp}>
          {above > 0 && <Gap height={above} columns={columns.length + 2} />}
          {items.map((at) => {
            const member = rows[at]
            return member === undefined ? null : (
              <MemberRow
                key={member.id}
                kind={props.kind}
                member={member}
                at={at}
                columns={columns}
                selected={selection.keys.has(member.id)}
                open={props.open === member.id}
                stop={stop === member.id}
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
          No {props.kind.one} matches.{' '}
          <Button size="compact-sm" variant="default" onClick={props.onShowAll}>
            Show all
          </Button>
        </div>
      )}
    </div>
  )
}

/** "Instances", "VMs" */
const tableLabel = (one: string): string => `${one.charAt(0).toUpperCase()}${one.slice(1)}s`

const Gap = (props: { height: number; columns: number }) => (
  <tr aria-hidden className={table.gap} style={{ height: props.height }}>
    <td colSpan={props.columns} />
  </tr>
)

const ACTIONS = {
  id: 'actions',
  header: 'Actions',
  headerHidden: true,
  width: '44px',
  cell: () => null,
} as const

export const headColumns = <T,>(columns: readonly MemberColumn<T>[]): DataColumn<T>[] => [
  ...columns.map(({ id, header, width, sortValue }) => ({ id, header, width, sortValue, cell: () => null })),
  ACTIONS,
]

/** The shared head of tables, told about these columns. */
const headOf = <T extends { readonly id: string }>(
  label: string,
  rows: readonly T[],
  columns: readonly MemberColumn<T>[],
  keys: ReadonlySet<string>,
  onChange: (keys: ReadonlySet<string>) => void,
): DataTableProps<T> => ({
  label,
  rows,
  columns: headColumns(columns),
  rowKey: ({ id }) => id,
  selection: { keys, onChange, rowLabel: ({ id }) => id },
})
