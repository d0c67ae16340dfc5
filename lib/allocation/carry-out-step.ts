import type { Group } from '@/lib/domain/group'
import type { Operation } from '@/lib/domain/operation'
import { clientTokenOf } from '@/lib/domain/operation-steps'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { deleteOrSayWho, lookWhoHolds } from './held-elsewhere'
import type { Cloud } from './ports/cloud'
import { PASSING, type StepOutcome } from './step-outcome'

/**
 * One changing step, done in the cloud once: creation carries the step's client token, removal of what is gone
 * succeeds. What is needed comes from the instance's row, so a restart continues with the same values.
 */
export async function carryOutStep(
  cloud: Cloud,
  group: Group,
  operation: Operation,
  instance: StatefulInstance,
): Promise<StepOutcome> {
  const step = operation.steps[operation.cursor]
  const { compute, name } = group.config
  const clientToken = clientTokenOf(operation, instance)
  switch (step) {
    case 'create-interface': {
      if (!instance.subnetId || !instance.address)
        throw new Error(`${instance.id} has no address to make an interface for`)
      return answer(
        await cloud.createInterface({
          clientToken,
          subnetId: instance.subnetId,
          address: instance.address,
          securityGroupIds: compute.securityGroupIds,
          description: `${name} ${instance.id}`,
          instanceId: instance.id,
          resourceGroup: null,
        }),
      )
    }
    case 'launch':
      return answer(
        await cloud.launchMachine({
          clientToken,
          interfaceIds: [mustHaveInterface(instance)],
          zones: [],
          resourceGroup: null,
          imageId: compute.imageId,
          instanceTypes: compute.instanceTypes,
          instanceId: instance.id,
        }),
      )
    case 'terminate':
      return terminate(cloud, operation, instance)
    case 'associate-public-ip':
      return instance.publicIpId
        ? answer(
            await cloud.associatePublicIp({
              publicIpId: instance.publicIpId,
              interfaceId: mustHaveInterface(instance),
            }),
          )
        : { ok: true }
    case 'disassociate-public-ip':
      return instance.publicIpId && instance.interfaceId
        ? answer(
            await cloud.disassociatePublicIp({
              publicIpId: instance.publicIpId,
              interfaceId: instance.interfaceId,
            }),
          )
        : { ok: true }
    case 'delete-interface':
      return deleteInterface(cloud, operation, instance)
    default:
      throw new Error(`${step} is not a step that changes the cloud`)
  }
}

/** The recorded machine; where none is, the one that a launch whose answer was lost put on the interface (B6). */
async function terminate(
  cloud: Cloud,
  operation: Operation,
  { id, interfaceId }: StatefulInstance,
): Promise<StepOutcome> {
  const { oldMachineId } = operation
  const held = await heldBefore(cloud, operation, interfaceId)
  if (held) return held
  if (oldMachineId) return answer(await cloud.terminateMachine(oldMachineId))
  if (!interfaceId) return { ok: true }
  const interfaces = await cloud.describeInterfaces({ ids: [interfaceId] })
  if (!interfaces.ok) return { ok: false, error: interfaces.refusal }
  const machineId = interfaces.value.items[0]?.machineId
  if (!machineId) return { ok: true }
  const machines = await cloud.describeMachines({ ids: [machineId] })
  if (!machines.ok) return { ok: false, error: machines.refusal }
  // Somebody may have put our interface on a machine of theirs; that one is not ours to end.
  if (machines.value.items[0]?.instanceId !== id) return { ok: true }
  const terminated = answer(await cloud.terminateMachine(machineId))
  return terminated.ok ? { ok: true, machineId } : terminated
}

/**
 * A recycle whose interface somebody else has would end the machine and get no other one: it is refused while nothing is
 * changed. Null where it may go on; also where the look is refused for good, since waiting will look again.
 */
async function heldBefore(
  cloud: Cloud,
  operation: Operation,
  interfaceId: string | null,
): Promise<StepOutcome | null> {
  if (operation.kind !== 'recycle' || !operation.oldMachineId || !interfaceId) return null
  const error = await lookWhoHolds(cloud, operation, interfaceId)
  const counts = error !== null && (error.kind === 'interface-held' || PASSING.has(error.kind))
  return counts ? { ok: false, error } : null
}

/** The recorded interface; where none is, those that creations whose answers were lost left behind (B6). */
async function deleteInterface(
  cloud: Cloud,
  operation: Operation,
  { id, interfaceId }: StatefulInstance,
): Promise<StepOutcome> {
  if (interfaceId) return deleteOrSayWho(cloud, operation, interfaceId)
  const found = await cloud.describeInterfaces({ instanceId: id })
  if (!found.ok) return { ok: false, error: found.refusal }
  for (const one of found.value.items) {
    const deleted = answer(await cloud.deleteInterface(one.id))
    if (!deleted.ok) return deleted
  }
  return { ok: true }
}

function mustHaveInterface(instance: StatefulInstance): string {
  if (!instance.interfaceId) throw new Error(`${instance.id} has no interface to use`)
  return instance.interfaceId
}

type Answered = Awaited<ReturnType<Cloud['createInterface' | 'launchMachine' | 'terminateMachine']>>

const answer = (answered: Answered): StepOutcome =>
  answered.ok ? { ok: true, ...answered.value } : { ok: false, error: answered.refusal }
