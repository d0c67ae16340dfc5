'use client'

import { Button } from '@mantine/core'
import Link from 'next/link'
import { parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { FilterSelect } from '@/components/form/filter-select'
import { Chip } from '@/components/shell/chips'
import { CloudFilter } from '@/components/shell/cloud-filter'
import { CLIS, CLOUD_FILTERS } from '@/components/shell/clouds'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import { Id } from '@/components/shell/id'
import { Ip } from '@/components/shell/ip'
import { EmptyState } from '@/components/shell/states'
import { StatusSquare } from '@/components/shell/status-square'
import { addressOrder } from '@/components/shell/table-order'
import { paths } from '@/lib/api/paths'
import type { PublicIpView } from '@/lib/api/views/network'
import { atStart, many, SHARED_WORDS } from '@/lib/domain/cloud-words'
import { PUBLIC_IP_STATES } from '@/lib/domain/public-ip-state'
import css from './public-ips.module.css'
import { holderOrder, PUBLIC_IPS_TITLE, publicIpText, whereText } from './public-ips-words'
import { retiredSku, STATE_LOOKS } from './zone-sections'

const PUBLIC_IP = SHARED_WORDS.publicIp

const STATES = ['', ...PUBLIC_IP_STATES] as const
const URL_FILTER = {
  cloud: parseAsStringLiteral(CLOUD_FILTERS).withDefault(''),
  state: parseAsStringLiteral(STATES).withDefault(''),
}

/** Who holds each public IP and which pool it stands in; search, filters and sort in the URL. */
export function PublicIpsList(props: { ips: readonly PublicIpView[] }) {
  const [filter, setFilter] = useQueryStates(URL_FILTER, { history: 'replace', clearOnDefault: true })
  const rows = useMemo(
    () =>
      props.ips.filter(
        (ip) =>
          (filter.cloud === '' || ip.cloud === filter.cloud) &&
          (filter.state === '' || ip.state === filter.state),
      ),
    [props.ips, filter],
  )
  if (props.ips.length === 0)
    return (
      <div className={css.card}>
        <Nothing />
      </div>
    )
  return (
    <DataTable
      label={PUBLIC_IPS_TITLE}
      rows={rows}
      columns={COLUMNS}
      rowKey={rowKey}
      search={SEARCH}
      filters={
        <>
          <CloudFilter
            rows={props.ips}
            value={filter.cloud}
            onChange={(cloud) => void setFilter({ cloud })}
          />
          <FilterSelect
            label="State"
            every="Every state"
            data={PUBLIC_IP_STATES.map((value) => ({ value, label: STATE_LOOKS[value].label }))}
            value={filter.state}
            onChange={(state) => void setFilter({ state: STATES.find((one) => one === state) ?? '' })}
          />
        </>
      }
      defaultSort={{ id: 'address', desc: false }}
      nothingFound={`No ${PUBLIC_IP} matches. Change the search or the filters.`}
    />
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
    cell: (ip) =>
      ip.address === '' ? (
        <span className={css.soft}>No address yet</span>
      ) : (
        <Ip address={ip.address} plain strong />
      ),
  },
  {
    id: 'name',
    header: 'Name',
    width: '26%',
    sortValue: (ip) => ip.name,
    cell: (ip) => (
      <span className={css.names}>
        {ip.name || <span className={css.soft}>No name</span>}
        <Id value={ip.id} label={ip.resourceGroup === null ? undefined : `in ${ip.resourceGroup}`} />
      </span>
    ),
  },
  {
    id: 'where',
    header: 'Where',
    width: '17%',
    sortValue: whereText,
    cell: (ip) => <Where ip={ip} />,
  },
  { id: 'state', header: 'State', sortValue: holderOrder, cell: (ip) => <State ip={ip} /> },
  {
    id: 'pool',
    header: `${atStart(PUBLIC_IP)} pool`,
    width: '13%',
    sortValue: (ip) => (ip.pool ? `1 ${ip.pool.name}` : '2'),
    cell: (ip) =>
      ip.pool ? (
        <Link href={paths.group(ip.pool.id, 'network')}>{ip.pool.name}</Link>
      ) : (
        <span className={css.soft}>In no pool</span>
      ),
  },
]

function Where(props: { ip: PublicIpView }) {
  const retired = retiredSku(props.ip)
  return (
    <span className={css.soft}>
      {whereText(props.ip)}
      {retired && (
        <span className={css.retired} title={retired.why}>
          {retired.label}
        </span>
      )}
    </span>
  )
}

function State(props: { ip: PublicIpView }) {
  const { holder, stateText, state } = props.ip
  if (holder === null) return <Chip>{stateText}</Chip>
  if (holder.kind !== 'instance')
    return (
      <span className={css.others}>
        <StatusSquare status={STATE_LOOKS[state].status} size={10} /> {stateText}
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
