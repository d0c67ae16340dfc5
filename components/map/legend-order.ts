import type { AddressStatus } from '@/lib/domain/occupancy'

/** The order in which legend and lists name the statuses: ours, then what is ours to take, then the rest. */
export const LEGEND_ORDER: readonly AddressStatus[] = [
  'active',
  'paused',
  'random',
  'pool',
  'planned',
  'cooling',
  'foreign',
  'reserved',
  'free',
]
