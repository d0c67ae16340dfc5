import type { Intent } from './intent'
import { nicOf, type PooledVm, publicIpIdOf } from './pooled-vm'
import { endUnwanted, reconcilePooled } from './reconcile-pooled'
import type { Refusal } from './refusal'
import { leaveOut, removesFromConfig } from './repair-config'
import { repairChange } from './repair-instance'
import type { Sliced } from './slices'
import type { VmDraft } from './vm-draft'

type Repair = Extract<Intent, { kind: 'repair' }>

/**
 * Puts right what drifted of a pooled group, in the way that was chosen. A VM keeps nothing, so most of it is another VM
 * with addresses of its own; it is launched before the old one leaves.
 */
export function* repairVm(draft: VmDraft, intent: Repair): Sliced<Refusal | null> {
  const { drift, repair } = intent
  if (!drift.repairs.includes(repair)) return { kind: 'repair-not-for', repair }
  const vm = drift.instanceId === null ? null : (draft.vm(drift.instanceId) ?? null)
  if (drift.instanceId !== null && !(vm && isAsTold(vm, intent)))
    return { kind: 'drift-over', driftId: drift.id }
  draft.changes.push(repairChange(drift, repair))
  if (removesFromConfig(repair)) {
    leaveOut(draft, drift)
    yield* reconcilePooled(draft, 'repair')
  } else if (vm) yield* enact(draft, vm, intent)
  return null
}

/** Running, with the interface, public IP and machine that were compared. */
function isAsTold(
  vm: PooledVm,
  { drift: { kind, nic: name, machineId, interfaceId, publicIpId } }: Repair,
): boolean {
  if (vm.state !== 'active' || vm.machineId !== machineId) return false
  const nic = vm.nics.find((one) => one.name === name)
  if (!nic) return kind.startsWith('machine')
  return nic.interfaceId === interfaceId && (publicIpId === null || publicIpIdOf(nic) === publicIpId)
}

function* enact(draft: VmDraft, vm: PooledVm, { drift, repair }: Repair): Sliced {
  const { id } = vm
  const name = drift.nic ?? ''
  switch (repair) {
    case 'relaunch':
      draft.removeVm(id, 'interruption')
      yield* reconcilePooled(draft, 'interruption')
      return
    case 'replace-vm':
      draft.change(id, { wanted: false })
      yield* reconcilePooled(draft, 'repair')
      yield* endUnwanted(draft)
      return
    case 'associate-public-ip':
      draft.associate(id, name)
      return
    case 'take-next-public-ip':
      dropReleased(draft, drift)
      draft.chooseAnew(id, name)
      if (nicOf(draft.vm(id) as PooledVm, name).public.kind !== 'none') draft.associate(id, name)
      draft.change(id, { drift: null })
      return
    case 'forget-public-ip':
      dropReleased(draft, drift)
      draft.forgetPublicIp(id, name)
      draft.change(id, { drift: null, stateSince: draft.world.now })
      return
    default:
      throw new Error(`${repair} is no repair of a VM`)
  }
}

/** One that was released from the account leaves the pool, too, or the next VM would be given it. */
function dropReleased(draft: VmDraft, drift: Repair['drift']): void {
  if (drift.kind === 'public-ip-released') leaveOut(draft, drift)
}
