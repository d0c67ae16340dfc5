import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { type Allocation, applyIntent } from './command'
import type { Cloud, CloudError } from './ports'

/** As many ids as EC2 takes comfortably in one describe call. */
const IDS_PER_CALL = 200

type Found = { readonly interrupted: readonly string[]; readonly interfaceLost: readonly string[] }

/**
 * One look at what the cloud has done to our instances: machines that ended (A1, interruption) and interfaces of
 * paused instances that were deleted (A10). Each is handed to its group as an intent, so that it is planned,
 * journaled and told like any other change. Answers the cloud's error where it could not be asked.
 */
export async function observeCloud(allocation: Allocation, cloud: Cloud): Promise<CloudError | null> {
  for (const groupId of await allocation.store.liveGroupIds()) {
    const snapshot = await allocation.store.groupSnapshot(groupId)
    if (snapshot?.group.state !== 'live') continue
    const found = await compare(cloud, snapshot.instances)
    if ('error' in found) return found.error
    const { interrupted, interfaceLost } = found
    const how = { requestKey: null, actor: 'cloud' } as const
    if (interrupted.length > 0)
      await applyIntent(allocation, { groupId }, { kind: 'interrupted', instanceIds: interrupted }, how)
    if (interfaceLost.length > 0)
      await applyIntent(allocation, { groupId }, { kind: 'interface-lost', instanceIds: interfaceLost }, how)
  }
  return null
}

async function compare(
  cloud: Cloud,
  instances: readonly StatefulInstance[],
): Promise<Found | { readonly error: CloudError }> {
  const running = instances.filter((one) => one.state === 'active' && one.machineId)
  // A rolled-back instance (its address was taken) waits for an operator: looking again would try for ever.
  const paused = instances.filter((one) => one.state === 'paused' && one.interfaceId)
  const alive = new Set<string>()
  for (const ids of chunks(running.flatMap((one) => one.machineId ?? []))) {
    const page = await cloud.describeMachines({ ids })
    if (!page.ok) return { error: page.refusal }
    for (const machine of page.value.items)
      if (machine.state === 'running' || machine.state === 'pending') alive.add(machine.id)
  }
  const present = new Set<string>()
  for (const ids of chunks(paused.flatMap((one) => one.interfaceId ?? []))) {
    const page = await cloud.describeInterfaces({ ids })
    if (!page.ok) return { error: page.refusal }
    for (const one of page.value.items) present.add(one.id)
  }
  return {
    interrupted: running.filter((one) => !alive.has(one.machineId ?? '')).map((one) => one.id),
    interfaceLost: paused.filter((one) => !present.has(one.interfaceId ?? '')).map((one) => one.id),
  }
}

function chunks(ids: readonly string[]): string[][] {
  const parts: string[][] = []
  for (let start = 0; start < ids.length; start += IDS_PER_CALL)
    parts.push(ids.slice(start, start + IDS_PER_CALL))
  return parts
}
