import type { NewEvent } from '@/lib/domain/event'
import type { Operation, StepKind } from '@/lib/domain/operation'
import { endState } from '@/lib/domain/operation-steps'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { type Advanced, calm, type StepContext } from './step-outcome'
import { endEvent, stepEvents, type Teller, teller } from './tell-steps'

/** The step at the cursor is done: on to the next one, or to the end. */
export function completeStep(
  operation: Operation,
  instance: StatefulInstance,
  step: StepKind,
  outcome: { readonly interfaceId?: string; readonly machineId?: string },
  context: StepContext,
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
  const events = stepEvents(step, operation, instance, moved, tell)
  if (next.cursor < next.steps.length) return { ...calm, operation: next, instance: moved, events }
  return finish(next, moved, events, context, tell)
}

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
    case 'await-available':
      // Tried before, it was somebody else's: they let go of it.
      return operation.attempts > 0 ? { ...instance, drift: null } : instance
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
  context: StepContext,
  tell: Teller,
): Advanced {
  const state = endState(operation)
  const gone = state === 'deallocated'
  const floats = instance.origin === 'floating' && state === 'paused'
  const keep = gone && operation.keepInterface && instance.interfaceId !== null
  const letGo = gone || floats
  const givesBack = letGo || operation.kind === 'give-back'
  const settled: StatefulInstance = {
    ...instance,
    state,
    stateSince: context.now,
    drift: operation.kind === 'restore' ? null : instance.drift,
    reason: state === 'active' ? null : instance.reason,
    failedReleases: 0,
    ...(givesBack ? { publicIpId: null } : {}),
    ...(floats ? { subnetId: null, address: null, interfaceId: null } : {}),
  }
  const releaseAddress = letGo && !keep && instance.address !== null
  const releasePublicIp = givesBack && instance.publicIpId !== null
  const ended = floats
    ? tell('instance-paused', 'Its machine is gone; the next one draws a new address.')
    : endEvent(operation, instance.state, state, tell)
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
