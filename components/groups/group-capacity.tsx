'use client'

import dynamic from 'next/dynamic'
import { CapacitySkeleton } from '@/components/capacity/capacity-skeleton'
import type { GroupView } from '@/lib/api/views/groups'

/** The chart comes with its scales when it is looked at: the rest of the page does not carry them. */
const CapacityPart = dynamic(
  () => import('@/components/capacity/capacity-part').then((part) => part.CapacityPart),
  { ssr: false, loading: CapacitySkeleton },
)

/** How the group's capacity went. */
export function GroupCapacity(props: { view: GroupView }) {
  const { row, config } = props.view
  return (
    <CapacityPart
      group={{
        id: row.id,
        name: row.name,
        createdAt: row.createdAt,
        persistence: config.persistence.kind,
      }}
    />
  )
}
