/*
 * Every step of a stateful instance's operations (in what order: operation.ts), what a kill in it can leave in the cloud
 * that no row says, and what becomes of that. The next process finds the step 'started', takes its outcome as unknown
 * and looks (allocation/look-for-step.ts); what it does not find it does, with the token of the first try.
 *
 *   step                     a kill can leave                    found by                          goes on with
 *   ───────────────────────  ──────────────────────────────────  ────────────────────────────────  ─────────────────────
 *   create-interface         an interface that no row names      our tag, its subnet, its address  launch
 *   await-available          nothing new                         waiting asks again; the tries     launch
 *                                                                that are stored go on being
 *                                                                counted
 *   launch                   a machine that no row names         our tag, on the interface         await-running
 *   await-running            nothing new                         waiting asks again; it ended      associate-public-ip;
 *                                                                meanwhile: another is launched    await-gone ▸ … ▸ launch
 *   associate-public-ip      the public IP on the interface      where the public IP points        the end: active
 *   terminate                a machine that ends or has ended    its state                         await-gone
 *   await-gone               nothing new                         waiting asks again                what follows
 *   disassociate-public-ip   the public IP on nothing            where the public IP points        what follows
 *   delete-interface         a row that names what is gone       it is not there                   the end: deallocated
 *
 * So resume, recycle, replace and restore go forward to a running machine or an interface, pause and deallocate to
 * their end, whichever call they were killed at. Only what the cloud refuses for good is undone. The undo is stored as
 * the operation's new steps in the commit that tells the refusal: a kill finds the work, or its undo, never half of both.
 *
 *   refused for good in      undone by                                         ends as
 *   ───────────────────────  ────────────────────────────────────────────────  ──────────────────────────────────────────
 *   create-interface         delete-interface, which looks for one by our tag  paused, with the reason
 *   await-available          nothing: somebody else has the interface, and     paused, with the reason
 *                            keeps it; the address stays the instance's
 *   launch                   terminate, which looks on the interface           paused, with the reason
 *   await-running            terminate ▸ await-gone                            paused, with the reason
 *   associate-public-ip      terminate ▸ await-gone; not of a recycle or       paused; active without it
 *                            replacement whose public IP others have
 *   terminate, the first     nothing: nothing was changed. A recycle looks     active, with the reason
 *                            before it whether its interface is somebody's
 *   other removing steps     nothing: what is half gone is not brought back    error, and may be deallocated again
 *
 * A floating instance keeps nothing, so that its undo is disassociate-public-ip ▸ delete-interface as well.
 */
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
