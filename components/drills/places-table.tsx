'use client'

import Link from 'next/link'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { FilterSelect } from '@/components/form/filter-select'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import { Ip } from '@/components/shell/ip'
import { durationText, FATE_WORDS } from '@/lib/api/drill-messages'
import { paths } from '@/lib/api/paths'
import {
  type AddressTrack,
  type DrillReport,
  darkSeconds,
  FATES,
  type PlaceReport,
} from '@/lib/domain/drill-report'
import { StateMark } from './drill-marks'
import css from './drills.module.css'

const FATE_FILTERS = ['', ...FATES] as const
const FATE = parseAsStringLiteral(FATE_FILTERS).withDefault('').withOptions({ clearOnDefault: true })

/** Every place in words: the equal of the map, for whoever does not see it. */
export function PlacesTable(props: { report: DrillReport }) {
  const { places, seconds } = props.report
  const [fate, setFate] = useQueryState('fate', FATE)
  const rows = useMemo(() => places.filter((one) => fate === '' || one.fate === fate), [places, fate])
  const columns = useMemo(() => columnsOf(seconds), [seconds])
  return (
    <DataTable
      label="What happened to each"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.instanceId}
      search={SEARCH}
      filters={
        <FilterSelect
          label="What happened"
          every="Whatever happened"
          data={FATES.map((value) => ({ value, label: FATE_WORDS[value] }))}
          value={fate}
          onChange={(value) => void setFate(FATE_FILTERS.find((one) => one === value) ?? '')}
        />
      }
      nothingFound="Nothing matches. Change the search or the filter."
    />
  )
}

const SEARCH = {
  label: 'Search instances and addresses',
  text: (row: PlaceReport) =>
    [
      ...[row.instanceId, row.successorId, row.groupName, row.zone],
      ...row.addresses.flatMap((one) => [one.before, one.after]),
    ].join(' '),
}

const darkest = (row: PlaceReport, end: number): number =>
  Math.max(0, ...row.addresses.map((one) => darkSeconds(one, end)))

const columnsOf = (end: number): readonly DataColumn<PlaceReport>[] => [
  {
    id: 'instance',
    header: 'Instance',
    narrow: 'title',
    width: '17%',
    sortValue: (row) => row.instanceId,
    cell: (row) => <span className={css.mono}>{row.instanceId}</span>,
  },
  {
    id: 'group',
    header: 'Group',
    width: '13%',
    sortValue: (row) => row.groupName,
    cell: (row) => <Link href={paths.group(row.groupId)}>{row.groupName}</Link>,
  },
  {
    id: 'zone',
    header: 'Zone',
    width: '10%',
    sortValue: (row) => row.zone ?? '',
    cell: (row) => <span className={css.soft}>{zoneText(row)}</span>,
  },
  {
    id: 'fate',
    header: 'What happened',
    sortValue: (row) => FATES.indexOf(row.fate),
    cell: (row) => (
      <span className={css.tracks}>
        <span className={css.outcome}>
          <StateMark state={row.fate === 'waiting' ? 'dark' : row.fate} /> {FATE_WORDS[row.fate]}
        </span>
        <span className={css.why}>{whatText(row)}</span>
      </span>
    ),
  },
  {
    id: 'addresses',
    header: 'Addresses',
    width: '22%',
    cell: (row) => (
      <span className={css.tracks}>
        {row.addresses.map((one) => (
          <Track key={`${one.kind} ${one.nic}`} track={one} />
        ))}
      </span>
    ),
  },
  {
    id: 'dark',
    header: 'Dark for',
    width: '13%',
    align: 'right',
    sortValue: (row) => darkest(row, end),
    cell: (row) => (
      <span className={css.tracks}>
        {row.addresses.map((one) => (
          <span key={`${one.kind} ${one.nic}`}>{darkText(one, end)}</span>
        ))}
      </span>
    ),
  },
]

const Track = ({ track: { before, after } }: { track: AddressTrack }) => (
  <span>
    {before === null ? 'None yet' : <Ip address={before} plain />}
    {after !== before && (
      <>
        {' → '}
        {after === null ? 'none' : <Ip address={after} plain />}
      </>
    )}
  </span>
)

const darkText = (track: AddressTrack, end: number): string => {
  if (track.darkFrom === null) return 'Never'
  const text = durationText(darkSeconds(track, end))
  return track.darkUntil === null ? `${text}, still` : text
}

const zoneText = ({ zone, zoneAfter }: PlaceReport): string =>
  zone === zoneAfter || zoneAfter === null ? (zone ?? 'None') : `${zone ?? 'None'} → ${zoneAfter}`

function whatText({ struck, successorId, why, fate }: PlaceReport): string {
  if (!struck && fate === 'kept') return 'Not touched'
  return [successorId ? `Replaced by ${successorId}.` : struck ? 'Its machine was taken.' : '', why ?? '']
    .filter(Boolean)
    .join(' ')
}
