import type { BegunOperation } from './decision'
import type { Step } from './operation'
import { type PooledVm, publicIpIdOf, type VmNic } from './pooled-vm'

/**
 * The steps that `begun` takes for `vm`. Interfaces with a static address come before those with a dynamic one: the
 * cloud hands out the lowest free address, which may well be a pool member that was chosen but not yet made.
 */
export function vmStepsFor(begun: BegunOperation, vm: PooledVm): readonly Step[] {
  switch (begun.kind) {
    case 'launch-vm':
      return [...createSteps(vm.nics), 'launch', 'await-running', ...publicIpSteps(vm.nics)]
    case 'address-vm':
      return publicIpSteps(vm.nics)
    case 'associate-vm':
      return publicIpSteps(vm.nics.filter((nic) => nic.name === begun.nic))
    case 'remove-vm':
      return removeSteps(vm, begun.oldMachineId !== null || begun.afterFailure)
    default:
      throw new Error(`${begun.kind} is not the work of a VM`)
  }
}

function createSteps(nics: readonly VmNic[]): Step[] {
  const isStatic = (nic: VmNic): boolean => nic.private.kind === 'pool'
  const inOrder = [...nics.filter(isStatic), ...nics.filter((nic) => !isStatic(nic))]
  return inOrder.map((nic): Step => `create-interface:${nic.name}`)
}

export const publicIpSteps = (nics: readonly VmNic[]): Step[] =>
  nics.flatMap((nic): Step[] => {
    const { kind } = nic.public
    if (kind !== 'pool' && kind !== 'dynamic') return []
    const made = publicIpIdOf(nic) !== null
    return [...(made ? [] : ([`create-public-ip:${nic.name}`] as const)), `associate-public-ip:${nic.name}`]
  })

/**
 * What is not recorded may be there all the same, made by a call whose answer was lost: deleting looks for it. The
 * interface goes before its public IP, so that one that is then still in use is somebody else's by now.
 */
export const removeSteps = (vm: PooledVm, hasMachine: boolean): Step[] => [
  ...(hasMachine ? (['terminate', 'await-gone'] as const) : []),
  ...vm.nics.flatMap(({ name, public: { kind } }): Step[] => [
    ...(kind === 'pool' || kind === 'dynamic' ? ([`disassociate-public-ip:${name}`] as const) : []),
    `delete-interface:${name}`,
    ...(kind === 'dynamic' ? ([`delete-public-ip:${name}`] as const) : []),
  ]),
]
