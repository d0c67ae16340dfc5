import { canMakePublicIps } from '@/lib/domain/choose-for-nic'
import { pooledOf } from '@/lib/domain/config-parts'
import { kindOf, nicOfStep, type Operation, type Step, type StepKind } from '@/lib/domain/operation'
import { nicOf, type PooledVm, withNic } from '@/lib/domain/pooled-vm'
import { publicIpSteps, removeSteps } from '@/lib/domain/vm-steps'
import { heldDrift, isLookedAtAgain } from './held-elsewhere'
import type { CloudError } from './ports/cloud'
import { laterAfter, PASSING, phaseAfter } from './step-outcome'
import { reasonOf } from './tell-steps'
import { type AdvancedVm, calmVm, type VmContext, vmTeller } from './vm-outcome'

type Failed = VmContext & { readonly error: CloudError }

/**
 * What follows a step of a VM that the cloud refused.
 *
 *   passing error ──▶ the same step later, as long as the VM is wanted or is to go
 *   answer lost ──▶ the same, but looked for first: the step may have been done
 *   machine taken back before it ran ──▶ another one on the same interfaces
 *   interface on somebody else's machine ──▶ looked at again, told as drift; after the last look a lasting error
 *   pool public IP taken by a stranger ──▶ a dynamic one in its place (Z6)
 *   pool address taken by a stranger ──▶ undone; another VM, which passes the member over, comes at once (Z5)
 *   repairing a running VM ──▶ it runs on, with the reason
 *   other lasting error ──▶ undone; its place is filled again after a rest
 *   lasting error while removing ──▶ told, and tried again after a rest
 */
export function failVmStep(operation: Operation, vm: PooledVm, step: Step, failed: Failed): AdvancedVm {
  const { error } = failed
  const kind = kindOf(step)
  if (kind === 'await-running' && error.kind === 'machine-missing' && vm.wanted)
    return relaunch(operation, vm, failed)
  if (operation.kind === 'associate-vm' && !PASSING.has(error.kind)) return runOn(operation, vm, kind, failed)
  if (kind === 'associate-public-ip' && PUBLIC_IP_GONE.has(error.kind))
    return runOnDynamic(operation, vm, step, failed)
  const removing = operation.kind === 'remove-vm'
  const passing =
    PASSING.has(error.kind) || (kind === 'delete-interface' && error.kind === 'interface-in-use')
  if (passing && (removing || vm.wanted || operation.kind === 'address-vm'))
    return again(operation, vm, failed)
  if (isLookedAtAgain(operation, error, failed.retry)) {
    const drift = heldDrift(error)
    return again(operation, { ...vm, drift }, failed)
  }
  return removing ? stuck(operation, vm, kind, failed) : undo(operation, vm, kind, failed)
}

const PUBLIC_IP_GONE = new Set<CloudError['kind']>(['public-ip-in-use', 'public-ip-missing'])
/** The member cannot be had, whatever is tried: only another choice helps. */
const WRONG_CHOICE = new Set<CloudError['kind']>(['address-in-use', 'address-invalid'])

const afresh = { phase: 'ready', attempts: 0, notBefore: null } as const

function again(operation: Operation, vm: PooledVm, { error, now, retry }: Failed): AdvancedVm {
  const next: Operation = {
    ...operation,
    attempts: operation.attempts + 1,
    phase: phaseAfter(operation, error),
    notBefore: laterAfter(operation.attempts, now, retry),
    lastError: `${error.code}: ${error.message}`,
  }
  const tell = vmTeller(operation, vm, vm.nics[0] ?? null, now)
  // One event for a streak of failures: the operation's row counts the rest.
  const events = operation.attempts === 0 ? [tell('step-retried', `${error.code}. It is tried again.`)] : []
  return { ...calmVm, operation: next, vm, events }
}

function relaunch(operation: Operation, vm: PooledVm, { error, now }: Failed): AdvancedVm {
  const launch = operation.steps.lastIndexOf('launch', operation.cursor)
  const next: Operation = {
    ...operation,
    ...afresh,
    steps: operation.steps.toSpliced(launch, 0, 'terminate', 'await-gone'),
    cursor: launch,
    lastError: error.message,
    oldMachineId: vm.machineId,
  }
  const tell = vmTeller(operation, vm, vm.nics[0] ?? null, now)
  return {
    ...calmVm,
    operation: next,
    vm,
    events: [tell('vm-interrupted', `${error.message.replace(/\.$/, '')}. Another machine is launched.`)],
  }
}

/** Z6, A8: what somebody else has is not taken from them. */
function runOnDynamic(
  operation: Operation,
  vm: PooledVm,
  step: Step,
  { error, now, words, config }: Failed,
): AdvancedVm {
  const nic = nicOf(vm, nicOfStep(step) ?? '')
  const lost = nic.public.kind === 'pool' || nic.public.kind === 'dynamic' ? nic.public.publicIpId : null
  const why = `The ${words.publicIp} that was chosen could not be had: ${error.message.replace(/\.$/, '')} (${error.code}).`
  const instead = canMakePublicIps(pooledOf(config))
    ? ({ kind: 'dynamic', publicIpId: null, fellBack: true, why } as const)
    : ({ kind: 'none' } as const)
  const changed = withNic(vm, nic.name, { public: instead })
  const next: Operation = {
    ...operation,
    ...afresh,
    lastError: null,
    steps: operation.steps.toSpliced(
      operation.cursor,
      1,
      ...publicIpSteps(changed.nics.filter((one) => one.name === nic.name)),
    ),
  }
  const tell = vmTeller(operation, vm, nic, now)
  return {
    ...calmVm,
    operation: next,
    vm: changed,
    publicReleased: lost ? [lost] : [],
    publicDeleted: lost && nic.public.kind === 'dynamic' ? [lost] : [],
    events: [tell('public-ip-released', why)],
  }
}

/** A repair beside a running machine: whatever the cloud refuses, the VM runs on, and says what it lacks. */
const runOn = (operation: Operation, vm: PooledVm, kind: StepKind, failed: Failed): AdvancedVm =>
  giveUp(operation, { ...vm, state: 'active' }, kind, failed)

/** The work ends here: `left` is the VM as it is left, but for the reason. */
function giveUp(
  operation: Operation,
  left: PooledVm,
  kind: StepKind,
  { error, now, words }: Failed,
): AdvancedVm {
  const reason = reasonOf(kind, error, words)
  const tell = vmTeller(operation, left, left.nics[0] ?? null, now)
  return {
    ...calmVm,
    operation: { ...operation, state: 'failed', lastError: reason, endedAt: now },
    vm: { ...left, reason, stateSince: now },
    events: [tell('vm-failed', reason)],
  }
}

function undo(operation: Operation, vm: PooledVm, kind: StepKind, failed: Failed): AdvancedVm {
  const { error, now, words } = failed
  const reason = reasonOf(kind, error, words)
  const next: Operation = {
    ...operation,
    ...afresh,
    kind: 'remove-vm',
    steps: removeSteps(vm, vm.machineId !== null || kind === 'launch'),
    cursor: 0,
    lastError: reason,
    oldMachineId: vm.machineId,
  }
  const back: PooledVm = {
    ...vm,
    reason,
    state: 'launching',
    wanted: vm.wanted && !WRONG_CHOICE.has(error.kind),
  }
  const tell = vmTeller(operation, vm, vm.nics[0] ?? null, now)
  return { ...calmVm, operation: next, vm: back, events: [tell('vm-failed', reason)] }
}

/** What is to go is tried again by itself, after a rest that doubles with every failure. */
function stuck(operation: Operation, vm: PooledVm, kind: StepKind, failed: Failed): AdvancedVm {
  const { failedReleases } = vm
  const left = { state: 'leaving', wanted: false, failedReleases: failedReleases + 1 } as const
  return giveUp(operation, { ...vm, ...left }, kind, failed)
}
