'use client'

import { Checkbox } from '@mantine/core'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type Ref, useLayoutEffect, useRef, useState } from 'react'
import type { DataColumn, DataTableProps } from './data-table'
import css from './data-table.module.css'
import { NearLink } from './near-link'

/** Up to this many rows are drawn at once: find-in-page works, and the browser does not notice them. */
export const DRAWN_AT_ONCE = 150
const ROW_HEIGHT = 45

type BodyProps<T> = { table: DataTableProps<T>; rows: readonly T[] }

export function TableBody<T>(props: BodyProps<T>) {
  if (props.rows.length > DRAWN_AT_ONCE) return <LongBody {...props} />
  return (
    <tbody>
      {props.rows.map((row, at) => (
        <Row key={props.table.rowKey(row)} table={props.table} row={row} at={at} />
      ))}
    </tbody>
  )
}

/** Only the rows in sight; two empty rows hold the place of those above and below. The window is what scrolls. */
function LongBody<T>(props: BodyProps<T>) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [scrollMargin, setScrollMargin] = useState(0)
  useLayoutEffect(() => {
    if (body.current) setScrollMargin(body.current.getBoundingClientRect().top + window.scrollY)
  }, [])
  const virtual = useWindowVirtualizer({
    count: props.rows.length,
    estimateSize: () => props.table.rowHeight ?? ROW_HEIGHT,
    getItemKey: (at) => {
      const row = props.rows[at]
      return row === undefined ? at : props.table.rowKey(row)
    },
    overscan: 12,
    scrollMargin,
    initialRect: { width: 1200, height: 900 },
  })
  const items = virtual.getVirtualItems()
  const above = (items[0]?.start ?? scrollMargin) - scrollMargin
  const below = virtual.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin)
  const columns = props.table.columns.length + (props.table.selection ? 1 : 0)
  return (
    <tbody ref={body}>
      {above > 0 && <Gap height={above} columns={columns} />}
      {items.map((item) => {
        const row = props.rows[item.index]
        if (row === undefined) return null
        return (
          <Row
            key={item.key}
            table={props.table}
            row={row}
            at={item.index}
            measure={virtual.measureElement}
          />
        )
      })}
      {below > 0 && <Gap height={below} columns={columns} />}
    </tbody>
  )
}

const Gap = (props: { height: number; columns: number }) => (
  <tr aria-hidden className={css.gap} style={{ height: props.height }}>
    <td colSpan={props.columns} />
  </tr>
)

function Row<T>(props: { table: DataTableProps<T>; row: T; at: number; measure?: Ref<HTMLTableRowElement> }) {
  const { table, row } = props
  const current = table.isCurrent?.(row) ?? false
  const opens = table.rowHref?.(row) != null || table.onRowOpen !== undefined
  return (
    <tr
      ref={props.measure}
      data-index={props.at}
      aria-rowindex={props.at + 2}
      data-opens={opens || undefined}
      data-current={current || undefined}
      className={css.row}
    >
      {table.selection && (
        <td className={css.tick}>
          <RowCheck selection={table.selection} row={row} rowKey={table.rowKey(row)} />
        </td>
      )}
      {table.columns.map((column) => (
        <td
          key={column.id}
          data-align={column.align}
          data-narrow={column.narrow}
          data-label={column.narrow ? undefined : column.header}
        >
          <Cell table={table} column={column} row={row} current={current} />
        </td>
      ))}
    </tr>
  )
}

function Cell<T>(props: {
  table: DataTableProps<T>
  column: DataColumn<T>
  row: T
  current: boolean
}): ReactNode {
  const { table, column, row } = props
  const content = column.cell(row)
  if (column.narrow !== 'title') return content
  const href = table.rowHref?.(row)
  if (href != null)
    return (
      <NearLink href={href} className={css.open} aria-current={props.current || undefined}>
        {content}
      </NearLink>
    )
  const open = table.onRowOpen
  if (!open) return content
  return (
    <button type="button" className={css.open} aria-pressed={props.current} onClick={() => open(row)}>
      {content}
    </button>
  )
}

function RowCheck<T>(props: {
  selection: NonNullable<DataTableProps<T>['selection']>
  row: T
  rowKey: string
}) {
  const { keys, onChange, rowLabel } = props.selection
  const toggle = () => {
    const next = new Set(keys)
    if (!next.delete(props.rowKey)) next.add(props.rowKey)
    onChange(next)
  }
  return (
    <Checkbox
      size="xs"
      aria-label={`Select ${rowLabel(props.row)}`}
      checked={keys.has(props.rowKey)}
      onChange={toggle}
    />
  )
}
