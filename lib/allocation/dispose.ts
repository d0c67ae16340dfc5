import type { Disposal } from '@/lib/domain/disposal'
import { type HeldThing, type HeldUnable, heldCan } from '@/lib/domain/held'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Allocation } from './command'
import { type Commit, EMPTY_COMMIT } from './ports/commit'

/** The turn of everybody who begins or ends deletions; no group's id has a space. */
export const DELETIONS_TURN = 'all deletions'

/** What is to be deleted in the cloud, as it is listed now; a refusal where one of it is not, or may not be (B3). */
export async function chooseForDisposal(
  { store }: Pick<Allocation, 'store'>,
  ids: readonly string[],
): Promise<Result<readonly HeldThing[], Refusal>> {
  const [things, running] = await Promise.all([store.heldForNobody(), store.runningDisposals()])
  const byId = new Map(things.map((thing) => [thing.id, thing]))
  const busy = new Set(running.map(({ resourceId }) => resourceId))
  const chosen: HeldThing[] = []
  for (const id of new Set(ids)) {
    const thing = byId.get(id)
    const why: HeldUnable | null = thing ? heldCan('delete', thing, busy.has(id)) : 'not-held'
    if (!thing || why) return refuse({ kind: 'held-unable', id, why: why ?? 'not-held' })
    chosen.push(thing)
  }
  return ok(chosen)
}

/**
 * Journals that these are to be deleted, and begins: from here on it is done, whatever becomes of this process (B7).
 * What is being deleted already is passed over, so that asking twice does it once.
 */
export function beginDisposals(
  allocation: Allocation,
  ids: readonly string[],
  begin: (disposals: readonly Disposal[]) => void,
): Promise<Result<readonly Disposal[], Refusal>> {
  const { store, surroundings, turns } = allocation
  return turns(DELETIONS_TURN, async () => {
    const running = new Set((await store.runningDisposals()).map(({ resourceId }) => resourceId))
    const wanted = [...new Set(ids)].filter((id) => !running.has(id))
    const chosen = await chooseForDisposal(allocation, wanted)
    if (!chosen.ok) return chosen
    const at = surroundings.now()
    const requestId = `req-${surroundings.id(12)}`
    const disposals = chosen.value.map(
      (thing): Disposal => ({
        id: `dsp-${surroundings.id(16)}`,
        kind: thing.what === 'interface' ? 'delete-interface' : 'delete-public-ip',
        ...{ cloud: thing.cloud, resourceId: thing.id, subnetId: thing.subnetId, address: thing.address },
        ...{ label: labelOf(thing), requestId, state: 'running', attempts: 0 },
        ...{ notBefore: null, lastError: null, createdAt: at, endedAt: null },
      }),
    )
    const stored = await store.commit({ ...EMPTY_COMMIT, disposals, events: disposals.map(asked(at)) })
    if (!stored.ok) return refuse({ kind: 'busy', attempts: 1 })
    begin(disposals)
    return ok(disposals)
  })
}

/** It stays where it is. A call that is under way may still go through: then it is gone, and that is told. */
export function callOffDisposal(
  { store, surroundings, turns }: Allocation,
  disposalId: string,
): Promise<Result<Disposal, Refusal>> {
  return turns(DELETIONS_TURN, async () => {
    const running = (await store.runningDisposals()).find(({ id }) => id === disposalId)
    if (!running) return refuse({ kind: 'unknown-disposal', disposalId })
    const now = surroundings.now()
    const disposal: Disposal = { ...running, state: 'called-off', endedAt: now }
    const events = [disposalEvent(disposal, 'deletion-called-off', now, 'It stays where it is.')]
    const stored = await store.commit({ ...EMPTY_COMMIT, disposals: [disposal], events })
    return stored.ok ? ok(disposal) : refuse({ kind: 'busy', attempts: 1 })
  })
}

function labelOf({ owner }: HeldThing): string {
  switch (owner.kind) {
    case 'kept':
      return `kept when ${owner.groupName} was deleted`
    case 'tagged':
      return `made for ${owner.instanceId}, and nobody’s since`
    default:
      return 'nobody’s'
  }
}

const asked =
  (at: string) =>
  (disposal: Disposal): Commit['events'][number] =>
    disposalEvent(disposal, 'deletion-asked', at, `It was ${disposal.label}.`)

export function disposalEvent(
  disposal: Disposal,
  kind: 'deletion-asked' | 'deletion-called-off' | 'interface-deleted' | 'public-ip-deleted' | 'step-retried',
  at: string,
  why: string,
): Commit['events'][number] {
  const isInterface = disposal.kind === 'delete-interface'
  const byOperator = kind === 'deletion-asked' || kind === 'deletion-called-off'
  return {
    ...{ at, kind, actor: byOperator ? 'operator' : 'holdfast', requestId: disposal.requestId },
    ...{ groupId: null, instanceId: null, subnetId: disposal.subnetId, address: disposal.address },
    interfaceId: isInterface ? disposal.resourceId : null,
    publicIpId: isInterface ? null : disposal.resourceId,
    ...{ machineId: null, why, before: null, after: null },
  }
}
