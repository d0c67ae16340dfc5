import type { AccountEventKind } from './account-event'

/**
 * B5: every change of every address, interface, public IP, instance and group, in past tense.
 * The log is append-only; `seq` is its order and the version of the world.
 */
export type EventKind =
  | 'group-created'
  | 'group-edited'
  | 'group-deleting'
  | 'group-deleted'
  | 'group-scaled'
  | 'change-undone'
  | 'pool-exhausted'
  | 'task-added'
  | 'task-changed'
  | 'task-removed'
  | 'task-ran'
  | 'task-refused'
  | 'task-missed'
  | 'rolling-started'
  | 'rolling-batch-started'
  | 'rolling-paused'
  | 'rolling-resumed'
  | 'rolling-cancelled'
  | 'rolling-finished'
  | 'instance-created'
  | 'instance-resuming'
  | 'instance-resumed'
  | 'instance-pausing'
  | 'instance-paused'
  | 'instance-recycling'
  | 'instance-recycled'
  | 'instance-interrupted'
  | 'instance-replaced'
  | 'instance-deallocating'
  | 'instance-deallocated'
  | 'instance-retained'
  | 'instance-adopted'
  | 'instance-failed'
  | 'instance-rolled-back'
  | 'intention-changed'
  | 'machine-launched'
  | 'machine-gone'
  | 'address-allocated'
  | 'address-released'
  | 'interface-created'
  | 'interface-attached'
  | 'interface-deleted'
  | 'interface-kept'
  | 'interface-lost'
  | 'public-ip-taken'
  | 'public-ip-associated'
  | 'public-ip-released'
  | 'public-ip-retained'
  | 'public-ip-created'
  | 'public-ip-deleted'
  | 'vm-launching'
  | 'vm-launched'
  | 'vm-leaving'
  | 'vm-interrupted'
  | 'vm-removed'
  | 'vm-failed'
  | 'drift-found'
  | 'drift-repairing'
  | 'drift-repaired'
  | 'drift-vanished'
  | 'drift-changed'
  | 'step-retried'
  | 'step-found'
  | 'inventory-imported'
  | 'network-changed'
  | 'foreign-held'
  | 'foreign-released'
  | 'deletion-asked'
  | 'deletion-called-off'
  | 'simulator-changed'
  | 'settings-changed'
  | AccountEventKind

/** Who caused it: the operator, Holdfast itself (reconciling, resuming work), or the cloud. */
export type Actor = 'operator' | 'holdfast' | 'cloud'

/** The person, token or local operator who asked. `origin`: the address that it came from, or 'web' where none is known. */
export type By = { readonly id: string; readonly name: string; readonly origin: string }

/** Whoever sits at the server's own terminal: its commands know no names. */
export const TERMINAL: By = { id: 'terminal', name: 'Terminal', origin: 'this machine' }

/**
 * Who asks for what is committed now, and by which request: the id that its line in the log and its answer's
 * x-request-id have. Both null in the background.
 */
export type Asking = { readonly by: By | null; readonly request: string | null }

export const NOBODY_ASKS: Asking = { by: null, request: null }

export type NewEvent = {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly kind: EventKind
  readonly actor: Actor
  /** Said only where nobody is signed in yet; otherwise who asks at the commit is who is told. */
  readonly by?: By | null
  /**
   * The command or operation that it belongs to: the key of a command, or the name of what Holdfast does by itself.
   * Events of one command share it, whichever requests and restarts lie between them.
   */
  readonly requestId: string
  readonly groupId: string | null
  readonly instanceId: string | null
  readonly subnetId: string | null
  /** Canonical text. */
  readonly address: string | null
  readonly interfaceId: string | null
  readonly publicIpId: string | null
  readonly machineId: string | null
  /** One sentence: why. */
  readonly why: string
  /**
   * What it was and what it became, small JSON objects; null where there is nothing to compare. Of an instance or VM
   * they tell every fact that changed (`told-facts`), so that any moment can be read from them.
   */
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
}

export type Event = NewEvent & {
  readonly seq: number
  readonly by: By | null
  /** The request over the network in which it was asked for; null where Holdfast or a cloud did it. */
  readonly byRequest: string | null
}

/** Whose an event is, and of which request, when it is committed by this one. */
export function askedFor(event: NewEvent, { by, request }: Asking): Pick<Event, 'by' | 'byRequest'> {
  if (event.by === undefined && event.actor !== 'operator') return { by: null, byRequest: null }
  const whose = event.by === undefined ? by : event.by
  return { by: whose, byRequest: request }
}
