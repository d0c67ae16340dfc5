'use client'

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Chip, StatusSquare } from '@/components/shell/chips'
import { CLIS } from '@/components/shell/clouds'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import { Id } from '@/components/shell/id'
import { Ip } from '@/components/shell/ip'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import { addressOrder } from '@/components/shell/table-order'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { PublicIpView } from '@/lib/api/views/network'
import { atStart, many, SHARED_WORDS } from '@/lib/domain/cloud-words'
import css from './public-ips.module.css'
import { holderOrder, PUBLIC_IPS_TITLE, publicIpsSentence, publicIpText } from './public-ips-words'

const PUBLIC_IP = SHARED_WORDS.publicIp

/** Every public IP, who holds it and which pool it stands in; search and sort in the URL. No props. */
export function PublicIpsScreen() {
  const { data, error, refetch } = useQuery(queries.publicIps())
  return (
    <>
      <PageHeader title={PUBLIC_IPS_TITLE} sub={data && publicIpsSentence(data)} />
      {data ? (
        <DataTable
          label={PUBLIC_IPS_TITLE}
          rows={data}
          columns={COLUMNS}
          rowKey={rowKey}
          search={SEARCH}
          defaultSort={{ id: 'address', desc: false }}
          empty={<Nothing />}
          nothingFound={`No ${PUBLIC_IP} matches. Change the search.`}
        />
      ) : (
        <div className={css.card}>
          {error ? (
            <ErrorState
              title={`The ${many(PUBLIC_IP)} could not be read`}
              error={error}
              retry={() => void refetch()}
            />
          ) : (
            <RowsSkeleton rows={8} label={PUBLIC_IPS_TITLE} />
          )}
        </div>
      )}
    </>
  )
}

const rowKey = (ip: PublicIpView) => ip.id
const SEARCH = { label: `Search ${many(PUBLIC_IP)}`, text: publicIpText }

const COLUMNS: readonly DataColumn<PublicIpView>[] = [
  {
    id: 'address',
    header: 'Address',
    narrow: 'title',
    width: '12%',
    sortValue: (ip) => addressOrder(ip.address),
    cell: (ip) => <Ip address={ip.address} plain strong />,
  },
  {
    id: 'id',
    header: 'Allocation id',
    width: '21%',
    sortValue: (ip) => ip.id,
    cell: (ip) => <Id value={ip.id} />,
  },
  {
    id: 'name',
    header: 'Name',
    width: '11%',
    sortValue: (ip) => ip.name,
    cell: (ip) => ip.name || <span className={css.soft}>No name</span>,
  },
  {
    id: 'region',
    header: 'Region',
    width: '9%',
    sortValue: (ip) => ip.region,
    cell: (ip) => <span className={css.soft}>{ip.region}</span>,
  },
  { id: 'state', header: 'State', sortValue: holderOrder, cell: (ip) => <State ip={ip} /> },
  {
    id: 'pool',
    header: `${atStart(PUBLIC_IP)} pool`,
    width: '14%',
    sortValue: (ip) => (ip.pool ? `1 ${ip.pool.name}` : '2'),
    cell: (ip) =>
      ip.pool ? (
        <Link href={paths.group(ip.pool.id, 'network')}>{ip.pool.name}</Link>
      ) : (
        <span className={css.soft}>In no pool</span>
      ),
  },
]

function State(props: { ip: PublicIpView }) {
  const { holder, stateText } = props.ip
  if (holder === null) return <Chip>{stateText}</Chip>
  if (holder.kind !== 'instance')
    return (
      <span className={css.others}>
        <StatusSquare status="foreign" size={10} /> {stateText}
      </span>
    )
  return (
    <Link href={paths.group(holder.groupId, 'instances', holder.instanceId)} className={css.held}>
      <Chip tone="ok">{stateText}</Chip>
    </Link>
  )
}

function Nothing() {
  return (
    <EmptyState
      title={`No ${PUBLIC_IP} is known yet`}
      text={`They come with the inventory: import what ${CLIS} prints.`}
      action={
        <Button component={Link} href={paths.inventory()}>
          Import inventory
        </Button>
      }
    />
  )
}
