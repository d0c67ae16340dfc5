import type { InstanceCommand } from './stateful-instance'

/**
 * The cloud work of one command on one instance: an ordered list of steps, journaled before each starts.
 *
 *   resume      create-interface ▸ launch ▸ await-running ▸ associate-public-ip
 *   pause       terminate ▸ await-gone
 *   recycle     terminate ▸ await-gone ▸ await-available ▸ launch ▸ await-running ▸ associate-public-ip
 *   replace     await-gone ▸ await-available ▸ launch ▸ await-running ▸ associate-public-ip
 *   deallocate  terminate ▸ await-gone ▸ disassociate-public-ip ▸ delete-interface
 *   restore     create-interface                                (A10: recreate a deleted interface)
 *   associate   associate-public-ip                             (drift: the machine runs on meanwhile)
 *   give-back   disassociate-public-ip                          (its public IP returns to its pool)
 *
 * Of a VM, whose steps name the interface (Z5–Z7):
 *
 *   launch-vm   create-interface × n ▸ launch ▸ await-running ▸ (create-public-ip) ▸ associate-public-ip
 *   address-vm  (create-public-ip) ▸ associate-public-ip          (once the market has chosen the zone)
 *   associate-vm  (create-public-ip) ▸ associate-public-ip        (drift: of one interface, the machine runs on)
 *   remove-vm   terminate ▸ await-gone ▸ (disassociate-public-ip ▸ delete-interface ▸ delete-public-ip) × n
 *
 * Every step is idempotent: creation carries a client token made from the operation and the step, removal of what is
 * gone is done. A step whose outcome is unknown is looked for in the cloud before it is repeated. What a kill can leave
 * of each step is drawn in operation-steps.ts and, for VMs, in vm-steps.ts; how a step is journaled, in
 * lib/allocation/operate.ts.
 */
export type StepKind =
  | 'create-interface'
  | 'await-available'
  | 'launch'
  | 'await-running'
  | 'associate-public-ip'
  | 'terminate'
  | 'await-gone'
  | 'disassociate-public-ip'
  | 'delete-interface'
  | 'create-public-ip'
  | 'delete-public-ip'

/** A step, and of which interface where a machine has several: 'create-interface:eth1'. */
export type Step = StepKind | `${StepKind}:${string}`

/** What the step does, whatever interface it is of. */
export const kindOf = (step: Step): StepKind => step.split(':')[0] as StepKind

/** The interface that it is of; null where the machine has one only, or it is of the machine. */
export const nicOfStep = (step: Step): string | null => {
  const at = step.indexOf(':')
  return at < 0 ? null : step.slice(at + 1)
}

export type OperationKind = InstanceCommand | 'restore' | 'associate' | 'give-back' | VmOperationKind

export type VmOperationKind = 'launch-vm' | 'address-vm' | 'associate-vm' | 'remove-vm'

export type Operation = {
  readonly id: string
  readonly kind: OperationKind
  readonly groupId: string
  /** A stateful instance or a VM. */
  readonly instanceId: string
  /** The request that asked for it; its events carry the same id. */
  readonly requestId: string
  readonly steps: readonly Step[]
  /** Index of the step that is under way or next. */
  readonly cursor: number
  /**
   * 'ready': the step at the cursor was not begun. 'started': it is under way, or was refused. 'unknown': it was begun,
   * and its answer was lost, or the process that waited for it ended: it may have been done.
   */
  readonly phase: 'ready' | 'started' | 'unknown'
  readonly state: 'running' | 'done' | 'failed'
  /** Failed tries of the step at the cursor. */
  readonly attempts: number
  /** Not to be tried again before; ISO 8601. */
  readonly notBefore: string | null
  readonly lastError: string | null
  readonly createdAt: string
  readonly endedAt: string | null
  /** The machine that goes (pause, recycle, replace, deallocate). */
  readonly oldMachineId: string | null
  /** deallocate: the operator chose to keep the interface when deleting the group. */
  readonly keepInterface: boolean
}
