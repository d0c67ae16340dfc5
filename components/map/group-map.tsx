'use client'

import { Tabs } from '@mantine/core'
import { useState } from 'react'
import type { SubnetRowView } from '@/lib/api/views/network'
import { useShownMoment } from '../moment/shown-moment'
import { SubnetChanges } from '../moment/subnet-changes'
import { useOccupancy, useSubnetChanges } from '../moment/use-then'
import { Ip } from '../shell/ip'
import { Bone, EmptyState, ErrorState } from '../shell/states'
import { CidrSwitch } from '../subnets/cidr-switch'
import { levelsOf } from '../subnets/levels'
import { zoneText } from '../subnets/subnet-figures'
import { AddressMap } from './address-map'
import css from './group-map.module.css'
import type { Pick } from './use-pick'

/** Subnets of at most this many addresses stand below each other; larger ones share a place, one tab each. */
const INLINE_SIZE = 64
const MOST_INLINE = 6

type SubnetRanges = { readonly subnetId: string; readonly ranges: readonly string[] }

export type GroupMapProps = {
  readonly subnets: readonly SubnetRowView[]
  /** What a plan or a draft would take, per subnet: `taken` of a PlanView. */
  readonly planned?: readonly SubnetRanges[]
  /** Members of pools that are not saved yet, per subnet. */
  readonly listed?: readonly SubnetRanges[]
  /** Picking pool members; the subnet's id comes with the ranges. */
  readonly pick?: {
    readonly onPick: (ranges: string[], subnetId: string) => void
    readonly onUnpick: (ranges: string[], subnetId: string) => void
    /** All of the pool and all that is the group's own: each map takes what lies in its subnet. */
    readonly picked?: readonly string[]
    readonly own?: readonly string[]
  }
  readonly selection?: string | null
  readonly onSelect?: (address: string, subnetId: string) => void
  /** Full size on a group's page; compact (the default) beside a form. */
  readonly large?: boolean
}

/** The maps of several subnets in one place: the group's page, the wizard's right side, Review. */
export function GroupMap(props: GroupMapProps) {
  const { subnets } = props
  const [chosen, choose] = useState<string | null>(null)
  const first = subnets[0]
  if (!first)
    return <EmptyState compact title="No subnet chosen" text="Choose subnets to see their addresses here." />
  const inline =
    subnets.length > 1 && subnets.length <= MOST_INLINE && subnets.every(({ size }) => size <= INLINE_SIZE)
  if (subnets.length === 1 || inline)
    return (
      <div className={css.stack}>
        {subnets.map((subnet) => (
          <section key={subnet.id} aria-label={`${subnet.cidrs[0]} ${subnet.name}`}>
            <SubnetMap {...props} subnet={subnet} />
          </section>
        ))}
      </div>
    )
  const value = subnets.some(({ id }) => id === chosen) ? chosen : first.id
  return (
    <Tabs value={value} onChange={choose} keepMounted={false} classNames={{ list: css.tabs }}>
      <Tabs.List aria-label="Subnets">
        {subnets.map((subnet) => (
          <Tabs.Tab
            key={subnet.id}
            value={subnet.id}
            rightSection={<PlannedCount {...props} subnet={subnet} />}
          >
            <Ip address={subnet.cidrs[0] ?? subnet.id} plain />
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {subnets.map((subnet) => (
        <Tabs.Panel key={subnet.id} value={subnet.id} pt={12}>
          <SubnetMap {...props} subnet={subnet} />
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

const SubnetHead = ({ subnet }: { subnet: SubnetRowView }) => (
  <p className={css.head}>
    <Ip address={subnet.cidrs[0] ?? subnet.id} plain strong />
    <span className={css.soft}>{[subnet.name, zoneText(subnet)].filter(Boolean).join(', ')}</span>
  </p>
)

function PlannedCount(props: GroupMapProps & { subnet: SubnetRowView }) {
  const ranges = rangesFor(props.planned, props.subnet)
  return ranges.length === 0 ? null : (
    <span className={css.dot} role="img" aria-label="has addresses that will be taken" />
  )
}

const rangesFor = (all: readonly SubnetRanges[] | undefined, subnet: SubnetRowView): readonly string[] =>
  all?.find(({ subnetId }) => subnetId === subnet.id)?.ranges ?? NONE

const NONE: readonly string[] = []

function SubnetMap(props: GroupMapProps & { subnet: SubnetRowView }) {
  const { subnet, pick } = props
  // A larger subnet opens block by block: undefined is the whole of its first prefix.
  const [cidr, setCidr] = useState<string | undefined>(undefined)
  const levels = levelsOf(subnet.cidrs, subnet.cidrs[0] ?? '', cidr ?? null)
  const moment = useShownMoment()
  const query = useOccupancy(moment, { subnetId: subnet.id, cidr })
  const changes = useSubnetChanges(moment, subnet.id, cidr)
  if (query.error) return <ErrorState compact error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <Waiting subnet={subnet} />
  const own: Pick | undefined = pick && {
    onPick: (ranges) => pick.onPick(ranges, subnet.id),
    onUnpick: (ranges) => pick.onUnpick(ranges, subnet.id),
    picked: pick.picked,
    own: pick.own,
  }
  const map = (
    <AddressMap
      key={query.data.within}
      heading={
        <>
          <SubnetHead subnet={subnet} />
          <CidrSwitch cidrs={subnet.cidrs} base={levels[0] ?? ''} onChoose={setCidr} />
        </>
      }
      occupancy={query.data}
      planned={rangesFor(props.planned, subnet)}
      listed={rangesFor(props.listed, subnet)}
      pick={own}
      {...(changes.data ? { differing: changes.data.ranges } : {})}
      compact={!props.large}
      selection={props.selection ?? null}
      onSelect={props.onSelect && ((address) => props.onSelect?.(address, subnet.id))}
      onOpenBlock={setCidr}
      onLeave={levels.length < 2 ? undefined : () => setCidr(levels.at(-2))}
    />
  )
  if (!props.large) return map
  return (
    <div className={css.card} aria-busy={query.late || undefined}>
      {map}
      {moment?.with && (
        <SubnetChanges
          moment={moment}
          subnetId={subnet.id}
          cidr={cidr}
          onSelect={props.onSelect && ((address) => props.onSelect?.(address, subnet.id))}
        />
      )}
    </div>
  )
}

/** As high as the map will be, so that nothing jumps when it comes. */
const Waiting = ({ subnet }: { subnet: SubnetRowView }) => (
  <div role="status" aria-label={`Loading the map of ${subnet.cidrs[0]}`}>
    <Bone height={Math.max(60, Math.min(480, Math.ceil(subnet.size / 16) * 26 + 40))} />
  </div>
)
