'use client'

import { CloseButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { AddressView } from '@/lib/api/views/network'
import { atStart, wordsOf } from '@/lib/domain/cloud-words'
import { VmFacts } from '../addresses/vm-facts'
import { Ago } from '../shell/ago'
import { StatusChip } from '../shell/chips'
import { Fact, Facts } from '../shell/facts'
import { Id } from '../shell/id'
import { Ip } from '../shell/ip'
import { nth } from '../shell/ordinal'
import { Bone, ErrorState } from '../shell/states'
import { WhyPart } from '../why/why-part'
import { EmptyInspector } from './empty-inspector'
import css from './map-inspector.module.css'
import { momentsOfAddress, Timeline } from './timeline'

/** The latest moments; the address's own page has all of them. */
const MOST_MOMENTS = 8

/**
 * Whatever is selected on a map: who holds it, with what, why this address, and its timeline.
 * `base` dims the part that its neighbours share.
 */
export function MapInspector(props: {
  address: string | null
  subnetId: string
  base?: string
  onClose?: () => void
}) {
  const { address } = props
  const query = useQuery({ ...queries.address(address ?? '', props.subnetId), enabled: address !== null })
  if (address === null)
    return (
      <EmptyInspector
        title="No address selected"
        text="Choose one on the map to see who holds it, why, and what happened to it."
      />
    )
  return (
    <aside className={css.panel} aria-label={`Inspector, ${address}`}>
      <div className={css.head}>
        <h2 className={css.address}>
          <Ip address={address} base={props.base} strong />
        </h2>
        {query.data?.status && <StatusChip status={query.data.status} text={query.data.statusText} />}
        {props.onClose && <CloseButton aria-label="Close the inspector" onClick={props.onClose} />}
      </div>
      {query.data ? (
        <Known view={query.data} />
      ) : query.isError ? (
        <ErrorState compact error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Loading />
      )}
    </aside>
  )
}

const Loading = () => (
  <div role="status" aria-label="Loading the address">
    {[0, 1, 2, 3, 4].map((row) => (
      <div key={row} className={css.bones}>
        <Bone width="22%" />
        <Bone width={`${62 - row * 6}%`} height={14} />
      </div>
    ))}
  </div>
)

function Known(props: { view: AddressView }) {
  const { view } = props
  const { instance, vm, group, poolOf, cell } = view
  const moments = momentsOfAddress(view)
  const holds = vm ?? (instance && instance.addressWhy !== '' ? instance : null)
  return (
    <>
      <Facts>
        <Fact name="Held by">{holder(view)}</Fact>
        {cell?.drift && (
          <Fact name="Drift">
            <span className={css.bad}>{cell.drift}</span>
          </Fact>
        )}
        {vm && <VmFacts vm={vm} />}
        {instance?.interfaceId && (
          <Fact name="Interface">
            <Id value={instance.interfaceId} />
          </Fact>
        )}
        {instance?.publicIp && (
          <Fact name={atStart(wordsOf(instance.cloud).publicIp)}>
            <Ip address={instance.publicIp.address} plain />, <Id value={instance.publicIp.id} />
          </Fact>
        )}
        {instance && (
          <Fact name={`${atStart(wordsOf(instance.cloud).machine)} now`}>
            {instance.machineId ? (
              <>
                <Id value={instance.machineId} />, the {nth(instance.machineCount)} on this address
              </>
            ) : (
              `None, ${instance.machineCount === 0 ? 'never resumed' : `${instance.machineCount} so far`}`
            )}
          </Fact>
        )}
        {view.subnet && (
          <Fact name={holds ? 'Why this address' : 'Why so'}>
            {instance?.addressWhy}
            <WhyPart
              key={view.address}
              of={{ subnet: view.subnet.id, address: view.address }}
              name={view.address}
              told={holds !== null}
            />
          </Fact>
        )}
        {poolOf && poolOf.id !== group?.id && (
          <Fact name="In the pool of">
            <Link href={paths.group(poolOf.id, 'network')}>{poolOf.name}</Link>
          </Fact>
        )}
        {cell?.since && (
          <Fact name="Since">
            <Ago at={cell.since} />
          </Fact>
        )}
      </Facts>
      {moments.length > 0 && (
        <Timeline moments={moments.slice(0, MOST_MOMENTS)} label={`Timeline of ${view.address}`} />
      )}
      <p className={css.more}>
        <Link href={paths.address(view.address, view.subnet?.id)}>
          {moments.length > MOST_MOMENTS ? `All ${moments.length} events` : 'Who held it, and when'}
        </Link>
      </p>
    </>
  )
}

function holder({ instance, vm, group, cell, status, statusText }: AddressView): ReactNode {
  const holds = instance ?? vm
  if (holds && group)
    return (
      <>
        <Link href={paths.group(group.id, 'instances', holds.id)}>{holds.id}</Link> in{' '}
        <Link href={paths.group(group.id)}>{group.name}</Link>
      </>
    )
  if (status === 'free' || status === null) return 'Nobody'
  return cell?.holderText || statusText
}
