import type { RollingValues } from '@/lib/api/schemas/rolling'

/** What a new run's form holds at first: the gentlest run that there is. */
export const newRolling = (pooled: boolean): RollingValues => ({
  batchSize: 1,
  maximumUnavailable: pooled ? 0 : 1,
  order: 'across-zones',
  healthSeconds: 30,
  timeoutSeconds: 600,
  which: 'all',
  instanceIds: [],
})
