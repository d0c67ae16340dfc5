'use client'

import { useMemo } from 'react'
import { GroupMap } from '@/components/map/group-map'
import type { PlanView } from '@/lib/api/views/plans'
import { formatRange } from '@/lib/domain/ranges'
import { plannedIn } from './planned'
import { readReadable } from './pool-text'
import { poolsOf } from './pools'
import css from './wizard.module.css'
import { useWizard } from './wizard-context'

/**
 * The maps of the group's subnets with what would be taken drawn in; with `poolKey` just those of that pool. `pick`:
 * clicks and drags choose its members.
 */
export function MapPanel(props: {
  poolKey?: string
  pick?: { onPick: (ranges: string[]) => void; onUnpick: (ranges: string[]) => void }
}) {
  const { values, network, pools, plan, before } = useWizard()
  // An identity is made for every member; VMs take just as many as there are of them.
  const takesAll = values.persistence.kind === 'stateful'
  const shown = pools.filter(({ key }) => props.poolKey === undefined || key === props.poolKey)
  const subnetIds = [...new Set(shown.flatMap((pool) => pool.subnetIds))].join('\n')
  const subnets = useMemo(
    () => subnetIds.split('\n').flatMap((id) => network.subnets.find((item) => item.id === id) ?? []),
    [subnetIds, network.subnets],
  )
  // A plan that was refused takes nothing; one that is being made anew shows what the last one would have taken.
  const drawn = plan.refused ? NOTHING : (plan.plan?.taken ?? NOTHING)
  const inEach = subnets.map((subnet) => {
    const taken = drawn.find((item) => item.subnetId === subnet.id)?.ranges ?? NO_RANGES
    const here = pools.filter((pool) => pool.subnetIds.includes(subnet.id))
    const members = here.flatMap(({ read, check }) =>
      plannedIn(subnet.cidrs[0] ?? '', read.set, check.view, takesAll ? taken : NO_RANGES),
    )
    return { subnetId: subnet.id, members, taken }
  })
  const planned = inEach.map(({ subnetId, members, taken }) => ({
    subnetId,
    ranges: takesAll ? members : taken,
  }))
  const listed = takesAll ? [] : inEach.map(({ subnetId, members }) => ({ subnetId, ranges: members }))
  const [first] = shown
  const picked = useMemo(() => (first?.read.set ?? []).map(formatRange), [first?.read.set])
  const own = useMemo(
    () => (before ? poolsOf(before).flatMap(({ text }) => readReadable(text).set.map(formatRange)) : []),
    [before],
  )
  if (subnets.length === 0)
    return (
      <p className={css.quiet}>
        {values.persistence.kind === 'stateful'
          ? 'Choose subnets in General to see their map.'
          : 'Choose the subnet of an interface to see its map.'}
      </p>
    )
  return (
    <GroupMap
      subnets={subnets}
      planned={planned}
      listed={listed}
      pick={props.pick && { ...props.pick, picked, own }}
    />
  )
}

const NOTHING: PlanView['taken'] = []
const NO_RANGES: readonly string[] = []
