'use client'

import { Checkbox, NativeSelect } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import { parseSort, type TableSort } from '@/lib/api/table-order'
import type { DataColumn, DataTableProps } from './data-table'
import css from './data-table.module.css'

type HeadProps<T> = {
  table: DataTableProps<T>
  shown: readonly T[]
  sort: TableSort | null
  onSort: (sort: TableSort) => void
}

export function TableHead<T>(props: HeadProps<T>) {
  const { table, sort } = props
  return (
    <thead>
      <tr aria-rowindex={1}>
        {table.selection && (
          <th scope="col" className={css.tick}>
            <SelectAll table={table} shown={props.shown} />
          </th>
        )}
        {table.columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            style={{ width: column.width }}
            data-align={column.align}
            aria-sort={sort?.id === column.id ? (sort.desc ? 'descending' : 'ascending') : undefined}
          >
            <HeaderCell column={column} sort={sort} onSort={props.onSort} />
          </th>
        ))}
      </tr>
    </thead>
  )
}

function HeaderCell<T>(props: {
  column: DataColumn<T>
  sort: TableSort | null
  onSort: (sort: TableSort) => void
}) {
  const { column, sort } = props
  if (column.headerHidden) return <span className={css.unseen}>{column.header}</span>
  if (!column.sortValue) return <>{column.header}</>
  const on = sort?.id === column.id
  const Icon = on ? (sort.desc ? IconArrowDown : IconArrowUp) : IconArrowsSort
  return (
    <button
      type="button"
      className={css.sort}
      data-on={on || undefined}
      onClick={() => props.onSort({ id: column.id, desc: on ? !sort.desc : false })}
    >
      {column.header}
      <Icon size={13} aria-hidden className={css.arrow} />
    </button>
  )
}

function SelectAll<T>(props: { table: DataTableProps<T>; shown: readonly T[] }) {
  const { selection, rowKey } = props.table
  if (!selection) return null
  const shown = props.shown.map(rowKey)
  const chosen = shown.filter((key) => selection.keys.has(key)).length
  const all = shown.length > 0 && chosen === shown.length
  const toggle = () => {
    const keys = new Set(selection.keys)
    for (const key of shown) all ? keys.delete(key) : keys.add(key)
    selection.onChange(keys)
  }
  return (
    <Checkbox
      aria-label="Select all shown"
      checked={all}
      indeterminate={chosen > 0 && !all}
      onChange={toggle}
      size="xs"
    />
  )
}

/** On narrow screens there are no headers to click: a select takes their place. */
export function SortSelect<T>(props: {
  columns: readonly DataColumn<T>[]
  sort: TableSort | null
  onSort: (sort: TableSort) => void
}) {
  const sortable = props.columns.filter((column) => column.sortValue)
  if (sortable.length === 0) return null
  const options = sortable.flatMap((column) => [
    { value: column.id, label: `${column.header}, ascending` },
    { value: `-${column.id}`, label: `${column.header}, descending` },
  ])
  const value = props.sort ? `${props.sort.desc ? '-' : ''}${props.sort.id}` : ''
  return (
    <NativeSelect
      className={css.sortSelect}
      aria-label="Sort by"
      value={value}
      data={[{ value: '', label: 'Sort by', disabled: true }, ...options]}
      onChange={(event) => {
        const sort = parseSort(
          event.currentTarget.value,
          sortable.map((column) => column.id),
        )
        if (sort) props.onSort(sort)
      }}
    />
  )
}
