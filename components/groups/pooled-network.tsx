'use client'

import { useQuery } from '@tanstack/react-query'
import { DataTable } from '@/components/shell/data-table'
import { ErrorState, RowsSkeleton } from '@/components/shell/states'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { PooledGroupView } from '@/lib/api/views/groups'
import { wordsOf } from '@/lib/domain/cloud-words'
import { plural } from '@/lib/domain/plural'
import { SUBNET_COLUMNS } from './group-network'
import css from './network.module.css'
import { Part } from './network-part'
import { NicPools } from './nic-pools'
import { PooledFacts } from './pooled-facts'
import { ZoneMatrix } from './zone-matrix-part'

/** What a pooled group lends and from where: persistence, pools by zone, interface by interface, subnets. */
export function PooledNetwork(props: { view: PooledGroupView }) {
  const { view } = props
  const { data: pools, error, refetch } = useQuery(queries.pools(view.row.id))
  const words = wordsOf(view.config.cloud)
  const { target, maximum } = view.config.capacity
  if (!pools)
    return (
      <div className={css.card}>
        {error ? (
          <ErrorState title="The pools could not be read" error={error} retry={() => void refetch()} />
        ) : (
          <RowsSkeleton rows={8} height={47} label="the pools" />
        )}
      </div>
    )
  return (
    <div className={css.parts}>
      <Part title="Persistence">
        <div className={css.card}>
          <PooledFacts view={view} pools={pools} />
        </div>
      </Part>
      <ZoneMatrix pools={pools} words={words} launches={Math.max(0, maximum - target)} maximum={maximum} />
      {pools.nics.map((nic) => (
        <NicPools key={nic.name} nic={nic} groupId={view.row.id} words={words} />
      ))}
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
