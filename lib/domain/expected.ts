import type { PooledVm } from './pooled-vm'
import type { StatefulInstance } from './stateful-instance'

/** Machines of active instances and VMs, or interfaces of paused instances. */
export type ExpectedKind = 'machines' | 'interfaces'

/** Something of a member that the record says is in the cloud. */
export type Expected = { readonly id: string; readonly instanceId: string; readonly groupId: string }

/** What a live group expects to find. */
export function expectedOf(
  { instances, vms }: { readonly instances: readonly StatefulInstance[]; readonly vms: readonly PooledVm[] },
  kind: ExpectedKind,
): Expected[] {
  const found: Expected[] = []
  const expect = (id: string | null, { id: instanceId, groupId }: StatefulInstance | PooledVm): void => {
    if (id !== null) found.push({ id, instanceId, groupId })
  }
  for (const one of instances) {
    if (kind === 'machines' && one.state === 'active') expect(one.machineId, one)
    if (kind === 'interfaces' && one.state === 'paused') expect(one.interfaceId, one)
  }
  if (kind === 'machines') for (const vm of vms) if (vm.state === 'active') expect(vm.machineId, vm)
  return found
}
