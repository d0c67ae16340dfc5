import { kindOf, nicOfStep, type Operation } from '@/lib/domain/operation'
import { nicOf, type PooledVm, publicIpIdOf, type VmNic } from '@/lib/domain/pooled-vm'
import { publicIpName } from './carry-out-vm-step'
import {
  everyItem,
  type Looked,
  lookAtPublicIp,
  lookForEnd,
  lookForInterface,
  lookForMachine,
  lookForNoInterface,
  NOT_DONE,
} from './look-for-step'
import type { Cloud } from './ports/cloud'

/**
 * Looks whether a VM's step at the cursor was done, before it is repeated. As for a stateful instance; what is made for
 * one interface of several is known by its name.
 *
 *   create-interface    one with our tag and the name of VM and interface
 *   create-public-ip    one with that name
 *   delete-public-ip    it is not there
 */
export async function lookForVmStep(cloud: Cloud, operation: Operation, vm: PooledVm): Promise<Looked> {
  const step = operation.steps[operation.cursor]
  if (!step) return NOT_DONE
  const name = nicOfStep(step)
  if (name !== null) return lookForNicStep(cloud, operation, { vm, nic: nicOf(vm, name) })
  switch (kindOf(step)) {
    case 'launch':
      return lookForMachine(cloud, operation, {
        id: vm.id,
        interfaceIds: vm.nics.flatMap((nic) => nic.interfaceId ?? []),
      })
    case 'terminate':
      return lookForEnd(cloud, operation.oldMachineId)
    default:
      return NOT_DONE
  }
}

async function lookForNicStep(
  cloud: Cloud,
  operation: Operation,
  { vm, nic }: { readonly vm: PooledVm; readonly nic: VmNic },
): Promise<Looked> {
  const publicIpId = publicIpIdOf(nic)
  switch (kindOf(operation.steps[operation.cursor] ?? 'launch')) {
    case 'create-interface':
      return lookForInterface(cloud, vm.id, (one) => one.description === `${vm.id}-${nic.name}`)
    case 'create-public-ip':
      return lookForPublicIp(cloud, publicIpName(vm, nic))
    case 'associate-public-ip':
      return lookAtPublicIp(cloud, publicIpId, (one) => one?.association?.interfaceId === nic.interfaceId)
    case 'disassociate-public-ip':
      return lookAtPublicIp(cloud, publicIpId, (one) => one?.association?.interfaceId !== nic.interfaceId)
    case 'delete-interface':
      return lookForNoInterface(cloud, nic.interfaceId)
    case 'delete-public-ip':
      return lookAtPublicIp(cloud, publicIpId, (one) => one === undefined)
    default:
      return NOT_DONE
  }
}

/** No cloud is asked by name: all are looked through, which only happens after an answer was lost. */
async function lookForPublicIp(cloud: Cloud, name: string): Promise<Looked> {
  const all = await everyItem((token) => cloud.describePublicIps(token))
  if ('error' in all) return { kind: 'unclear', error: all.error }
  const found = all.items.find((one) => one.name === name)
  return found ? { kind: 'done', told: { publicIpId: found.id, publicAddress: found.address } } : NOT_DONE
}
