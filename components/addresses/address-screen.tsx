'use client'

import { Button } from '@mantine/core'
import { IconMap2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { EventList } from '@/components/activity/event-list'
import { StatusChip } from '@/components/shell/chips'
import { CopyButton } from '@/components/shell/id'
import { Ip } from '@/components/shell/ip'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { AddressView } from '@/lib/api/views/network'
import { AddressFacts } from './address-facts'
import css from './addresses.module.css'
import { HoldTimeline } from './hold-timeline-list'

/** One address: what it is now, who held it when and why (B5), and every event of it. `subnetId` where texts repeat. */
export function AddressScreen(props: { address: string; subnetId?: string }) {
  const { data, error, refetch } = useQuery(queries.address(props.address, props.subnetId))
  const subnet = data?.subnet
  return (
    <>
      <PageHeader
        breadcrumbs={[
          { label: 'Addresses', href: paths.addresses() },
          ...(subnet ? [{ label: subnet.name || subnet.id, href: paths.subnet(subnet.id) }] : []),
        ]}
        title={
          <span className={css.now}>
            <Ip address={props.address} base={subnet?.cidrs[0]} strong />
            <CopyButton value={props.address} label="Copy address" />
          </span>
        }
        sub={data && <Now view={data} />}
        actions={
          subnet && (
            <Button
              component={Link}
              href={paths.subnet(subnet.id, { address: props.address })}
              variant="default"
              leftSection={<IconMap2 size={15} aria-hidden />}
            >
              Show on the map
            </Button>
          )
        }
      />
      {data ? (
        <AddressBody view={data} />
      ) : (
        <div className={css.card}>
          {error ? (
            <ErrorState title="This address could not be read" error={error} retry={() => void refetch()} />
          ) : (
            <RowsSkeleton rows={5} label="the address" />
          )}
        </div>
      )}
    </>
  )
}

function Now(props: { view: AddressView }) {
  const { view } = props
  return (
    <span className={css.now}>
      {view.status ? (
        <StatusChip status={view.status} text={view.statusText} cloud={view.subnet?.cloud} />
      ) : (
        view.statusText
      )}
    </span>
  )
}

function AddressBody(props: { view: AddressView }) {
  const { view } = props
  return (
    <div className={css.two}>
      <section className={css.panel} aria-labelledby="held">
        <h2 id="held" className={css.h2}>
          Who held it
        </h2>
        {view.holds.length > 0 ? (
          <HoldTimeline view={view} />
        ) : (
          <p className={css.soft}>Nobody has held this address since Holdfast knows its subnet.</p>
        )}
        <h2 className={css.h2next}>Every change</h2>
        {view.events.length > 0 ? (
          <EventList events={view.events} without={['address']} label="Every change" />
        ) : (
          <EmptyState compact title="No event yet" text="What happens to this address will be listed here." />
        )}
      </section>
      <aside className={css.panel} aria-label="Now">
        <h2 className={css.h2}>Now</h2>
        <AddressFacts view={view} />
      </aside>
    </div>
  )
}
