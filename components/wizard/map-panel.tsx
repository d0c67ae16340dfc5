'use client'

import { useMemo } from 'react'
import { GroupMap } from '@/components/map/group-map'
import type { PlanView } from '@/lib/api/views/plans'
import { formatRange } from '@/lib/domain/ranges'
import { plannedIn } from './planned'
import { readReadable } from './pool-text'
import css from './wizard.module.css'
import { useWizard } from './wizard-context'

/** The maps of the group's subnets with what would be taken drawn in. `pick`: clicks and drags choose pool members. */
export function MapPanel(props: {
  pick?: { onPick: (ranges: string[]) => void; onUnpick: (ranges: string[]) => void }
}) {
  const { values, network, poolSet, check, plan, before } = useWizard()
  const { maintainPrivateIp } = values.persistence
  const { subnetIds } = values.general
  const subnets = useMemo(
    () => subnetIds.flatMap((id) => network.subnets.find((item) => item.id === id) ?? []),
    [subnetIds, network.subnets],
  )
  // A plan that was refused takes nothing; one that is being made anew shows what the last one would have taken.
  const drawn = plan.refused ? NOTHING : (plan.plan?.taken ?? NOTHING)
  const planned = useMemo(
    () =>
      subnets.map((subnet) => {
        const taken = drawn.find((item) => item.subnetId === subnet.id)?.ranges ?? []
        const pool = maintainPrivateIp ? poolSet : []
        return { subnetId: subnet.id, ranges: plannedIn(subnet.cidrs[0] ?? '', pool, check.view, taken) }
      }),
    [subnets, drawn, maintainPrivateIp, poolSet, check.view],
  )
  const picked = useMemo(() => poolSet.map(formatRange), [poolSet])
  const own = useMemo(
    () => (before ? readReadable(before.persistence.privateIpPool).set.map(formatRange) : []),
    [before],
  )
  if (subnets.length === 0) return <p className={css.quiet}>Choose subnets in General to see their map.</p>
  return <GroupMap subnets={subnets} planned={planned} pick={props.pick && { ...props.pick, picked, own }} />
}

const NOTHING: PlanView['taken'] = []
