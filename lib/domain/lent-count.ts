import type { PooledPersistence } from './group'
import type { PooledVm } from './pooled-vm'

/** Of the VMs that run, by what they have: everything from pools that could be, or something dynamic instead (Z5, Z6). */
export type LentCount = { readonly onPool: number; readonly dynamic: number }

/** The pools of each interface by its name: of private IPs, of public ones. */
type Pools = ReadonlyMap<string, { readonly own: boolean; readonly lent: boolean }>

const poolsOf = ({ interfaces }: PooledPersistence): Pools =>
  new Map(
    interfaces.map((nic) => [
      nic.name,
      { own: nic.privateIpPool.length > 0, lent: nic.publicIp && nic.publicIpPool.length > 0 },
    ]),
  )

/**
 * A VM is on dynamic addresses when any of its interfaces has a pool and yet an address from elsewhere. What has no pool
 * is dynamic by choice and counts for nothing; a group without any pool has neither (null).
 */
export function lentOf(
  persistence: PooledPersistence,
): (vm: Pick<PooledVm, 'nics'>) => keyof LentCount | null {
  const pools = poolsOf(persistence)
  const any = [...pools.values()].some(({ own, lent }) => own || lent)
  return ({ nics }) => {
    if (!any) return null
    const fellBack = nics.some((nic) => {
      const { own = false, lent = false } = pools.get(nic.name) ?? {}
      return (own && nic.private.kind === 'dynamic') || (lent && nic.public.kind === 'dynamic')
    })
    return fellBack ? 'dynamic' : 'onPool'
  }
}

export function countLent(persistence: PooledPersistence, vms: readonly PooledVm[]): LentCount {
  const of = lentOf(persistence)
  const count = { onPool: 0, dynamic: 0 }
  for (const vm of vms) {
    const lent = vm.state === 'active' ? of(vm) : null
    if (lent) count[lent] += 1
  }
  return count
}
