import type { Actor, By, EventKind, NewEvent } from '@/lib/domain/event'
import type { Allocation } from './command'
import { EMPTY_COMMIT } from './ports/commit'

/** What happened to nothing on the map: `before` and `after` are small and never carry a secret. */
export type Happening = {
  readonly kind: EventKind
  /** One sentence. */
  readonly why: string
  readonly actor?: Actor
  /** Only where nobody is signed in yet: otherwise the store knows who asks. */
  readonly by?: By | null
  readonly requestId?: string
  readonly before?: Record<string, unknown> | null
  readonly after?: Record<string, unknown> | null
}

/** An event that changes no row besides, such as a sign-in: it is on disk when this answers. */
export async function recordEvent(
  { store, surroundings }: Pick<Allocation, 'store' | 'surroundings'>,
  ...happenings: readonly Happening[]
): Promise<void> {
  const at = surroundings.now()
  const events = happenings.map((happening) => happeningEvent(happening, at, `req-${surroundings.id(12)}`))
  const stored = await store.commit({ ...EMPTY_COMMIT, events })
  // Nothing is expected and nothing is taken, so there is nothing that could be refused but the file itself.
  if (!stored.ok) throw new Error(`An event could not be written: ${stored.refusal.kind}`)
}

/** The event itself, for whoever has something else to commit with it. */
export const happeningEvent = (happening: Happening, at: string, requestId: string): NewEvent => ({
  at,
  kind: happening.kind,
  actor: happening.actor ?? 'operator',
  ...(happening.by === undefined ? {} : { by: happening.by }),
  requestId: happening.requestId ?? requestId,
  ...{ groupId: null, instanceId: null, subnetId: null, address: null },
  ...{ interfaceId: null, publicIpId: null, machineId: null },
  why: happening.why,
  before: happening.before ?? null,
  after: happening.after ?? null,
})
