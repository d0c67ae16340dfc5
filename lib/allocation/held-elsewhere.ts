import type { ObservedInterface } from '@/lib/domain/inventory'
import type { Operation } from '@/lib/domain/operation'
import type { Cloud, CloudError } from './ports/cloud'
import type { RetryPolicy, StepOutcome } from './step-outcome'

/*
 * An interface of ours on something that is not of the operation's: nobody takes it from there, and no machine can be
 * launched with it. `─●` is our interface, `[o]` the machine that goes, `[x]` any other.
 *
 *   [o]─●   its own machine, still going or gone      waited for: the cloud lets go of it by itself
 *   [x]─●   on another machine, or on no machine      held elsewhere, and a stranger's for as long as they like
 *    in use
 */

/** The refusal that such a sight is worth; null where nobody else has it. */
export function heldElsewhere(
  { id, status, machineId }: ObservedInterface,
  { oldMachineId }: Pick<Operation, 'oldMachineId'>,
): CloudError | null {
  if (status === 'available' || (machineId !== null && machineId === oldMachineId)) return null
  const where = machineId === null ? 'something that is no machine' : `the machine ${machineId}`
  return {
    kind: 'interface-held',
    code: 'InterfaceHeldElsewhere',
    message: `The interface ${id} is on ${where}, which is not the instance’s.`,
  }
}

/** Asks the cloud. Null as well where the interface is not there; what the cloud refuses is answered as it is. */
export async function lookWhoHolds(
  cloud: Cloud,
  operation: Pick<Operation, 'oldMachineId'>,
  interfaceId: string,
): Promise<CloudError | null> {
  const page = await cloud.describeInterfaces({ ids: [interfaceId] })
  if (!page.ok) return page.refusal
  const [seen] = page.value.items
  return seen ? heldElsewhere(seen, operation) : null
}

/** Deletes it; where it is in use, it is told whether by a stranger. */
export async function deleteOrSayWho(
  cloud: Cloud,
  operation: Pick<Operation, 'oldMachineId'>,
  interfaceId: string,
): Promise<StepOutcome> {
  const deleted = await cloud.deleteInterface(interfaceId)
  if (deleted.ok) return { ok: true }
  if (deleted.refusal.kind !== 'interface-in-use') return { ok: false, error: deleted.refusal }
  const who = await lookWhoHolds(cloud, operation, interfaceId)
  return { ok: false, error: who?.kind === 'interface-held' ? who : deleted.refusal }
}

/** What is said of the instance while it is looked whether the interface comes back. */
export const heldDrift = ({ message }: CloudError): string =>
  `${message} Holdfast looks again, and takes it from nobody.`

/** Looked at again, as often as anything that may pass is tried; then it is taken for lasting. */
export const isLookedAtAgain = (
  { attempts }: Pick<Operation, 'attempts'>,
  { kind }: CloudError,
  retry: RetryPolicy,
): boolean => kind === 'interface-held' && attempts + 1 < retry.attempts
