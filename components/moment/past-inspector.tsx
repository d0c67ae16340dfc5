'use client'

import { CloseButton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { EmptyInspector } from '@/components/map/empty-inspector'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { PastCellView } from '@/lib/api/views/moments'
import inspector from '../map/map-inspector.module.css'
import { StatusChip } from '../shell/chips'
import { Fact, Facts } from '../shell/facts'
import { Id } from '../shell/id'
import { Ip } from '../shell/ip'
import { Bone, ErrorState } from '../shell/states'
import { Exact } from './exact'

/** What is selected on a map of the past: who held it then, and with what. */
export function PastInspector(props: {
  address: string | null
  subnetId: string
  base?: string | undefined
  at: string
  onClose?: () => void
}) {
  const { address, at, subnetId } = props
  const query = useQuery({
    ...queries.pastBlock(subnetId, `${address ?? ''}/${address?.includes(':') ? 128 : 32}`, at),
    enabled: address !== null,
    placeholderData: keepPreviousData,
  })
  if (address === null)
    return (
      <EmptyInspector
        title="No address selected"
        text="Choose one on the map to see who held it at this moment."
      />
    )
  const cell = query.data?.cells.find((one) => one.address === address) ?? null
  return (
    <aside className={inspector.panel} aria-label={`Inspector, ${address}`}>
      <div className={inspector.head}>
        <h2 className={inspector.address}>
          <Ip address={address} {...(props.base === undefined ? {} : { base: props.base })} strong />
        </h2>
        {query.data && <StatusChip status={cell?.status ?? 'free'} />}
        {props.onClose && <CloseButton aria-label="Close the inspector" onClick={props.onClose} />}
      </div>
      {query.data ? (
        <Then cell={cell} at={at} />
      ) : query.isError ? (
        <ErrorState compact error={query.error} retry={() => void query.refetch()} />
      ) : (
        <div role="status" aria-label="Loading the address">
          <Bone height={14} />
        </div>
      )}
      <p className={inspector.more}>
        <Link href={paths.address(address, subnetId)}>Who held it, and when</Link>
      </p>
    </aside>
  )
}

function Then(props: { cell: PastCellView | null; at: string }) {
  const { cell, at } = props
  return (
    <Facts>
      <Fact name="At">
        <Exact at={at} />
      </Fact>
      <Fact name="Held by">
        <Holder cell={cell} />
      </Fact>
      {cell?.drift && (
        <Fact name="Drift">
          <span className={inspector.bad}>{cell.drift}</span>
        </Fact>
      )}
      {cell?.interfaceId && (
        <Fact name="Interface">
          <Id value={cell.interfaceId} />
        </Fact>
      )}
      {cell?.publicIpId && (
        <Fact name="Public IP">
          <Id value={cell.publicIpId} />
        </Fact>
      )}
      {cell?.groupId && (
        <Fact name="Machine">{cell.machineId ? <Id value={cell.machineId} /> : 'None at this moment'}</Fact>
      )}
      {cell?.since && (
        <Fact name="Since">
          <Exact at={cell.since} />
        </Fact>
      )}
    </Facts>
  )
}

function Holder({ cell }: { cell: PastCellView | null }) {
  if (!cell) return 'Nobody'
  if (cell.holder?.kind !== 'instance') return cell.holderText
  const { groupId, groupName, instanceId } = cell.holder
  return (
    <>
      {instanceId} in <Link href={paths.group(groupId)}>{groupName}</Link>
    </>
  )
}
