'use client'

import { useMemo } from 'react'
import { FilterSelect } from '@/components/form/filter-select'
import table from '@/components/shell/data-table.module.css'
import { SortSelect } from '@/components/shell/data-table-head'
import { SearchField } from '@/components/shell/search-field'
import type { useTableUrl } from '@/components/shell/use-table-url'
import { formatSort, type TableSort } from '@/lib/api/table-order'
import { plural, say } from '@/lib/domain/plural'
import type { MemberColumn, MemberKind } from './member'
import { headColumns } from './member-table'
import css from './members.module.css'

/** Search, filter by state with counts, sort on narrow screens, and how many are shown. */
export function MemberToolbar<T, A extends string>(props: {
  kind: MemberKind<T, A>
  members: readonly T[]
  columns: readonly MemberColumn<T>[]
  order: ReturnType<typeof useTableUrl>
  state: string
  onState: (state: string) => void
  sort: TableSort | null
  shown: number
}) {
  const { kind, members, order } = props
  const filters = useMemo(
    () =>
      kind.filters
        .map(({ value, label, keeps }) => ({ value, label, count: members.filter(keeps).length }))
        .filter(({ count, value }) => count > 0 || value === props.state)
        .map(({ value, label, count }) => ({ value, label: `${label}, ${say(count)}` })),
    [kind, members, props.state],
  )
  return (
    <div className={table.toolbar}>
      <SearchField label={`Search ${kind.one}s`} value={order.q} onChange={order.setQ} />
      <FilterSelect
        label="State"
        every="Every state"
        data={filters}
        value={props.state}
        onChange={props.onState}
      />
      <SortSelect
        columns={headColumns(props.columns)}
        sort={props.sort}
        onSort={(next) => order.setSort(formatSort(next))}
      />
      <p className={css.shown} role="status">
        {props.shown === members.length
          ? plural(members.length, kind.one)
          : `${say(props.shown)} of ${plural(members.length, kind.one)}`}
      </p>
    </div>
  )
}
