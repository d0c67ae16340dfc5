import type { PooledVm } from './pooled-vm'

/** Of the VMs that run, by what they have: everything from pools that could be, or something dynamic instead (Z5, Z6). */
export type LentCount = { readonly onPool: number; readonly dynamic: number }

/**
 * A VM is on dynamic addresses when any of its interfaces had a pool and yet got an address from elsewhere. What has no
 * pool is dynamic by choice and counts for nothing; a VM without any pool is neither (null).
 */
export function lentOf({ nics }: Pick<PooledVm, 'nics'>): keyof LentCount | null {
  const had = nics.flatMap((nic) => [nic.private, nic.public])
  if (had.some((one) => one.kind === 'dynamic' && one.fellBack)) return 'dynamic'
  return had.some((one) => one.kind === 'pool') ? 'onPool' : null
}

export function countLent(vms: readonly PooledVm[]): LentCount {
  const count = { onPool: 0, dynamic: 0 }
  for (const vm of vms) {
    const lent = vm.state === 'active' ? lentOf(vm) : null
    if (lent) count[lent] += 1
  }
  return count
}
