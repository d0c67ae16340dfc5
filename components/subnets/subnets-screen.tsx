'use client'

import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { SubnetRowView } from '@/lib/api/views/network'
import { atStart, many, SHARED_WORDS } from '@/lib/domain/cloud-words'
import { CloudFilter } from '../shell/cloud-filter'
import { CLIS, CLOUD_FILTERS } from '../shell/clouds'
import { type DataColumn, DataTable } from '../shell/data-table'
import { Ip } from '../shell/ip'
import { PageHeader } from '../shell/page-header'
import { EmptyState, ErrorState, RowsSkeleton } from '../shell/states'
import { addressOrder, countText, heldOf, placeText, subnetText, totalsText } from './subnet-figures'
import css from './subnets-screen.module.css'
import { UtilisationBar } from './utilisation-bar'

const NETWORK = SHARED_WORDS.virtualNetwork

const columns: readonly DataColumn<SubnetRowView>[] = [
  {
    id: 'subnet',
    header: atStart(SHARED_WORDS.subnet),
    narrow: 'title',
    width: '19%',
    sortValue: (row) => addressOrder(row.cidrs[0] ?? ''),
    cell: (row) => (
      <span className={css.name}>
        <Ip address={row.cidrs[0] ?? row.id} plain strong />
        <span className={css.soft}>{row.name}</span>
        {row.cidrs.slice(1).map((cidr) => (
          <span key={cidr} className={css.also}>
            <Ip address={cidr} plain />
          </span>
        ))}
      </span>
    ),
  },
  {
    id: 'vpc',
    header: atStart(NETWORK),
    width: '16%',
    sortValue: (row) => row.virtualNetwork.name,
    cell: (row) => row.virtualNetwork.name,
  },
  {
    id: 'where',
    header: 'Where',
    width: '16%',
    sortValue: (row) => `${row.cloudLabel} ${row.region} ${row.zone ?? ''}`,
    cell: (row) => (
      <span className={css.soft}>
        {row.cloudLabel} · {placeText(row)}
      </span>
    ),
  },
  {
    id: 'use',
    header: 'Utilisation',
    width: '24%',
    sortValue: (row) => (row.size === 0 ? 0 : heldOf(row) / row.size),
    cell: (row) => <UtilisationBar subnet={row} />,
  },
  {
    id: 'free',
    header: 'Free',
    width: '8%',
    align: 'right',
    sortValue: (row) => row.free,
    cell: (row) => <span className={css.figure}>{countText(row.free)}</span>,
  },
  {
    id: 'groups',
    header: 'Groups',
    sortValue: (row) => row.groups.length,
    cell: (row) => (
      <span className={css.soft}>{row.groups.map(({ name }) => name).join(', ') || 'None'}</span>
    ),
  },
]

/** Every subnet with how full it is; a row leads to its map. Wants `queries.subnets()` prefetched. */
export function SubnetsScreen() {
  const query = useQuery(queries.subnets())
  const [vpc, setVpc] = useQueryState('vpc', parseAsString.withDefault(''))
  const [cloud, setCloud] = useQueryState('cloud', parseAsStringLiteral(CLOUD_FILTERS).withDefault(''))
  const importButton = (
    <Button component={Link} href={paths.inventory()} variant="default">
      Import inventory
    </Button>
  )
  const rows = query.data ?? []
  const ofCloud = cloud === '' ? rows : rows.filter((row) => row.cloud === cloud)
  const networks = [...new Map(ofCloud.map(({ virtualNetwork: { id, name } }) => [id, name]))]
  const shown = networks.some(([id]) => id === vpc)
    ? ofCloud.filter((row) => row.virtualNetwork.id === vpc)
    : ofCloud
  return (
    <>
      <PageHeader
        title="Subnets"
        sub={query.data && rows.length > 0 ? totalsText(rows) : undefined}
        actions={importButton}
      />
      {query.data ? (
        <DataTable
          label="Subnets"
          rows={shown}
          columns={columns}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.subnet(row.id)}
          defaultSort={{ id: 'subnet', desc: false }}
          search={{ label: 'Search subnets', text: subnetText }}
          filters={
            <>
              <CloudFilter
                rows={rows}
                value={cloud}
                onChange={(value) => {
                  void setCloud(value)
                  void setVpc(null)
                }}
              />
              {networks.length > 1 && (
                <Select
                  aria-label={atStart(NETWORK)}
                  className={css.filter}
                  data={[
                    { value: '', label: `All ${many(NETWORK)}` },
                    ...networks.map(([value, label]) => ({ value, label })),
                  ]}
                  value={vpc}
                  allowDeselect={false}
                  onChange={(value) => void setVpc(value === '' ? null : value)}
                />
              )}
            </>
          }
          empty={
            <EmptyState
              title="No subnets yet"
              text={`Import what ${CLIS} prints about your ${many(NETWORK)}, and every subnet and address stands here.`}
              action={
                <Button component={Link} href={paths.inventory()}>
                  Import inventory
                </Button>
              }
            />
          }
        />
      ) : query.isError ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : (
        <RowsSkeleton rows={6} height={52} label="subnets" />
      )}
    </>
  )
}
