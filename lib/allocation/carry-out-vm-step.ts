import { pooledOf } from '@/lib/domain/config-parts'
import type { Group } from '@/lib/domain/group'
import { kindOf, nicOfStep, type Operation } from '@/lib/domain/operation'
import { clientTokenOf } from '@/lib/domain/operation-steps'
import { nicOf, type PooledVm, publicIpIdOf, type VmNic } from '@/lib/domain/pooled-vm'
import { deleteOrSayWho } from './held-elsewhere'
import type { Cloud, CloudAnswer, PublicIpWanted } from './ports/cloud'
import type { StepOutcome, StepTold } from './step-outcome'

/**
 * One changing step for a VM, done in the cloud once. What is made carries a name that follows from the VM and its
 * interface, so what an answer was lost of is found again; removal of what is gone succeeds.
 */
export async function carryOutVmStep(
  cloud: Cloud,
  group: Group,
  operation: Operation,
  vm: PooledVm,
): Promise<StepOutcome> {
  const step = operation.steps[operation.cursor]
  if (!step) throw new Error(`operation ${operation.id} ran past its steps`)
  const nicName = nicOfStep(step)
  const kind = kindOf(step)
  if (nicName !== null) return carryOutNicStep(cloud, group, operation, { vm, nic: nicOf(vm, nicName) })
  const { compute, persistence } = pooledOf(group.config)
  if (kind === 'launch')
    return answered(
      cloud.launchMachine({
        clientToken: clientTokenOf(operation, vm),
        interfaceIds: vm.nics.map((nic) => mustHave(nic.interfaceId, `${vm.id} ${nic.name}`)),
        imageId: compute.imageId,
        instanceTypes: compute.instanceTypes,
        zones: persistence.zones,
        instanceId: vm.id,
        resourceGroup: persistence.resourceGroup,
      }),
    )
  if (kind === 'terminate') return terminate(cloud, operation, vm)
  throw new Error(`${step} is not a step that changes the cloud for a VM`)
}

type Subject = { readonly vm: PooledVm; readonly nic: VmNic }

async function carryOutNicStep(
  cloud: Cloud,
  group: Group,
  operation: Operation,
  { vm, nic }: Subject,
): Promise<StepOutcome> {
  const step = kindOf(operation.steps[operation.cursor] ?? 'launch')
  const { region, persistence } = pooledOf(group.config)
  const publicIpId = publicIpIdOf(nic)
  switch (step) {
    case 'create-interface': {
      const config = persistence.interfaces.find((one) => one.name === nic.name)
      return answered(
        cloud.createInterface({
          clientToken: clientTokenOf(operation, vm),
          subnetId: nic.subnetId,
          address: nic.private.kind === 'pool' ? nic.private.address : null,
          securityGroupIds: [
            ...(config?.networkSecurityGroupId ? [config.networkSecurityGroupId] : []),
            ...(config?.applicationSecurityGroupIds ?? []),
          ],
          description: `${vm.id}-${nic.name}`,
          instanceId: vm.id,
          resourceGroup: persistence.resourceGroup,
        }),
      )
    }
    case 'create-public-ip':
      return answered(cloud.createPublicIp(publicIpWanted(operation, region, group, { vm, nic })))
    case 'associate-public-ip':
      return publicIpId
        ? answered(cloud.associatePublicIp({ publicIpId, interfaceId: mustHave(nic.interfaceId, nic.name) }))
        : { ok: true }
    case 'disassociate-public-ip':
      return publicIpId && nic.interfaceId
        ? answered(cloud.disassociatePublicIp({ publicIpId, interfaceId: nic.interfaceId }))
        : { ok: true }
    case 'delete-public-ip':
      return deletePublicIp(cloud, { vm, nic })
    case 'delete-interface':
      return deleteInterface(cloud, operation, { vm, nic })
    default:
      throw new Error(`${step} is not a step of an interface`)
  }
}

/** A dynamic public IP lies in the zone of its VM; one of a regional group in none. */
const publicIpWanted = (
  operation: Operation,
  region: string,
  group: Group,
  { vm, nic }: Subject,
): PublicIpWanted => {
  const { persistence } = pooledOf(group.config)
  return {
    clientToken: clientTokenOf(operation, vm),
    name: publicIpName(vm, nic),
    region,
    resourceGroup: persistence.resourceGroup,
    sku: persistence.publicIpSku,
    zones: vm.zone === null ? [] : [vm.zone],
    instanceId: vm.id,
    interfaceId: mustHave(nic.interfaceId, `${vm.id} ${nic.name}`),
  }
}

export const publicIpName = (vm: PooledVm, nic: VmNic): string => `${vm.id}-${nic.name}-ip`

/** The recorded machine; where none is, the one that a launch whose answer was lost put on its interfaces (B6). */
async function terminate(cloud: Cloud, { oldMachineId }: Operation, vm: PooledVm): Promise<StepOutcome> {
  if (oldMachineId) return answered(cloud.terminateMachine(oldMachineId))
  const ids = vm.nics.flatMap((nic) => nic.interfaceId ?? [])
  if (ids.length === 0) return { ok: true }
  const interfaces = await cloud.describeInterfaces({ ids })
  if (!interfaces.ok) return { ok: false, error: interfaces.refusal }
  const machineId = interfaces.value.items.find((one) => one.machineId !== null)?.machineId
  if (!machineId) return { ok: true }
  const machines = await cloud.describeMachines({ ids: [machineId] })
  if (!machines.ok) return { ok: false, error: machines.refusal }
  // Somebody may have put our interface on a machine of theirs; that one is not ours to end.
  if (machines.value.items[0]?.instanceId !== vm.id) return { ok: true }
  const terminated = await answered(cloud.terminateMachine(machineId))
  return terminated.ok ? { ok: true, machineId } : terminated
}

/** The recorded interface; where none is, the one that a creation whose answer was lost left behind (B6). */
async function deleteInterface(
  cloud: Cloud,
  operation: Operation,
  { vm, nic }: Subject,
): Promise<StepOutcome> {
  if (nic.interfaceId) return deleteOrSayWho(cloud, operation, nic.interfaceId)
  const recorded = new Set(vm.nics.flatMap((one) => one.interfaceId ?? []))
  const found = await cloud.describeInterfaces({ instanceId: vm.id })
  if (!found.ok) return { ok: false, error: found.refusal }
  for (const one of found.value.items) {
    if (recorded.has(one.id) || one.description !== `${vm.id}-${nic.name}`) continue
    const deleted = await answered(cloud.deleteInterface(one.id))
    if (!deleted.ok) return deleted
  }
  return { ok: true }
}

async function deletePublicIp(cloud: Cloud, { vm, nic }: Subject): Promise<StepOutcome> {
  const publicIpId = publicIpIdOf(nic)
  if (publicIpId) return answered(cloud.deletePublicIp(publicIpId))
  const name = publicIpName(vm, nic)
  for (let token: string | null = null; ; ) {
    const page: Awaited<ReturnType<Cloud['describePublicIps']>> = await cloud.describePublicIps(token)
    if (!page.ok) return { ok: false, error: page.refusal }
    for (const one of page.value.items) {
      if (one.name !== name) continue
      const deleted = await answered(cloud.deletePublicIp(one.id))
      if (!deleted.ok) return deleted
    }
    token = page.value.nextToken
    if (token === null) return { ok: true }
  }
}

function mustHave(interfaceId: string | null, of: string): string {
  if (!interfaceId) throw new Error(`${of} has no interface to use`)
  return interfaceId
}

async function answered(asked: CloudAnswer<StepTold | null>): Promise<StepOutcome> {
  const got = await asked
  return got.ok ? { ok: true, ...got.value } : { ok: false, error: got.refusal }
}
