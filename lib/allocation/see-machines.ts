import type { Address } from '@/lib/domain/address'
import { isUnderWay, type Rolling } from '@/lib/domain/rolling-recycle'
import { type Seen, standingOf } from '@/lib/domain/rolling-standing'
import type { World } from '@/lib/domain/world'
import type { Cloud, CloudAnswer, Page } from './ports/cloud'

/** The new machines of a batch that are to be looked at, with their interfaces. */
export type ToSee = { readonly machineIds: readonly string[]; readonly interfaceIds: readonly string[] }

/** Those that our record knows to run; the others have nothing to look at yet. */
export function toSeeOf({ items }: Rolling, world: World): ToSee {
  const machineIds: string[] = []
  const members = new Set<string>()
  for (const item of items.filter(isUnderWay)) {
    const standing = standingOf(item, world, null)
    if (standing.at !== 'up') continue
    machineIds.push(standing.machineId)
    members.add(standing.newInstanceId)
  }
  const ofInstances = world.instances.flatMap(({ id, interfaceId }) =>
    members.has(id) && interfaceId !== null ? interfaceId : [],
  )
  const ofVms = world.vms.flatMap((vm) =>
    members.has(vm.id) ? vm.nics.flatMap(({ interfaceId }) => interfaceId ?? []) : [],
  )
  return { machineIds, interfaceIds: [...ofInstances, ...ofVms] }
}

/** Null where the cloud did not answer. As many ids in a call as it takes. */
export async function seeMachines(cloud: Cloud, idsPerCall: number, wanted: ToSee): Promise<Seen | null> {
  const machines = await everything(wanted.machineIds, idsPerCall, (ids, pageToken) =>
    cloud.describeMachines({ ids, pageToken }),
  )
  const interfaces =
    machines &&
    (await everything(wanted.interfaceIds, idsPerCall, (ids, pageToken) =>
      cloud.describeInterfaces({ ids, pageToken }),
    ))
  if (!machines || !interfaces) return null
  return {
    machines: new Map([
      ...wanted.machineIds.map((id) => [id, null] as const),
      ...machines.map(({ id, state }) => [id, { state }] as const),
    ]),
    interfaces: new Map(
      interfaces.map(
        ({
          id,
          machineId,
          addresses,
        }): [string, { machineId: string | null; addresses: readonly Address[] }] => [
          id,
          { machineId, addresses },
        ],
      ),
    ),
  }
}

async function everything<T>(
  all: readonly string[],
  idsPerCall: number,
  ask: (ids: readonly string[], pageToken: string | null) => CloudAnswer<Page<T>>,
): Promise<readonly T[] | null> {
  const found: T[] = []
  for (let start = 0; start < all.length; start += idsPerCall) {
    const ids = all.slice(start, start + idsPerCall)
    let pageToken: string | null = null
    do {
      const page: Awaited<CloudAnswer<Page<T>>> = await ask(ids, pageToken)
      if (!page.ok) return null
      found.push(...page.value.items)
      pageToken = page.value.nextToken
    } while (pageToken !== null)
  }
  return found
}
