'use client'

import { useMemo } from 'react'
import { FilterSelect } from '@/components/form/filter-select'
import table from '@/components/shell/data-table.module.css'
import { SortSelect } from '@/components/shell/data-table-head'
import { SearchField } from '@/components/shell/search-field'
import { formatSort, type TableSort } from '@/components/shell/table-order'
import type { useTableUrl } from '@/components/shell/use-table-url'
import type { InstanceView } from '@/lib/api/views/instances'
import { say } from './group-words'
import type { InstanceColumn } from './instance-columns'
import { headColumns } from './instance-table'
import { STATE_FILTERS } from './instance-words'
import css from './instances.module.css'

/** Search, filter by state with counts, sort on narrow screens, and how many are shown. */
export function InstanceToolbar(props: {
  instances: readonly InstanceView[]
  columns: readonly InstanceColumn[]
  order: ReturnType<typeof useTableUrl>
  state: string
  onState: (state: string) => void
  sort: TableSort | null
  shown: number
}) {
  const { instances, order } = props
  const filters = useMemo(
    () =>
      STATE_FILTERS.map(({ value, label, keeps }) => ({
        value,
        label,
        count: instances.filter(keeps).length,
      }))
        .filter(({ count, value }) => count > 0 || value === props.state)
        .map(({ value, label, count }) => ({ value, label: `${label}, ${say(count)}` })),
    [instances, props.state],
  )
  return (
    <div className={table.toolbar}>
      <SearchField label="Search instances" value={order.q} onChange={order.setQ} />
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
        {props.shown === instances.length
          ? `${say(instances.length)} ${instances.length === 1 ? 'instance' : 'instances'}`
          : `${say(props.shown)} of ${say(instances.length)} instances`}
      </p>
    </div>
  )
}
