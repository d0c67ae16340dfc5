'use client'

import Link from 'next/link'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import type { CapacityMark, CapacityView } from '@/lib/api/views/capacity'
import { CAPACITY_SERIES, type CapacityPoint } from '@/lib/domain/capacity-count'
import { say } from '@/lib/domain/plural'
import { markText, momentText, type SeriesLabels, stretchText } from './capacity-words'
import css from './chart.module.css'
import { activityOf } from './mark-groups'

type PointRow = { readonly place: number; readonly point: CapacityPoint; readonly until: string | null }

/** The same as the chart in words and numbers, newest first. */
export function CapacityTable(props: { groupId: string; view: CapacityView; labels: SeriesLabels }) {
  const { points, marks } = props.view
  const rows = points
    .map((point, place): PointRow => ({ place, point, until: points[place + 1]?.at ?? null }))
    .reverse()
  return (
    <div className={css.tables}>
      <DataTable
        label="Capacity"
        urlPrefix="capacity"
        rows={rows}
        columns={pointColumns(props.labels)}
        rowKey={({ place }) => String(place)}
      />
      {marks.length > 0 && (
        <section>
          <h2 className={css.tableTitle}>Marked events</h2>
          <DataTable
            label="Marked events"
            urlPrefix="marks"
            rows={[...marks].reverse()}
            columns={markColumns(props.groupId)}
            rowKey={({ kind, firstSeq }) => `${kind} ${firstSeq}`}
          />
        </section>
      )}
    </div>
  )
}

const pointColumns = (labels: SeriesLabels): readonly DataColumn<PointRow>[] => [
  {
    id: 'from',
    header: 'From',
    narrow: 'title',
    sortValue: ({ place }) => place,
    cell: ({ point }) => momentText(point.at),
  },
  {
    id: 'until',
    header: 'Until',
    cell: ({ until }) => <span className={css.soft}>{until === null ? 'Now' : momentText(until)}</span>,
  },
  ...CAPACITY_SERIES.map(
    (series): DataColumn<PointRow> => ({
      id: series,
      header: labels[series],
      align: 'right',
      sortValue: ({ point }) => point[series],
      cell: ({ point }) => say(point[series]),
    }),
  ),
]

const markColumns = (groupId: string): readonly DataColumn<CapacityMark>[] => [
  {
    id: 'when',
    header: 'When',
    narrow: 'title',
    width: '30%',
    sortValue: ({ firstSeq }) => firstSeq,
    cell: ({ at, until }) => stretchText(at, until),
  },
  {
    id: 'what',
    header: 'What',
    sortValue: ({ kind }) => kind,
    cell: (mark) => (
      <>
        {markText(mark)}
        {mark.why !== null && <span className={css.soft}>. {mark.why}</span>}
      </>
    ),
  },
  {
    id: 'events',
    header: 'Events',
    width: '16%',
    cell: (mark) => <Link href={activityOf(groupId, [mark])}>Show in activity</Link>,
  },
]
