import { formatAddress } from '@/lib/domain/address'
import { pooledOf } from '@/lib/domain/config-parts'
import type { NewEvent } from '@/lib/domain/event'
import { kindOf, nicOfStep, type Operation, type Step } from '@/lib/domain/operation'
import { nicOf, type PooledVm, publicIpIdOf, type VmNic, withNic } from '@/lib/domain/pooled-vm'
import type { PublicIp } from '@/lib/domain/subnet'
import { publicIpName } from './carry-out-vm-step'
import { failVmStep } from './fail-vm-step'
import type { CloudError } from './ports/cloud'
import type { StepOutcome, StepTold } from './step-outcome'
import { foundWhy } from './tell-steps'
import { type AdvancedVm, calmVm, type VmContext, vmTeller } from './vm-outcome'

/**
 * The next journal entry of a VM's operation: pure.
 *
 *   step done ──▶ next step ──▶ … ──▶ placed, active, gone, or failed at the end of an undone launch
 *   step failed ──▶ again, undone, or told and tried again after a rest: `failVmStep`
 */
export function advanceVm(
  operation: Operation,
  vm: PooledVm,
  outcome: StepOutcome,
  context: VmContext,
): AdvancedVm {
  const step = operation.steps[operation.cursor]
  // A VM whose public IPs were decided away has nothing to do.
  if (!step) return finish(operation, { ...calmVm, operation, vm }, context)
  const isTheirs = !outcome.ok && isTakenPublicIp(step, outcome.error)
  if (!outcome.ok && !isTheirs) return failVmStep(operation, vm, step, { error: outcome.error, ...context })
  const done = outcome.ok
    ? completeStep(operation, vm, step, outcome, context)
    : leavePublicIp(operation, vm, step, context)
  const found = outcome.ok && outcome.found ? [tellFound(operation, done.vm, step, context)] : []
  const told = { ...done, events: [...found, ...done.events] }
  const next: Operation = {
    ...operation,
    ...{ cursor: operation.cursor + 1, phase: 'ready', attempts: 0, notBefore: null, lastError: null },
    oldMachineId:
      step === 'terminate' && outcome.ok
        ? (outcome.machineId ?? operation.oldMachineId)
        : operation.oldMachineId,
  }
  return next.cursor < next.steps.length
    ? { ...told, operation: next }
    : finish(next, { ...told, operation: next }, context)
}

function tellFound(operation: Operation, vm: PooledVm, step: Step, { now }: VmContext): NewEvent {
  const nic = nicOfStep(step)
  return vmTeller(operation, vm, nic === null ? null : nicOf(vm, nic), now)('step-found', foundWhy(step))
}

/** Made for a VM, and on an interface of somebody else by now: the VM's own is deleted before. */
const isTakenPublicIp = (step: Step, { kind }: CloudError): boolean =>
  kindOf(step) === 'delete-public-ip' && kind === 'public-ip-in-use'

/** What somebody else has is not taken from them (A8): it stays in the account, and nothing waits for it. */
function leavePublicIp(operation: Operation, vm: PooledVm, step: Step, { now }: VmContext): AdvancedVm {
  const nic = nicOf(vm, nicOfStep(step) ?? '')
  const publicIpId = publicIpIdOf(nic)
  const tell = vmTeller(operation, vm, nic, now)
  return {
    ...calmVm,
    operation,
    vm: withNic(vm, nic.name, { public: { kind: 'none' } }),
    publicReleased: publicIpId ? [publicIpId] : [],
    events: [tell('public-ip-released', 'Somebody else has it by now: it stays in the account.')],
  }
}

function completeStep(
  operation: Operation,
  vm: PooledVm,
  step: Step,
  told: StepTold,
  context: VmContext,
): AdvancedVm {
  const name = nicOfStep(step)
  if (name !== null) return completeNicStep(operation, vm, step, { told, context, nic: nicOf(vm, name) })
  const calm = { ...calmVm, operation }
  switch (kindOf(step)) {
    case 'launch': {
      const zone = told.zone ?? null
      const machineId = told.machineId ?? vm.machineId
      return { ...calm, vm: { ...vm, machineId, zone, machineCount: vm.machineCount + 1 } }
    }
    case 'terminate':
      return { ...calm, vm: { ...vm, machineId: vm.machineId ?? told.machineId ?? null } }
    case 'await-gone':
      return { ...calm, vm: { ...vm, machineId: null } }
    default:
      return { ...calm, vm }
  }
}

type NicWork = { readonly told: StepTold; readonly context: VmContext; readonly nic: VmNic }

function completeNicStep(
  operation: Operation,
  vm: PooledVm,
  step: Step,
  { told, context, nic }: NicWork,
): AdvancedVm {
  const calm = { ...calmVm, operation }
  const tell = vmTeller(operation, vm, nic, context.now)
  const publicIpId = publicIpIdOf(nic)
  const changed = (into: Partial<VmNic>): PooledVm => withNic(vm, nic.name, into)
  switch (kindOf(step)) {
    case 'create-interface': {
      const interfaceId = told.interfaceId ?? nic.interfaceId
      if (nic.private.kind === 'pool' || nic.private.address || !told.address)
        return {
          ...calm,
          vm: changed({ interfaceId }),
          events: [tell('interface-created', 'Made with a static address of the pool.', { interfaceId })],
        }
      const { address } = told
      const { subnetId } = nic
      return {
        ...calm,
        vm: changed({ interfaceId, private: { ...nic.private, address } }),
        allocated: [
          {
            ...{ subnetId, address, groupId: vm.groupId, instanceId: vm.id, origin: 'dynamic' },
            ...{ at: context.now, whyId: nic.private.whyId },
          },
        ],
        events: [
          tell('interface-created', 'Made with a dynamic address.', {
            interfaceId,
            address: formatAddress(address),
          }),
        ],
      }
    }
    case 'create-public-ip':
      return told.publicIpId && nic.public.kind === 'dynamic'
        ? {
            ...calm,
            vm: changed({ public: { ...nic.public, publicIpId: told.publicIpId } }),
            publicCreated: [madePublicIp(vm, nic, told, context)],
            publicTaken: [told.publicIpId],
            events: [tell('public-ip-created', nic.public.why, { publicIpId: told.publicIpId })],
          }
        : { ...calm, vm }
    case 'associate-public-ip':
      return {
        ...calm,
        vm,
        events: [tell('public-ip-associated', 'Association is made without re-association.')],
      }
    case 'delete-public-ip':
      return {
        ...calm,
        vm: changed({ public: { kind: 'none' } }),
        publicReleased: publicIpId ? [publicIpId] : [],
        publicDeleted: publicIpId ? [publicIpId] : [],
        events: publicIpId ? [tell('public-ip-deleted', 'It was made for this VM alone.')] : [],
      }
    case 'delete-interface':
      return {
        ...calm,
        vm: changed({ interfaceId: null }),
        events: nic.interfaceId ? [tell('interface-deleted', 'Its VM is gone.')] : [],
      }
    default:
      return { ...calm, vm }
  }
}

function madePublicIp(vm: PooledVm, nic: VmNic, told: StepTold, { config }: VmContext): PublicIp {
  const { persistence } = pooledOf(config)
  return {
    id: told.publicIpId ?? '',
    cloud: config.cloud,
    region: config.region,
    address: told.publicAddress ?? '',
    name: publicIpName(vm, nic),
    traits: {
      sku: persistence.publicIpSku,
      zones: vm.zone === null ? [] : [vm.zone],
      method: 'static',
    },
    association: null,
  }
}

function finish(operation: Operation, done: AdvancedVm, context: VmContext): AdvancedVm {
  const over: Operation = { ...operation, state: 'done', endedAt: context.now }
  const tell = vmTeller(operation, done.vm, done.vm.nics[0] ?? null, context.now)
  if (operation.kind !== 'remove-vm') {
    const undecided = done.vm.nics.some((nic) => nic.public.kind === 'undecided')
    const vm: PooledVm = {
      ...done.vm,
      ...{ state: undecided ? 'placed' : 'active', reason: null, stateSince: context.now },
    }
    const where = vm.zone === null ? 'Its machine runs.' : `Its machine runs in zone ${vm.zone}.`
    const ended =
      operation.kind === 'associate-vm'
        ? tell('drift-repaired', 'Its public IP is associated.')
        : tell('vm-launched', where)
    const events = undecided ? [] : [ended]
    return { ...done, operation: over, vm, events: [...done.events, ...events] }
  }
  // An undone launch keeps its claims on pool members while it rests, so that its successor chooses others.
  const undone = done.vm.state === 'launching'
  const letGo = done.vm.nics.filter((nic) => nic.private.address && !(undone && nic.private.kind === 'pool'))
  const vm: PooledVm = {
    ...done.vm,
    state: undone ? 'failed' : 'gone',
    stateSince: context.now,
    machineId: null,
    drift: null,
    nics: done.vm.nics.map((nic) =>
      undone && nic.private.kind === 'dynamic' ? { ...nic, private: { ...nic.private, address: null } } : nic,
    ),
  }
  const kept = undone
    ? []
    : done.vm.nics.flatMap((nic) => (nic.public.kind === 'pool' ? [nic.public.publicIpId] : []))
  return {
    ...done,
    operation: over,
    vm,
    released: letGo.flatMap(({ subnetId, private: { address } }) => (address ? [{ subnetId, address }] : [])),
    publicReleased: [...done.publicReleased, ...kept],
    events: [
      ...done.events,
      ...letGo.map((nic) => vmTeller(operation, done.vm, nic, context.now)('address-released', RELEASED)),
      ...kept.map((publicIpId) =>
        tell('public-ip-released', 'It is a member of the pool and stays in the account.', { publicIpId }),
      ),
      ...(undone ? [] : [tell('vm-removed', 'Its machine and interfaces are gone.')]),
    ],
  }
}

const RELEASED = 'Its VM is gone.'
