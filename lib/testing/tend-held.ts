import { beginDisposals } from '@/lib/allocation/dispose'
import { address } from '@/lib/domain/address'
import { type HeldThing, heldCan } from '@/lib/domain/held'
import type { Refusal } from '@/lib/domain/refusal'
import type { RunningWorld } from './running-world'

/** Something is done about one of the things that are held for nobody running. */
export type Tending = {
  readonly kind: 'tend'
  readonly action: 'release' | 'adopt' | 'delete'
  readonly thing: number
  readonly group: number
}

const KNOWN = new Set<Refusal['kind']>([
  ...(['outside-group', 'adopts-nothing', 'not-held', 'pooled-elsewhere', 'busy'] as const),
  ...(['group-deleting', 'unknown-group', 'wrong-state', 'held-unable'] as const),
])

/** `mayGo`: told of an instance before it is released. */
export async function tendHeld(
  world: RunningWorld,
  { action, thing, group }: Tending,
  groupIds: readonly string[],
  mayGo: (instanceId: string) => void,
): Promise<void> {
  const deleted = new Set((await world.store.runningDisposals()).map(({ resourceId }) => resourceId))
  const things = await world.store.heldForNobody()
  const able = things.filter((one) => heldCan(action, one, deleted.has(one.id)) === null)
  const chosen = able[thing % Math.max(1, able.length)]
  const groupId = groupIds[group % Math.max(1, groupIds.length)]
  if (!chosen || !groupId) return
  const answer = await actOn(world, action, chosen, { groupId, mayGo })
  await world.settled()
  if (!answer.ok && !KNOWN.has(answer.refusal.kind))
    throw new Error(`${action} refused: ${JSON.stringify(answer.refusal)}`)
}

async function actOn(
  world: RunningWorld,
  action: Tending['action'],
  { id, owner, subnetId, address: text }: HeldThing,
  around: { readonly groupId: string; readonly mayGo: (instanceId: string) => void },
): Promise<{ ok: true } | { ok: false; refusal: Refusal }> {
  if (action === 'delete') return beginDisposals(world.engine.allocation, [id], world.engine.disposing.begin)
  if (action === 'adopt') {
    const interfaces = [{ interfaceId: id, subnetId: subnetId ?? '', address: address(text ?? '') }]
    return world.apply(around.groupId, { kind: 'adopt', interfaces })
  }
  if (owner.kind !== 'instance') return { ok: true }
  around.mayGo(owner.instanceId)
  return world.apply(owner.groupId, { kind: 'release', instanceIds: [owner.instanceId] })
}
