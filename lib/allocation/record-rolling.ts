import type { Actor, NewEvent } from '@/lib/domain/event'
import type { RollingNews } from '@/lib/domain/next-of-rolling'
import type { RollingRun } from '@/lib/domain/rolling-recycle'

export type RollingKind = RollingNews['kind'] | 'rolling-started' | 'rolling-resumed'

/** Every event of a run carries its id as the request's, and its counts as they are from then on. */
export function rollingEvent(
  kind: RollingKind,
  run: RollingRun,
  part: { readonly at: string; readonly actor: Actor; readonly why: string },
): NewEvent {
  return {
    kind,
    requestId: run.id,
    groupId: run.groupId,
    instanceId: null,
    subnetId: null,
    address: null,
    interfaceId: null,
    publicIpId: null,
    machineId: null,
    before: null,
    after: { run: run.id, state: run.state, batch: run.batch + 1, batches: run.batches, ...run.counts },
    ...part,
  }
}

/** Whether the operator or Holdfast itself is behind it. */
export const actorOf = (run: RollingRun): Actor => (run.cancelling ? 'operator' : 'holdfast')
