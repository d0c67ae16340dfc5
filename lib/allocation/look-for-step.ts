import type { ObservedInterface } from '@/lib/domain/inventory'
import type { Operation } from '@/lib/domain/operation'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { PublicIp } from '@/lib/domain/subnet'
import type { Cloud, CloudAnswer, CloudError, ObservedMachine, Page } from './ports/cloud'
import type { StepTold } from './step-outcome'

/** What the cloud shows of a step whose outcome is unknown; 'unclear': it could not be asked. */
export type Looked =
  | { readonly kind: 'done'; readonly told: StepTold }
  | { readonly kind: 'not-done' }
  | { readonly kind: 'unclear'; readonly error: CloudError }

/**
 * Looks whether the step at the cursor was done, before it is repeated:
 *
 *   create-interface         one with our tag is on the address
 *   launch                   a machine with our tag, other than the one that goes, is on the interface
 *   terminate                the machine is on its way out, or gone
 *   associate-public-ip      the public IP points at the interface
 *   disassociate-public-ip   it does not point at it
 *   delete-interface         the interface is not there
 *
 * A look may be older than what was done: clouds show their changes with delay. What is not found is therefore repeated
 * with the same token, never with a new one. Removing what is not on record looks by itself, and is not looked for here.
 */
export async function lookForStep(
  cloud: Cloud,
  operation: Operation,
  instance: StatefulInstance,
): Promise<Looked> {
  const { interfaceId, publicIpId } = instance
  switch (operation.steps[operation.cursor]) {
    case 'create-interface':
      return lookForInterface(cloud, instance.id, (one) => isAt(one, instance))
    case 'launch':
      return lookForMachine(cloud, operation, {
        id: instance.id,
        interfaceIds: interfaceId ? [interfaceId] : [],
      })
    case 'terminate':
      return lookForEnd(cloud, operation.oldMachineId)
    case 'associate-public-ip':
      return lookAtPublicIp(cloud, publicIpId, (one) => one?.association?.interfaceId === interfaceId)
    case 'disassociate-public-ip':
      return lookAtPublicIp(cloud, publicIpId, (one) => one?.association?.interfaceId !== interfaceId)
    case 'delete-interface':
      return lookForNoInterface(cloud, interfaceId)
    default:
      return NOT_DONE
  }
}

export const NOT_DONE: Looked = { kind: 'not-done' }
const DONE: Looked = { kind: 'done', told: {} }

const isAt = ({ subnetId, addresses: [first] }: ObservedInterface, wanted: StatefulInstance): boolean =>
  subnetId === wanted.subnetId &&
  first?.family === wanted.address?.family &&
  first?.value === wanted.address?.value

/** Among those that bear the tag of `instanceId`. */
export async function lookForInterface(
  cloud: Cloud,
  instanceId: string,
  isMeant: (one: ObservedInterface) => boolean,
): Promise<Looked> {
  const all = await everyItem((pageToken) => cloud.describeInterfaces({ instanceId, pageToken }))
  if ('error' in all) return { kind: 'unclear', error: all.error }
  const found = all.items.find(isMeant)
  return found ? { kind: 'done', told: { interfaceId: found.id, address: found.addresses[0] } } : NOT_DONE
}

export async function lookForNoInterface(cloud: Cloud, interfaceId: string | null): Promise<Looked> {
  if (!interfaceId) return NOT_DONE
  const page = await cloud.describeInterfaces({ ids: [interfaceId] })
  if (!page.ok) return { kind: 'unclear', error: page.refusal }
  return page.value.items.length === 0 ? DONE : NOT_DONE
}

/** Somebody else's machine may be on the interface, too; and the one that goes may still be. */
export async function lookForMachine(
  cloud: Cloud,
  { oldMachineId }: Operation,
  of: { readonly id: string; readonly interfaceIds: readonly string[] },
): Promise<Looked> {
  const interfaces = await everyItem((pageToken) =>
    cloud.describeInterfaces({ ids: of.interfaceIds, pageToken }),
  )
  if ('error' in interfaces) return { kind: 'unclear', error: interfaces.error }
  const machineId = interfaces.items.find((one) => one.machineId !== null)?.machineId
  if (!machineId || machineId === oldMachineId) return NOT_DONE
  const machine = await describeMachine(cloud, machineId)
  if ('error' in machine) return { kind: 'unclear', error: machine.error }
  return machine.found?.instanceId === of.id
    ? { kind: 'done', told: { machineId, zone: machine.found.zone } }
    : NOT_DONE
}

export async function lookForEnd(cloud: Cloud, machineId: string | null): Promise<Looked> {
  if (!machineId) return NOT_DONE
  const machine = await describeMachine(cloud, machineId)
  if ('error' in machine) return { kind: 'unclear', error: machine.error }
  const lives = machine.found?.state === 'running' || machine.found?.state === 'pending'
  return lives ? NOT_DONE : DONE
}

async function describeMachine(
  cloud: Cloud,
  id: string,
): Promise<{ readonly found: ObservedMachine | undefined } | { readonly error: CloudError }> {
  const page = await cloud.describeMachines({ ids: [id] })
  return page.ok ? { found: page.value.items[0] } : { error: page.refusal }
}

/** `isSo` is asked of the public IP as it is; undefined: it does not exist. */
export async function lookAtPublicIp(
  cloud: Cloud,
  publicIpId: string | null,
  isSo: (one: PublicIp | undefined) => boolean,
): Promise<Looked> {
  if (!publicIpId) return NOT_DONE
  const page = await cloud.describePublicIps(null, [publicIpId])
  if (!page.ok) return { kind: 'unclear', error: page.refusal }
  return isSo(page.value.items[0]) ? DONE : NOT_DONE
}

export async function everyItem<T>(
  ask: (pageToken: string | null) => CloudAnswer<Page<T>>,
): Promise<{ readonly items: readonly T[] } | { readonly error: CloudError }> {
  const items: T[] = []
  for (let token: string | null = null; ; ) {
    const page: Awaited<CloudAnswer<Page<T>>> = await ask(token)
    if (!page.ok) return { error: page.refusal }
    items.push(...page.value.items)
    token = page.value.nextToken
    if (token === null) return { items }
  }
}
