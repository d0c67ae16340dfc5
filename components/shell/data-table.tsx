'use client'

import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type ReactNode, useMemo } from 'react'
import { compareValues, formatSort, matchesText, parseSort, type TableSort } from '@/lib/api/table-order'
import css from './data-table.module.css'
import { DRAWN_AT_ONCE, TableBody } from './data-table-body'
import { SortSelect, TableHead } from './data-table-head'
import { SearchField } from './search-field'
import { useTableUrl } from './use-table-url'

export type DataColumn<T> = {
  readonly id: string
  readonly header: string
  /** What the cell shows. In the column marked `narrow: 'title'` it must hold nothing to click: it becomes the link. */
  readonly cell: (row: T) => ReactNode
  /** What sorting compares; without it the column cannot be sorted. */
  readonly sortValue?: (row: T) => string | number
  readonly align?: 'right'
  /** A CSS length or percentage. */
  readonly width?: string
  /** In the cards of narrow screens: the first line, no label before it, or left out. */
  readonly narrow?: 'title' | 'bare' | 'hidden'
  readonly headerHidden?: boolean
}

export type DataTableProps<T> = {
  /** The table's name for assistive technology: "Groups". */
  readonly label: string
  readonly rows: readonly T[]
  readonly columns: readonly DataColumn<T>[]
  readonly rowKey: (row: T) => string
  /** A search box; `text` is everything a row is found by. Kept in the URL as `q`. */
  readonly search?: { readonly label: string; readonly text: (row: T) => string }
  /** Controls beside the search box. */
  readonly filters?: ReactNode
  /** At the right end of the toolbar, e.g. bulk actions. */
  readonly tools?: ReactNode
  /** Order before anybody chose one; without it, the order of `rows`. */
  readonly defaultSort?: TableSort
  /** Distinguishes the URL keys of several tables on a page: "ips" gives `ips.q`, `ips.sort`. */
  readonly urlPrefix?: string
  /** The whole row is a link. */
  readonly rowHref?: (row: T) => string | null
  /** The whole row is a button (opens the inspector). Not together with `rowHref`. */
  readonly onRowOpen?: (row: T) => void
  readonly isCurrent?: (row: T) => boolean
  readonly selection?: {
    readonly keys: ReadonlySet<string>
    readonly onChange: (keys: ReadonlySet<string>) => void
    readonly rowLabel: (row: T) => string
  }
  /** Rows that always stand last, whatever the sort. */
  readonly pinned?: (row: T) => boolean
  /** Shown instead of the table when `rows` is empty. */
  readonly empty?: ReactNode
  /** Said when search or filters leave nothing. */
  readonly nothingFound?: string
  /** Estimated height of a row in px, for long tables. */
  readonly rowHeight?: number
  /** What a screen reader is told changed, e.g. "12 of 40 instances"; by default the number of rows. */
  readonly countText?: (shown: number, total: number) => string
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })
export type Features = typeof features

/**
 * A real table: sortable headers with aria-sort, search and sort in the URL, rows that are links, selection,
 * thousands of rows drawn as they come into sight, cards on narrow screens.
 */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const sortable = props.columns.filter((column) => column.sortValue).map((column) => column.id)
  const url = useTableUrl(props.urlPrefix)
  const sort = parseSort(url.sort, sortable) ?? props.defaultSort ?? null
  const sortId = sort?.id
  const sortDesc = sort?.desc
  const { search, pinned, rows, columns } = props

  const found = useMemo(
    () =>
      search && url.q.trim() !== '' ? rows.filter((row) => matchesText(search.text(row), url.q)) : [...rows],
    [rows, search, url.q],
  )
  const definitions = useMemo(
    () => columns.map((column) => defineColumn(column, sortDesc === true, pinned)),
    [columns, sortDesc, pinned],
  )
  const sorting = useMemo(
    () => (sortId === undefined ? [] : [{ id: sortId, desc: sortDesc === true }]),
    [sortId, sortDesc],
  )
  const table = useTable({
    features,
    columns: definitions,
    data: found,
    getRowId: props.rowKey,
    state: { sorting },
  })
  const ordered = table.getRowModel().rows.map((row) => row.original)

  if (props.rows.length === 0 && props.empty != null) return <div className={css.card}>{props.empty}</div>
  const choose = (next: TableSort) => url.setSort(formatSort(next))
  return (
    <div>
      {(props.search || props.filters || props.tools) && (
        <div className={css.toolbar}>
          {props.search && <SearchField label={props.search.label} value={url.q} onChange={url.setQ} />}
          {props.filters}
          <SortSelect columns={props.columns} sort={sort} onSort={choose} />
          {props.tools && <div className={css.tools}>{props.tools}</div>}
        </div>
      )}
      <p className={css.count} aria-live="polite">
        {props.countText?.(ordered.length, props.rows.length) ??
          `${props.label}: ${ordered.length} of ${props.rows.length} shown`}
      </p>
      <div className={css.card}>
        <table
          className={css.table}
          data-long={ordered.length > DRAWN_AT_ONCE || undefined}
          aria-label={props.label}
          aria-rowcount={ordered.length + 1}
        >
          <TableHead table={props} shown={ordered} sort={sort} onSort={choose} />
          <TableBody table={props} rows={ordered} />
        </table>
        {ordered.length === 0 && (
          <p className={css.nothing}>
            {props.nothingFound ?? 'Nothing matches. Change the search or the filters.'}
          </p>
        )}
      </div>
    </div>
  )
}

/** TanStack negates the comparison for descending order; pinned rows undo that, so that they stay last. */
function defineColumn<T extends object>(
  column: DataColumn<T>,
  desc: boolean,
  pinned: ((row: T) => boolean) | undefined,
): ColumnDef<Features, T> {
  return {
    id: column.id,
    accessorFn: (row: T) => column.sortValue?.(row) ?? '',
    enableSorting: column.sortValue !== undefined,
    sortFn: (a, b) => {
      const last = pinned ? Number(pinned(a.original)) - Number(pinned(b.original)) : 0
      if (last !== 0) return desc ? -last : last
      return compareValues(column.sortValue?.(a.original) ?? '', column.sortValue?.(b.original) ?? '')
    },
  }
}
