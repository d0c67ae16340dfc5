import type { PooledPersistence } from './group'
import type { PooledVm } from './pooled-vm'

/** Of the VMs that run, by what they have: everything from pools that could be, or something dynamic instead (Z5, Z6). */
export type LentCount = { readonly onPool: number; readonly dynamic: number }

/**
 * A VM counts as dynamic when any of its interfaces has a pool and yet an address from elsewhere. What has no pool is
 * dynamic by choice and counts for nothing; a group without any pool has neither.
 */
export function countLent(persistence: PooledPersistence, vms: readonly PooledVm[]): LentCount {
  const pooled = new Map(
    persistence.interfaces.map((nic) => [
      nic.name,
      { own: nic.privateIpPool.length > 0, lent: nic.publicIp && nic.publicIpPool.length > 0 },
    ]),
  )
  const count = { onPool: 0, dynamic: 0 }
  if (![...pooled.values()].some(({ own, lent }) => own || lent)) return count
  for (const { state, nics } of vms) {
    if (state !== 'active') continue
    const missed = nics.some((nic) => {
      const pools = pooled.get(nic.name)
      return (pools?.own && nic.private.kind === 'dynamic') || (pools?.lent && nic.public.kind === 'dynamic')
    })
    count[missed ? 'dynamic' : 'onPool'] += 1
  }
  return count
}
