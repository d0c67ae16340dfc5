import { formatAddress } from '@/lib/domain/address'
import type { EventKind, NewEvent } from '@/lib/domain/event'
import type { Operation, StepKind } from '@/lib/domain/operation'
import { endState, undoSteps } from '@/lib/domain/operation-steps'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import type { CloudError } from './ports'

/** What the cloud answered to the step at the cursor. */
export type StepOutcome =
  | { readonly ok: true; readonly interfaceId?: string; readonly machineId?: string }
  | { readonly ok: false; readonly error: CloudError }

/** The journal entry that follows an outcome: full new rows, and what the end of the work lets go. */
export type Advanced = {
  readonly operation: Operation
  readonly instance: StatefulInstance
  readonly releaseAddress: boolean
  readonly releasePublicIp: boolean
  readonly keepInterface: boolean
  readonly events: readonly NewEvent[]
}

/** How long to wait before the n-th repetition, and when to give up. Times in milliseconds. */
export type RetryPolicy = {
  readonly firstDelay: number
  readonly longestDelay: number
  readonly attempts: number
}

/** About two minutes in all: longer than a throttle, shorter than an operator's patience with a spinner. */
export const DEFAULT_RETRY: RetryPolicy = { firstDelay: 500, longestDelay: 30_000, attempts: 9 }

type Context = { readonly now: string; readonly retry: RetryPolicy }

/**
 * The next journal entry of an operation: pure.
 *
 *   step done ──▶ next step ──▶ … ──▶ instance in its end state, operation done
 *   passing error ──▶ the same step later; a replacement never gives up, since the identity waits for its machine
 *   lasting error ──▶ roll back to paused with the reason (A10): the machine goes, address and interface stay
 *   interface gone ──▶ made again with the same address before the step is repeated (A10)
 *   pause or recycle refused at its first step ──▶ active as before, with the reason
 *   lasting error while removing ──▶ error: an operator has to look
 */
export function advance(
  operation: Operation,
  instance: StatefulInstance,
  outcome: StepOutcome,
  context: Context,
): Advanced {
  const step = operation.steps[operation.cursor]
  if (!step) throw new Error(`operation ${operation.id} has no step ${operation.cursor}`)
  return outcome.ok
    ? succeed(operation, instance, step, outcome, context)
    : fail(operation, instance, step, outcome.error, context)
}

function succeed(
  operation: Operation,
  instance: StatefulInstance,
  step: StepKind,
  outcome: { readonly interfaceId?: string; readonly machineId?: string },
  context: Context,
): Advanced {
  const moved = applyStep(operation, instance, step, outcome)
  const next: Operation = {
    ...operation,
    cursor: operation.cursor + 1,
    phase: 'ready',
    attempts: 0,
    notBefore: null,
    lastError: null,
    oldMachineId:
      step === 'terminate' ? (outcome.machineId ?? operation.oldMachineId) : operation.oldMachineId,
  }
  const tell = teller(operation, moved, context.now)
  const events = stepEvents(step, operation, moved, tell)
  if (next.cursor < next.steps.length) return { ...calm, operation: next, instance: moved, events }
  return finish(next, moved, events, context, tell)
}

const calm = { releaseAddress: false, releasePublicIp: false, keepInterface: false } as const

function applyStep(
  operation: Operation,
  instance: StatefulInstance,
  step: StepKind,
  outcome: { readonly interfaceId?: string; readonly machineId?: string },
): StatefulInstance {
  switch (step) {
    case 'create-interface':
      return { ...instance, interfaceId: outcome.interfaceId ?? instance.interfaceId, drift: null }
    case 'launch':
      return {
        ...instance,
        machineId: outcome.machineId ?? instance.machineId,
        machineCount: instance.machineCount + 1,
      }
    case 'associate-public-ip':
      return { ...instance, drift: null }
    case 'terminate':
      // One that nobody had recorded: it was found on the interface.
      return { ...instance, machineId: instance.machineId ?? outcome.machineId ?? null }
    case 'await-gone':
      return instance.machineId === operation.oldMachineId ? { ...instance, machineId: null } : instance
    case 'delete-interface':
      return { ...instance, interfaceId: null }
    default:
      return instance
  }
}

/** The work is done: the instance settles, and what a deallocated or floating one had is let go. */
function finish(
  operation: Operation,
  instance: StatefulInstance,
  events: readonly NewEvent[],
  context: Context,
  tell: Teller,
): Advanced {
  const state = endState(operation)
  const gone = state === 'deallocated'
  const floats = instance.origin === 'floating' && state === 'paused'
  const keep = gone && operation.keepInterface && instance.interfaceId !== null
  const letGo = gone || floats
  const settled: StatefulInstance = {
    ...instance,
    state,
    stateSince: context.now,
    drift: operation.kind === 'restore' ? null : instance.drift,
    reason: state === 'active' ? null : instance.reason,
    ...(letGo ? { publicIpId: null } : {}),
    ...(floats ? { subnetId: null, address: null, interfaceId: null } : {}),
  }
  const releaseAddress = letGo && !keep && instance.address !== null
  const releasePublicIp = letGo && instance.publicIpId !== null
  const ended = floats
    ? tell('instance-paused', 'Its machine is gone; the next one draws a new address.')
    : tell(END_EVENT[operation.kind], END_WHY[operation.kind])
  const told = [...events, ended]
  if (releasePublicIp)
    told.push(tell('public-ip-released', 'Its holder let it go.', { publicIpId: instance.publicIpId }))
  if (keep) told.push(tell('interface-kept', 'The operator chose to keep it when deleting the group.'))
  else if (releaseAddress)
    told.push(tell('address-released', gone ? 'Its holder was deallocated.' : 'Its machine is gone.'))
  return {
    operation: { ...operation, state: 'done', endedAt: context.now },
    instance: settled,
    releaseAddress,
    releasePublicIp,
    keepInterface: keep,
    events: told,
  }
}

function fail(
  operation: Operation,
  instance: StatefulInstance,
  step: StepKind,
  error: CloudError,
  context: Context,
): Advanced {
  const wanted = instance.desired === 'active'
  if (error.kind === 'machine-missing' && step === 'await-running' && wanted)
    return relaunch(operation, instance, error, context)
  if (
    error.kind === 'interface-missing' &&
    (step === 'launch' || step === 'await-available' || step === 'associate-public-ip')
  )
    return remake(operation, instance, error, context)
  const passing =
    PASSING.has(error.kind) || (step === 'delete-interface' && error.kind === 'interface-in-use')
  // What is wanted running waits for its machine as long as it takes; what no longer is, is not held up by that.
  // What is to go is waited for too: giving up would leave a machine running that nobody wants.
  const patient =
    REMOVING.has(step) || (wanted && (operation.kind === 'replace' || operation.kind === 'recycle'))
  if (passing && (patient || operation.attempts + 1 < context.retry.attempts))
    return again(operation, instance, error, context)
  if (step === 'associate-public-ip' && PUBLIC_IP_GONE.has(error.kind) && keepsRunning(operation))
    return runWithout(operation, instance, error, context)
  if (step === 'terminate' && nothingUndone(operation, instance))
    return keepRunning(operation, instance, error, context)
  return REMOVING.has(step) || operation.kind === 'deallocate'
    ? stuck(operation, instance, step, error, context)
    : rollBack(operation, instance, step, error, context)
}

const PUBLIC_IP_GONE = new Set<CloudError['kind']>(['public-ip-in-use', 'public-ip-missing'])

/** The old machine is gone already: a new one without its Elastic IP is better than none. */
const keepsRunning = ({ kind }: Operation): boolean => kind === 'replace' || kind === 'recycle'

/** A8: somebody else has its Elastic IP. It is not taken back; the instance runs, and says what it lacks. */
function runWithout(
  operation: Operation,
  instance: StatefulInstance,
  error: CloudError,
  context: Context,
): Advanced {
  const drift = `It runs without its Elastic IP: ${error.message.replace(/\.$/, '')} (${error.code}).`
  const done = succeed(operation, instance, 'associate-public-ip', {}, context)
  const events = done.events.filter((event) => event.kind !== 'public-ip-associated')
  const found = teller(operation, instance, context.now)('drift-found', drift)
  return { ...done, instance: { ...done.instance, drift }, events: [found, ...events] }
}

/** A pause or recycle whose first step is refused has changed nothing, so there is nothing in error. */
const nothingUndone = (operation: Operation, instance: StatefulInstance): boolean =>
  (operation.kind === 'pause' || operation.kind === 'recycle') &&
  operation.cursor === 0 &&
  instance.machineId !== null &&
  instance.reason === null

/** The machine runs on, with the reason why it was not paused or recycled. */
function keepRunning(
  operation: Operation,
  instance: StatefulInstance,
  error: CloudError,
  context: Context,
): Advanced {
  const reason = reasonOf('terminate', error)
  return {
    ...calm,
    operation: { ...operation, state: 'failed', lastError: reason, endedAt: context.now },
    instance: { ...instance, state: 'active', desired: 'active', reason, stateSince: context.now },
    events: [teller(operation, instance, context.now)('instance-failed', reason)],
  }
}

/** What these were to remove is still there, so there is nothing to go back to. */
const REMOVING = new Set<StepKind>(['terminate', 'await-gone', 'disassociate-public-ip', 'delete-interface'])

const PASSING = new Set<CloudError['kind']>(['throttled', 'outcome-unknown', 'transient', 'capacity'])

function again(
  operation: Operation,
  instance: StatefulInstance,
  error: CloudError,
  context: Context,
): Advanced {
  const { firstDelay, longestDelay } = context.retry
  const delay = Math.min(longestDelay, firstDelay * 2 ** Math.min(operation.attempts, 20))
  const notBefore = new Date(Date.parse(context.now) + delay).toISOString()
  const next: Operation = {
    ...operation,
    attempts: operation.attempts + 1,
    notBefore,
    lastError: `${error.code}: ${error.message}`,
  }
  const tell = teller(operation, instance, context.now)
  // One event for a streak of failures: the operation's row counts the rest.
  const events = operation.attempts === 0 ? [tell('step-retried', `${error.code}. It is tried again.`)] : []
  return { ...calm, operation: next, instance, events }
}

/** The new machine was taken back before it ran: launch another one. */
function relaunch(
  operation: Operation,
  instance: StatefulInstance,
  error: CloudError,
  context: Context,
): Advanced {
  const launch = operation.steps.lastIndexOf('launch', operation.cursor)
  const next: Operation = {
    ...operation,
    steps: operation.steps.toSpliced(launch, 0, 'await-gone', 'await-available'),
    cursor: launch,
    phase: 'ready',
    attempts: 0,
    notBefore: null,
    oldMachineId: instance.machineId,
    lastError: error.message,
  }
  const tell = teller(operation, instance, context.now)
  return {
    ...calm,
    operation: next,
    instance,
    events: [tell('instance-interrupted', 'The new machine ended before it ran. Another one is launched.')],
  }
}

/** A10: the interface was deleted behind our back; the same address gets a new one. */
function remake(
  operation: Operation,
  instance: StatefulInstance,
  error: CloudError,
  context: Context,
): Advanced {
  const steps = operation.steps.toSpliced(operation.cursor, 0, 'create-interface')
  const next: Operation = {
    ...operation,
    steps,
    phase: 'ready',
    attempts: 0,
    notBefore: null,
    lastError: error.message,
  }
  const tell = teller(operation, instance, context.now)
  return {
    ...calm,
    operation: next,
    instance: { ...instance, interfaceId: null, drift: 'Its interface was deleted outside Holdfast.' },
    events: [
      tell('interface-lost', 'It was deleted outside Holdfast. It is made again with the same address.'),
    ],
  }
}

/**
 * A10: back to paused with the reason. What was launched goes, and so does what may have been made without our
 * hearing of it (B6); the address and a known interface stay.
 */
function rollBack(
  operation: Operation,
  instance: StatefulInstance,
  step: StepKind,
  error: CloudError,
  context: Context,
): Advanced {
  const reason = reasonOf(step, error)
  const tell = teller(operation, instance, context.now)
  const events = [tell('instance-rolled-back', reason)]
  // The reason says what is wrong from now on, and an operator is to act: drift is what Holdfast is repairing itself.
  const back: StatefulInstance = {
    ...instance,
    desired: 'paused',
    reason,
    drift: null,
    stateSince: context.now,
  }
  const steps = undoSteps(step, instance)
  if (steps.length === 0)
    return {
      ...calm,
      operation: { ...operation, state: 'failed', lastError: reason, endedAt: context.now },
      instance: { ...back, state: 'paused' },
      events,
    }
  const undo: Operation = {
    ...operation,
    kind: 'pause',
    steps,
    cursor: 0,
    phase: 'ready',
    attempts: 0,
    notBefore: null,
    lastError: reason,
    oldMachineId: instance.machineId,
  }
  return { ...calm, operation: undo, instance: { ...back, state: 'pausing' }, events }
}

/** Something that should be gone cannot be removed: an operator has to look. Deallocate may be tried again. */
function stuck(
  operation: Operation,
  instance: StatefulInstance,
  step: StepKind,
  error: CloudError,
  context: Context,
): Advanced {
  const reason = reasonOf(step, error)
  const tell = teller(operation, instance, context.now)
  return {
    ...calm,
    operation: { ...operation, state: 'failed', lastError: reason, endedAt: context.now },
    instance: { ...instance, state: 'error', reason, stateSince: context.now },
    events: [tell('instance-failed', reason)],
  }
}

const reasonOf = (step: StepKind, error: CloudError): string =>
  `${FAILED[step]}: ${error.message.replace(/\.$/, '')} (${error.code}).`

const FAILED: Record<StepKind, string> = {
  'create-interface': 'The interface could not be created',
  'await-available': 'The interface did not become available',
  launch: 'No machine could be launched',
  'await-running': 'The machine did not start',
  'associate-public-ip': 'The Elastic IP could not be associated',
  terminate: 'The machine could not be terminated',
  'await-gone': 'The machine did not go',
  'disassociate-public-ip': 'The Elastic IP could not be disassociated',
  'delete-interface': 'The interface could not be deleted',
}

const END_EVENT: Record<Operation['kind'], EventKind> = {
  resume: 'instance-resumed',
  pause: 'instance-paused',
  recycle: 'instance-recycled',
  replace: 'instance-replaced',
  deallocate: 'instance-deallocated',
  restore: 'drift-repaired',
}

const END_WHY: Record<Operation['kind'], string> = {
  resume: 'Its machine runs.',
  pause: 'Its machine is gone; address and interface are kept.',
  recycle: 'A new machine runs on the same address.',
  replace: 'A new machine runs on the same address.',
  deallocate: 'Its machine and interface are gone.',
  restore: 'The interface was made again with the same address.',
}

type Teller = (kind: EventKind, why: string, over?: Partial<NewEvent>) => NewEvent

function teller(operation: Operation, instance: StatefulInstance, now: string): Teller {
  return (kind, why, over) => ({
    at: now,
    kind,
    actor: 'holdfast',
    requestId: operation.requestId,
    groupId: instance.groupId,
    instanceId: instance.id,
    subnetId: instance.subnetId,
    address: instance.address ? formatAddress(instance.address) : null,
    interfaceId: instance.interfaceId,
    publicIpId: instance.publicIpId,
    machineId: instance.machineId,
    why,
    before: null,
    after: null,
    ...over,
  })
}

/** What a step changed in the cloud, for the history of interfaces and public IPs (B5). Launching is told at the end. */
function stepEvents(step: StepKind, operation: Operation, moved: StatefulInstance, tell: Teller): NewEvent[] {
  switch (step) {
    case 'create-interface':
      return [tell('interface-created', 'Made with the address, and kept until it is deallocated.')]
    case 'launch':
      return [tell('interface-attached', 'Primary interface of a new machine.')]
    case 'associate-public-ip':
      return moved.publicIpId
        ? [tell('public-ip-associated', 'Association is made without re-association.')]
        : []
    case 'delete-interface':
      return [
        tell(
          'interface-deleted',
          operation.kind === 'deallocate' ? 'Its holder was deallocated.' : 'Its machine is gone.',
        ),
      ]
    default:
      return []
  }
}
