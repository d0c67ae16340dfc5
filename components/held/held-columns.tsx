import Link from 'next/link'
import { Ago } from '@/components/shell/ago'
import { Chip } from '@/components/shell/chips'
import { useNow } from '@/components/shell/clock'
import type { DataColumn } from '@/components/shell/data-table'
import { Id } from '@/components/shell/id'
import { IdLink } from '@/components/shell/id-link'
import { Ip } from '@/components/shell/ip'
import { addressOrder } from '@/components/shell/table-order'
import { paths } from '@/lib/api/paths'
import type { HeldRowView } from '@/lib/api/views/held'
import { HELD_WHYS } from '@/lib/domain/held'
import css from './held.module.css'
import { moneyText, releaseText, WHY_LOOKS } from './held-words'

export const heldColumns = (currency: string): readonly DataColumn<HeldRowView>[] => [
  {
    id: 'address',
    header: 'Address',
    narrow: 'title',
    width: '13%',
    sortValue: (row) => addressOrder(row.address),
    cell: (row) =>
      row.address === null ? (
        <span className={css.soft}>No address</span>
      ) : (
        <Ip address={row.address} plain strong />
      ),
  },
  {
    id: 'what',
    header: 'What',
    width: '19%',
    sortValue: (row) => `${row.what} ${row.id}`,
    cell: (row) => (
      <span className={css.names}>
        {row.whatText}
        <Where row={row} />
      </span>
    ),
  },
  {
    id: 'why',
    header: 'Why',
    sortValue: (row) => HELD_WHYS.indexOf(row.why),
    cell: (row) => (
      <span className={css.why}>
        <span className={css.chips}>
          <Chip tone={WHY_LOOKS[row.why].tone}>{WHY_LOOKS[row.why].label}</Chip>
          {row.running && <Chip tone="ok">In use</Chip>}
          {row.deletion && (
            <Chip tone="busy">{row.deletion.failed ? 'Deletion failed' : 'Being deleted'}</Chip>
          )}
        </span>
        <span className={css.reason}>{row.reason}</span>
      </span>
    ),
  },
  {
    id: 'owner',
    header: 'Owner',
    width: '17%',
    sortValue: (row) => row.owner.text,
    cell: (row) => <Owner row={row} />,
  },
  {
    id: 'since',
    header: 'Since',
    width: '11%',
    // What nobody knows the age of comes last.
    sortValue: (row) => (row.since === null ? Number.MAX_SAFE_INTEGER : Date.parse(row.since)),
    cell: (row) => <Age row={row} />,
  },
  {
    id: 'yearly',
    header: 'Per year',
    width: '9%',
    align: 'right',
    sortValue: (row) => row.yearly ?? -1,
    cell: (row) =>
      row.yearly === null ? (
        <span className={css.soft}>In use</span>
      ) : (
        <span className={css.money}>{moneyText(row.yearly, currency)}</span>
      ),
  },
]

/** The id leads to where it is: a private address to the map, a public one to its list. */
function Where(props: { row: HeldRowView }) {
  const { id, subnetId, address, what } = props.row
  if (what === 'public-ip') return <IdLink href={paths.publicIps({ search: id })} value={id} />
  if (subnetId === null || address === null) return <Id value={id} />
  return <IdLink href={paths.subnet(subnetId, { address })} value={id} />
}

function Owner(props: { row: HeldRowView }) {
  const { text, groupId, instanceId } = props.row.owner
  if (groupId === null) return <span className={css.soft}>{text}</span>
  return (
    <Link
      href={
        instanceId === null ? paths.group(groupId, 'network') : paths.group(groupId, 'instances', instanceId)
      }
    >
      {text}
    </Link>
  )
}

function Age(props: { row: HeldRowView }) {
  const { since, releasedAt } = props.row
  const now = useNow()
  return (
    <span className={css.names}>
      {since === null ? <span className={css.soft}>Not known</span> : <Ago at={since} still />}
      {releasedAt !== null && now !== null && (
        <span className={css.ends}>{releaseText(releasedAt, now)}</span>
      )}
    </span>
  )
}
