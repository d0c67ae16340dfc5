'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import { Ip } from '@/components/shell/ip'
import { addressOrder } from '@/components/shell/table-order'
import { placeText } from '@/components/subnets/subnet-figures'
import { UtilisationBar } from '@/components/subnets/utilisation-bar'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { StatefulGroupView } from '@/lib/api/views/groups'
import type { SubnetRowView } from '@/lib/api/views/network'
import { plural } from '@/lib/domain/plural'
import { PrivatePool, PublicPool } from './group-pools'
import css from './network.module.css'
import { Part } from './network-part'
import { PersistenceFacts } from './persistence-facts'
import { poolUse } from './pool-use'

/** What a group keeps and from where: persistence, both pools, subnets. */
export function GroupNetwork(props: { view: StatefulGroupView }) {
  const { view } = props
  const { data: instances } = useQuery(queries.instances(view.row.id))
  const uses = useMemo(
    () => poolUse(view.config.persistence.privateIpPool, instances ?? []),
    [view.config.persistence.privateIpPool, instances],
  )
  return (
    <div className={css.parts}>
      <Part title="Persistence">
        <div className={css.card}>
          <PersistenceFacts view={view} />
        </div>
      </Part>
      {view.config.persistence.maintainPrivateIp && (
        <PrivatePool uses={uses} loading={instances === undefined} />
      )}
      {(view.config.persistence.publicIpPool.length > 0 || view.publicIps.length > 0) && (
        <PublicPool view={view} />
      )}
      <Part title="Subnets" aside={plural(view.subnets.length, 'subnet')}>
        <DataTable
          label="Subnets"
          urlPrefix="subnets"
          rows={view.subnets}
          columns={SUBNET_COLUMNS}
          rowKey={({ id }) => id}
          rowHref={({ id }) => paths.subnet(id)}
        />
      </Part>
    </div>
  )
}

export const SUBNET_COLUMNS: readonly DataColumn<SubnetRowView>[] = [
  {
    id: 'subnet',
    header: 'Subnet',
    width: '28%',
    narrow: 'title',
    sortValue: ({ cidrs }) => addressOrder((cidrs[0] ?? '').split('/')[0] ?? ''),
    cell: ({ cidrs, id, name }) => (
      <>
        <Ip address={cidrs[0] ?? id} plain strong /> <span className={css.soft}>{name}</span>
      </>
    ),
  },
  {
    id: 'zone',
    header: 'Zone',
    width: '18%',
    sortValue: ({ zone }) => zone ?? '',
    cell: (subnet) => <span className={css.soft}>{placeText(subnet)}</span>,
  },
  {
    id: 'use',
    header: 'Utilisation',
    sortValue: ({ size, free }) => (size === 0 ? 0 : 1 - free / size),
    cell: (subnet) => <UtilisationBar subnet={subnet} />,
  },
  {
    id: 'free',
    header: 'Free',
    align: 'right',
    width: '12%',
    sortValue: ({ free }) => free,
    cell: ({ free }) => free.toLocaleString('en'),
  },
]
