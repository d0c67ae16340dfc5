import type { BegunOperation } from './decision'
import { kindOf, type Operation, type Step, type StepKind } from './operation'
import { type InstanceCommand, type InstanceState, PATH, type StatefulInstance } from './stateful-instance'

const LAUNCH: readonly StepKind[] = ['launch', 'await-running', 'associate-public-ip']
const STOP: readonly StepKind[] = ['terminate', 'await-gone']
const REMOVE: readonly StepKind[] = ['disassociate-public-ip', 'delete-interface']

/**
 * The steps that `begun` takes for `instance`. What is known not to exist is not undone; an interface that exists is
 * not made again.
 */
export function stepsFor(begun: BegunOperation, instance: StatefulInstance): readonly StepKind[] {
  const floating = instance.origin === 'floating'
  const stop = begun.oldMachineId || begun.afterFailure ? STOP : []
  const create: readonly StepKind[] = instance.interfaceId ? ['await-available'] : ['create-interface']
  switch (begun.kind) {
    case 'resume':
      return [...create, ...LAUNCH]
    case 'restore':
      return ['create-interface']
    case 'associate':
      return ['associate-public-ip']
    case 'give-back':
      return ['disassociate-public-ip']
    case 'pause':
      return floating ? [...stop, ...REMOVE] : stop
    case 'recycle':
      return floating ? [...stop, ...REMOVE] : [...stop, 'await-available', ...LAUNCH]
    case 'replace':
      // A floating identity has nothing to keep: the next launch draws anew (A8).
      return floating ? ['await-gone', ...REMOVE] : ['await-gone', 'await-available', ...LAUNCH]
    case 'deallocate':
      if (!begun.keepInterface) return [...stop, ...REMOVE]
      return instance.publicIpId ? [...stop, 'disassociate-public-ip'] : stop
    default:
      throw new Error(`${begun.kind} is not the work of a stateful instance`)
  }
}

/**
 * What takes an instance whose work failed in `failed` back to paused. A creation that failed may have been done all
 * the same, and only its answer lost: terminating and deleting look for what is not recorded.
 */
export function undoSteps(failed: StepKind, instance: StatefulInstance): readonly StepKind[] {
  const stop = instance.machineId || failed === 'launch' ? STOP : []
  if (instance.origin === 'floating') return [...stop, ...REMOVE]
  return failed === 'create-interface' ? [...stop, 'delete-interface'] : stop
}

/**
 * Where the instance stands when the last step is done. The steps decide, not what it is by now: a floating one that
 * was made lasting meanwhile still has no machine at the end of a recycle.
 */
export function endState(operation: Operation): InstanceState {
  if (operation.kind === 'restore' || operation.kind === 'give-back') return 'paused'
  if (operation.kind === 'associate') return 'active'
  const { to } = PATH[operation.kind as InstanceCommand]
  return to === 'active' && !operation.steps.includes('launch') ? 'paused' : to
}

/** Steps that change the cloud are journaled before they start; waiting needs no journal. */
export const isWait = (step: Step): boolean => WAITS.has(kindOf(step))

const WAITS = new Set<StepKind>(['await-available', 'await-running', 'await-gone'])

/**
 * The client token of the step at the cursor. The same step of the same operation always gives the same token, so
 * repeating it after an unknown outcome or a restart finds what it made. A second launch, or an interface made anew
 * for one that was lost, stands at another place in the steps or comes after another machine.
 */
export const clientTokenOf = (operation: Operation, instance: { readonly machineCount: number }): string =>
  `${operation.id}-${operation.cursor}-${instance.machineCount}`
