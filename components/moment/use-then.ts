'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { queries } from '@/lib/api/queries'
import type { InstanceView } from '@/lib/api/views/instances'
import type { OccupancyView } from '@/lib/api/views/network'
import type { VmView } from '@/lib/api/views/vms'
import type { ShownMoment } from './shown-moment'
import { useShownMoment } from './shown-moment'

type Read<T> = {
  readonly data: T | undefined
  readonly error: Error | null
  readonly refetch: () => unknown
  /** What is shown is of another moment or place, until the answer comes. */
  readonly late: boolean
}

/** One CIDR of a subnet as it is, or as it was at the moment. */
export function useOccupancy(
  moment: ShownMoment | null,
  of: { readonly subnetId: string; readonly cidr?: string | undefined; readonly enabled?: boolean },
): Read<OccupancyView> {
  const { subnetId, cidr, enabled = true } = of
  const now = useQuery({
    ...queries.occupancy(subnetId, cidr),
    enabled: enabled && moment === null,
    placeholderData: keepPreviousData,
  })
  const then = useQuery({
    ...queries.pastOccupancy(subnetId, moment?.at ?? '', cidr),
    enabled: enabled && moment !== null,
    placeholderData: keepPreviousData,
  })
  return told(moment === null ? now : then)
}

/** What differs on the map from the moment that the shown one is compared with. */
export function useSubnetChanges(moment: ShownMoment | null, subnetId: string, cidr?: string) {
  const { at, other } = { at: moment?.at ?? '', other: moment?.with ?? '' }
  return useQuery({
    ...queries.subnetChanges(subnetId, { at, with: other }, cidr),
    enabled: other !== '',
    placeholderData: keepPreviousData,
  })
}

/** The instances of a stateful group, now or at the shown moment. */
export function useInstances(groupId: string): Read<readonly InstanceView[]> {
  const moment = useShownMoment()
  const now = useQuery({ ...queries.instances(groupId), enabled: moment === null })
  const then = usePast(groupId, moment)
  if (moment === null) return told(now)
  return { ...told(then), data: then.data?.kind === 'stateful' ? then.data.instances : undefined }
}

/** The VMs of a pooled group, likewise. */
export function useVms(groupId: string): Read<readonly VmView[]> {
  const moment = useShownMoment()
  const now = useQuery({ ...queries.vms(groupId), enabled: moment === null })
  const then = usePast(groupId, moment)
  if (moment === null) return told(now)
  return { ...told(then), data: then.data?.kind === 'pooled' ? then.data.vms : undefined }
}

export const usePast = (groupId: string, moment: ShownMoment | null) =>
  useQuery({
    ...queries.pastGroup(groupId, moment?.at ?? ''),
    enabled: moment !== null,
    placeholderData: keepPreviousData,
  })

const told = <T>(query: {
  readonly data: T | undefined
  readonly error: Error | null
  readonly refetch: () => unknown
  readonly isPlaceholderData: boolean
}): Read<T> => ({
  ...{ data: query.data, error: query.error, refetch: query.refetch, late: query.isPlaceholderData },
})
