/*
 * Every step of a VM's operations (in what order: operation.ts), what a kill in it can leave in the cloud that no row
 * says, and what becomes of that. The next process looks before it repeats (allocation/look-for-vm-step.ts); what is made
 * for a VM is called after it and its interface, so that it is found even where no answer told its id.
 *
 *   step                     a kill can leave                    found by                          goes on with
 *   ───────────────────────  ──────────────────────────────────  ────────────────────────────────  ─────────────────────
 *   create-interface:eth0    an interface, and a dynamic         our tag and its name; it tells    the next interface,
 *                            address, that no row names          the address                       or launch
 *   launch                   a machine that no row names         our tag, on the interfaces; it    await-running
 *                                                                tells the zone
 *   await-running            nothing new                         waiting asks again; evicted       public IPs; terminate ▸
 *                                                                meanwhile: another is launched    await-gone ▸ launch
 *   create-public-ip:eth0    a public IP that no row names       its name                          associate-public-ip
 *   associate-public-ip:…    the public IP on the interface      where the public IP points        the end: placed, active
 *   terminate                a machine that ends or has ended    its state                         await-gone
 *   disassociate-public-ip   the public IP on nothing            where the public IP points        delete-interface
 *   delete-interface:eth0    a row that names what is gone       it is not there                   delete-public-ip
 *   delete-public-ip:eth0    a row that names what is gone       it is not there                   the end: gone
 *
 * A launch that is refused for good is undone by the steps of remove-vm, stored in the commit that tells the refusal. They
 * name what may be there, not what is on record: an interface or a public IP that was made in vain is found by its name.
 * The VM ends as failed, and after a rest another takes its place. A removal that is refused for good is told, and tried
 * again after a rest. Replacing is two operations, one launching and one removing: a kill between them leaves one VM that
 * runs and one that is not wanted, which the next settling removes (reconcile-pooled.ts).
 */
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
