import type { GroupConfig } from './group'
import type { PoolEntry } from './pool'
import type { StatefulInstance } from './stateful-instance'

/**
 * The members that count: without Maintain private IP there is no private pool; those of a pooled group are of all its
 * interfaces, one after the other.
 */
export function poolOf({ persistence }: GroupConfig): readonly PoolEntry[] {
  if (persistence.kind === 'pooled') return persistence.interfaces.flatMap((nic) => nic.privateIpPool)
  return persistence.maintainPrivateIp ? persistence.privateIpPool : []
}

/** An instance that covers a pool member; retained and random ones are extra. */
export const coversMember = (instance: StatefulInstance): boolean =>
  instance.origin === 'pool' && !instance.retained
