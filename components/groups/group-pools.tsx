'use client'

import { type ReactNode, useMemo } from 'react'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import { Id } from '@/components/shell/id'
import { IdLink } from '@/components/shell/id-link'
import { Ip } from '@/components/shell/ip'
import { ShareBar } from '@/components/shell/share-bar'
import { EmptyState } from '@/components/shell/states'
import { addressOrder } from '@/components/shell/table-order'
import { paths } from '@/lib/api/paths'
import type { StatefulGroupView } from '@/lib/api/views/groups'
import type { PublicIpView } from '@/lib/api/views/network'
import type { Cloud } from '@/lib/domain/cloud-rules'
import { atStart, wordsOf } from '@/lib/domain/cloud-words'
import { plural } from '@/lib/domain/plural'
import css from './network.module.css'
import { Part } from './network-part'
import { type PoolRangeUse, poolShares, poolTotalText, poolUseText } from './pool-use'

const RANGE_COLUMNS: readonly DataColumn<PoolRangeUse>[] = [
  {
    id: 'at',
    header: 'Order',
    width: '10%',
    sortValue: ({ at }) => at,
    cell: ({ at }) => <span className={css.soft}>{at + 1}</span>,
  },
  {
    id: 'range',
    header: 'Addresses',
    width: '28%',
    narrow: 'title',
    sortValue: ({ entry }) => addressOrder(entry.split(/[-/]/)[0] ?? entry),
    cell: ({ entry }) => <Ip address={entry} plain />,
  },
  {
    id: 'size',
    header: 'Size',
    align: 'right',
    width: '10%',
    sortValue: ({ size }) => size,
    cell: ({ size }) => size.toLocaleString('en'),
  },
  {
    id: 'use',
    header: 'In use',
    sortValue: ({ size, active, paused }) => (size === 0 ? 0 : (active + paused) / size),
    cell: (use) => <ShareBar parts={poolShares(use)}>{poolUseText(use)}</ShareBar>,
  },
]

/** The private IP pool, entry by entry, with each one's use. */
export function PrivatePool(props: { uses: readonly PoolRangeUse[]; loading: boolean }) {
  const { uses } = props
  return (
    <Part title="Private IP pool" aside={uses.length > 0 ? poolTotalText(uses) : undefined}>
      <div aria-busy={props.loading}>
        <DataTable
          label="Private IP pool"
          urlPrefix="pool"
          rows={uses}
          columns={RANGE_COLUMNS}
          rowKey={({ at }) => String(at)}
          rowHeight={49}
          search={uses.length > 8 ? POOL_SEARCH : undefined}
          empty={
            <EmptyState
              compact
              title="No private IP pool"
              text="Each instance holds an address drawn at random from the group’s subnets."
            />
          }
        />
      </div>
    </Part>
  )
}

const POOL_SEARCH = { label: 'Search the pool', text: ({ entry }: PoolRangeUse) => entry }

/** The public IP pool in the order in which it is handed out; what left it while held stands last. */
export function PublicPool(props: { view: StatefulGroupView }) {
  const { config, publicIps } = props.view
  const { cloud } = config
  const { publicIpPool } = config.persistence
  const words = wordsOf(cloud)
  const title = `${atStart(words.publicIp)} pool`
  const columns = useMemo(() => publicColumns(publicIpPool, cloud), [publicIpPool, cloud])
  const held = publicIps.filter(({ holder }) => holder !== null).length
  return (
    <Part
      title={title}
      aside={`${plural(publicIpPool.length, 'member')}, ${held.toLocaleString('en')} held, handed out in this order`}
    >
      <DataTable
        label={title}
        urlPrefix="elastic"
        rows={publicIps}
        columns={columns}
        rowKey={({ id }) => id}
        search={
          publicIps.length > 8 ? { label: `Search the ${words.publicIp} pool`, text: publicText } : undefined
        }
      />
    </Part>
  )
}

const publicText = ({ id, address, name, stateText }: PublicIpView) => `${id} ${address} ${name} ${stateText}`

function publicColumns(pool: readonly string[], cloud: Cloud): DataColumn<PublicIpView>[] {
  const placeOf = new Map(pool.map((id, at) => [id, at]))
  const last = pool.length
  return [
    {
      id: 'at',
      header: 'Order',
      width: '10%',
      sortValue: ({ id }) => placeOf.get(id) ?? last,
      cell: ({ id }) => {
        const at = placeOf.get(id)
        return <span className={css.soft}>{at === undefined ? 'Retained' : at + 1}</span>
      },
    },
    {
      id: 'address',
      header: atStart(wordsOf(cloud).publicIp),
      width: '18%',
      narrow: 'title',
      sortValue: ({ address }) => addressOrder(address),
      cell: ({ address }) => <Id value={address} />,
    },
    { id: 'id', header: 'Allocation id', width: '24%', cell: ({ id }) => <Id value={id} /> },
    { id: 'name', header: 'Name', sortValue: ({ name }) => name, cell: ({ name }) => name || '–' },
    { id: 'state', header: 'State', width: '34%', sortValue: ({ stateText }) => stateText, cell: StateOf },
  ]
}

function StateOf({ holder, stateText }: PublicIpView): ReactNode {
  if (holder?.kind !== 'instance') return stateText
  return (
    <>
      Held by{' '}
      <IdLink href={paths.group(holder.groupId, 'instances', holder.instanceId)} value={holder.instanceId} />
    </>
  )
}
