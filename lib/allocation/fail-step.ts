import type { Operation, StepKind } from '@/lib/domain/operation'
import { undoSteps } from '@/lib/domain/operation-steps'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { completeStep } from './complete-step'
import { heldDrift, isLookedAtAgain } from './held-elsewhere'
import type { CloudError } from './ports/cloud'
import { type Advanced, calm, laterAfter, PASSING, phaseAfter, type StepContext } from './step-outcome'
import { reasonOf, teller } from './tell-steps'

/**
 * What follows a step that the cloud refused.
 *
 *   passing error ──▶ the same step later; a replacement never gives up, since the identity waits for its machine
 *   answer lost ──▶ the same, but looked for first: the step may have been done
 *   lasting error ──▶ roll back to paused with the reason (A10): the machine goes, address and interface stay
 *   interface on somebody else's machine ──▶ looked at again, told as drift; after the last look a lasting error
 *   interface gone ──▶ made again with the same address before the step is repeated (A10)
 *   pause or recycle refused at its first step ──▶ active as before, with the reason
 *   lasting error while removing ──▶ error: an operator may look; a release is tried again after a rest
 *   public IP that cannot be given back ──▶ paused with it, and the reason
 */
export function failStep(
  operation: Operation,
  instance: StatefulInstance,
  step: StepKind,
  error: CloudError,
  context: StepContext,
): Advanced {
  const wanted = instance.desired === 'active'
  // A repair beside a running machine: whatever the cloud refuses, the machine runs on.
  if (operation.kind === 'associate' && !isTriedAgain(operation, error, context))
    return keepRunning(operation, instance, step, error, context)
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
  // A recycle is not begun at all; whatever is under way by then is held up a bounded time.
  if (step !== 'terminate' && isLookedAtAgain(operation, error, context.retry))
    return lookAgain(operation, instance, error, context)
  if (step === 'associate-public-ip' && PUBLIC_IP_GONE.has(error.kind) && keepsRunning(operation))
    return runWithout(operation, instance, error, context)
  if (step === 'terminate' && nothingUndone(operation, instance))
    return keepRunning(operation, instance, step, error, context)
  if (operation.kind === 'give-back') return keepPublicIp(operation, instance, step, error, context)
  return REMOVING.has(step) || operation.kind === 'deallocate'
    ? stuck(operation, instance, step, error, context)
    : rollBack(operation, instance, step, error, context)
}

const PUBLIC_IP_GONE = new Set<CloudError['kind']>(['public-ip-in-use', 'public-ip-missing'])

/** The old machine is gone already: a new one without its public IP is better than none. */
const keepsRunning = ({ kind }: Operation): boolean => kind === 'replace' || kind === 'recycle'

/** A8: somebody else has its public IP. It is not taken back; the instance runs, and says what it lacks. */
function runWithout(
  operation: Operation,
  instance: StatefulInstance,
  error: CloudError,
  context: StepContext,
): Advanced {
  const drift = `It runs without its ${context.words.publicIp}: ${error.message.replace(/\.$/, '')} (${error.code}).`
  const done = completeStep(operation, instance, 'associate-public-ip', {}, context)
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

/** The machine runs on, with the reason why it was not paused, recycled or repaired. */
function keepRunning(
  operation: Operation,
  instance: StatefulInstance,
  step: StepKind,
  error: CloudError,
  context: StepContext,
): Advanced {
  const reason = reasonOf(step, error, context.words)
  return giveUp(operation, { ...instance, state: 'active', desired: 'active' }, reason, context)
}

/** The work ends here: `left` is the instance as it is left, but for the reason. */
function giveUp(
  operation: Operation,
  left: StatefulInstance,
  reason: string,
  { now }: StepContext,
): Advanced {
  return {
    ...calm,
    operation: { ...operation, state: 'failed', lastError: reason, endedAt: now },
    instance: { ...left, reason, stateSince: now },
    events: [teller(operation, left, now)('instance-failed', reason)],
  }
}

/** What these were to remove is still there, so there is nothing to go back to. */
const REMOVING = new Set<StepKind>(['terminate', 'await-gone', 'disassociate-public-ip', 'delete-interface'])

const isTriedAgain = ({ attempts }: Operation, { kind }: CloudError, { retry }: StepContext): boolean =>
  PASSING.has(kind) && attempts + 1 < retry.attempts

function again(
  operation: Operation,
  instance: StatefulInstance,
  error: CloudError,
  context: StepContext,
): Advanced {
  const notBefore = laterAfter(operation.attempts, context.now, context.retry)
  const next: Operation = {
    ...operation,
    attempts: operation.attempts + 1,
    phase: phaseAfter(operation, error),
    notBefore,
    lastError: `${error.code}: ${error.message}`,
  }
  const tell = teller(operation, instance, context.now)
  // One event for a streak of failures: the operation's row counts the rest.
  const events = operation.attempts === 0 ? [tell('step-retried', `${error.code}. It is tried again.`)] : []
  return { ...calm, operation: next, instance, events }
}

/** A10: nobody is robbed of the interface, and the address stays what it is. The row says what it waits for. */
function lookAgain(
  operation: Operation,
  instance: StatefulInstance,
  error: CloudError,
  context: StepContext,
): Advanced {
  const drift = heldDrift(error)
  const seen = { ...instance, drift }
  const isNew = instance.drift !== drift
  const events = isNew ? [teller(operation, seen, context.now)('drift-found', drift)] : []
  return { ...again(operation, seen, error, context), events }
}

/** The new machine was taken back before it ran: launch another one. */
function relaunch(
  operation: Operation,
  instance: StatefulInstance,
  error: CloudError,
  context: StepContext,
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
  context: StepContext,
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
  context: StepContext,
): Advanced {
  const reason = reasonOf(step, error, context.words)
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

/** It could not be given back, so it stays where it was: paused, with the reason. What is wanted stays as it is. */
function keepPublicIp(
  operation: Operation,
  instance: StatefulInstance,
  step: StepKind,
  error: CloudError,
  context: StepContext,
): Advanced {
  return giveUp(operation, { ...instance, state: 'paused' }, reasonOf(step, error, context.words), context)
}

/**
 * Something that should be gone cannot be removed: an operator may look. What was to be let go is tried again by itself,
 * after a rest that doubles with every failure.
 */
function stuck(
  operation: Operation,
  instance: StatefulInstance,
  step: StepKind,
  error: CloudError,
  context: StepContext,
): Advanced {
  const failedReleases = operation.kind === 'deallocate' ? instance.failedReleases + 1 : 0
  const left: StatefulInstance = { ...instance, state: 'error', failedReleases }
  return giveUp(operation, left, reasonOf(step, error, context.words), context)
}
