'use client'

import { useMemo } from 'react'
import { GroupMap } from '@/components/map/group-map'
import { formatRange, toRangeSet } from '@/lib/domain/ranges'
import { plannedIn } from './planned'
import { readablePool } from './pool-text'
import css from './wizard.module.css'
import { useWizard } from './wizard-context'

/** The maps of the group's subnets with what would be taken drawn in. `pick`: clicks and drags choose pool members. */
export function MapPanel(props: {
  pick?: { onPick: (ranges: string[]) => void; onUnpick: (ranges: string[]) => void }
}) {
  const { values, network, poolEntries, check, plan, before } = useWizard()
  const { maintainPrivateIp } = values.persistence
  const { subnetIds } = values.general
  const subnets = useMemo(
    () => subnetIds.flatMap((id) => network.subnets.find((item) => item.id === id) ?? []),
    [subnetIds, network.subnets],
  )
  const planned = useMemo(
    () =>
      subnets.map((subnet) => {
        const taken = plan.plan?.taken.find((item) => item.subnetId === subnet.id)?.ranges ?? []
        const entries = maintainPrivateIp ? poolEntries : []
        return { subnetId: subnet.id, ranges: plannedIn(subnet.cidrs[0] ?? '', entries, check.view, taken) }
      }),
    [subnets, plan.plan, maintainPrivateIp, poolEntries, check.view],
  )
  const picked = useMemo(() => toRangeSet(poolEntries).map(formatRange), [poolEntries])
  const own = useMemo(
    () => (before ? toRangeSet(readablePool(before.persistence.privateIpPool)).map(formatRange) : []),
    [before],
  )
  if (subnets.length === 0) return <p className={css.quiet}>Choose subnets in General to see their map.</p>
  return <GroupMap subnets={subnets} planned={planned} pick={props.pick && { ...props.pick, picked, own }} />
}
