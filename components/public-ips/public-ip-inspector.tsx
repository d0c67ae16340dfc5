'use client'

import { CloseButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { EventList } from '@/components/activity/event-list'
import { EmptyInspector } from '@/components/map/empty-inspector'
import { StatusSquare } from '@/components/shell/chips'
import { Fact, FactNote, Facts } from '@/components/shell/facts'
import { Id } from '@/components/shell/id'
import { IdLink } from '@/components/shell/id-link'
import { Ip } from '@/components/shell/ip'
import { ErrorState, RowsSkeleton } from '@/components/shell/states'
import { WhyPart } from '@/components/why/why-part'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { PublicIpView } from '@/lib/api/views/network'
import panel from '../map/map-inspector.module.css'
import { retiredSku, STATE_LOOKS, skuText, zoneText } from './zone-sections'
import css from './zones.module.css'

const MOST_EVENTS = 20

/** One public IP: what it is for, who has it, which pool lists it, what it is, and what happened to it. */
export function PublicIpInspector(props: { ip: PublicIpView | null; onClose: () => void }) {
  const { ip } = props
  const aside = useRef<HTMLElement>(null)
  const id = ip?.id
  const seen = useRef(id)
  // On narrow screens it stands below the zones: what was just chosen must not open out of sight.
  useEffect(() => {
    if (id !== undefined && id !== seen.current) aside.current?.scrollIntoView({ block: 'nearest' })
    seen.current = id
  }, [id])
  if (ip === null)
    return (
      <EmptyInspector
        title="No public IP selected"
        text="Choose one to see who holds it, which pool lists it and what happened to it."
      />
    )
  const { label, status } = STATE_LOOKS[ip.state]
  return (
    <aside ref={aside} className={panel.panel} aria-label={`Inspector, ${ip.address || ip.name}`}>
      <div className={panel.head}>
        <h2 className={panel.address}>{ip.address === '' ? ip.name : <Ip address={ip.address} strong />}</h2>
        <span className={css.state}>
          <StatusSquare status={status} size={10} /> {label}
        </span>
        <CloseButton aria-label="Close the inspector" onClick={props.onClose} />
      </div>
      <Known ip={ip} />
      <h3 className={css.history}>History</h3>
      <History key={ip.id} id={ip.id} />
    </aside>
  )
}

function Known(props: { ip: PublicIpView }) {
  const { ip } = props
  const sku = skuText(ip)
  return (
    <Facts>
      <Fact name="Held by">
        <HolderOf ip={ip} />
        <WhyPart key={ip.id} of={{ publicIp: ip.id }} name={ip.address || ip.name} />
      </Fact>
      <Fact name="Pool">
        {ip.pool ? <Link href={paths.group(ip.pool.id, 'network')}>{ip.pool.name}</Link> : 'In no pool'}
      </Fact>
      <Fact name="Resource">
        <Id value={ip.id} label={ip.name || undefined} />
        {ip.resourceGroup && <FactNote>Resource group {ip.resourceGroup}</FactNote>}
      </Fact>
      <Fact name="Zone">{[zoneText(ip), ip.region].filter(Boolean).join(', ')}</Fact>
      {sku && (
        <Fact name="SKU">
          {sku}
          {retiredSku(ip) && <FactNote>{retiredSku(ip)?.why}</FactNote>}
        </Fact>
      )}
      {ip.traits && (
        <Fact name="Allocation">
          {ip.traits.method === 'static' ? 'Static' : 'Dynamic'}
          {ip.traits.method === 'dynamic' && (
            <FactNote>Its address changes when it is let go, so no pool can list it.</FactNote>
          )}
        </Fact>
      )}
    </Facts>
  )
}

function HolderOf({ ip: { holder, stateText } }: { ip: PublicIpView }) {
  if (holder?.kind !== 'instance') return holder ? stateText : 'Nobody'
  return (
    <>
      <IdLink href={paths.group(holder.groupId, 'instances', holder.instanceId)} value={holder.instanceId} />{' '}
      in <Link href={paths.group(holder.groupId)}>{holder.groupName}</Link>
    </>
  )
}

function History(props: { id: string }) {
  const { data, error, refetch } = useQuery(queries.events({ publicIp: props.id, limit: MOST_EVENTS }))
  if (error && !data) return <ErrorState compact error={error} retry={() => void refetch()} />
  if (!data) return <RowsSkeleton rows={3} label="the history" />
  if (data.events.length === 0)
    return <p className={css.nothing}>Nothing has happened to it since Holdfast knows it.</p>
  return <EventList events={data.events} label="History" narrow />
}
