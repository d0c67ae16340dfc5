import type { Actor, By, EventKind } from '@/lib/domain/event'

/** Null: from where is told to admins only. */
type ByView = Omit<By, 'origin'> & { readonly origin: string | null }

export type EventView = {
  readonly seq: number
  readonly at: string
  readonly kind: EventKind
  readonly actor: Actor
  /** Who asked, where that is known. */
  readonly by: ByView | null
  /** The request over the network in which it was asked for, by the id that the log of the server has. */
  readonly byRequest: string | null
  /** The command or operation that it belongs to. */
  readonly requestId: string
  readonly title: string
  readonly why: string
  readonly group: { readonly id: string; readonly name: string } | null
  readonly instanceId: string | null
  readonly subnetId: string | null
  readonly address: string | null
  readonly interfaceId: string | null
  readonly publicIpId: string | null
  readonly machineId: string | null
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
}

/** GET /api/events/people → everybody who asked for something that is on record. */
export type PeopleOnRecord = readonly { readonly id: string; readonly name: string }[]

/** GET /api/events → newest first; `nextBefore` continues. */
export type EventPage = {
  readonly events: readonly EventView[]
  readonly nextBefore: number | null
  /** On the last page: older events up to this moment were removed by retention. */
  readonly removedUntil: string | null
}

/**
 * One message on GET /api/stream (server-sent events): what changed, so that queries can be invalidated. `kinds` is
 * empty where nothing happened but time: in these subnets a rest ended (B4).
 */
export type StreamMessage = {
  /** The number of the last event that it tells of; null for the ends of rests, which are no events. */
  readonly seq: number | null
  readonly groupIds: readonly string[]
  readonly subnetIds: readonly string[]
  readonly kinds: readonly EventKind[]
  /** A look at the account began, got on, or ended. */
  readonly sync?: boolean
}
