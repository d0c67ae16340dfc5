import type { VmRow } from '@/lib/allocation/ports/group-rows'
import type { InstanceView, StateSentence } from '@/lib/api/views/instances'
import type { NicView, PublicIpOfNic, VmView } from '@/lib/api/views/vms'
import { vmWrongStateSentence } from '@/lib/api/vm-messages'
import { formatAddress } from '@/lib/domain/address'
import type { Cloud, CloudWords } from '@/lib/domain/cloud-rules'
import { wordsOf } from '@/lib/domain/cloud-words'
import type { GroupConfig } from '@/lib/domain/group'
import { lentOf } from '@/lib/domain/lent-count'
import { kindOf, nicOfStep, type Operation, type Step } from '@/lib/domain/operation'
import { type PooledVm, type VmAction, type VmNic, vmCan } from '@/lib/domain/pooled-vm'

/** The VMs of one group, as they stand in its table. */
export function presentVms(rows: readonly VmRow[], { cloud }: GroupConfig): VmView[] {
  const successors = new Map(
    rows.flatMap(({ vm }) => (vm.replacesId ? [[vm.replacesId, vm.id] as const] : [])),
  )
  return rows.map((row) => ({
    ...presentVm(row, cloud, successors.get(row.vm.id) ?? null),
    lent: lentOf(row.vm),
  }))
}

function presentVm(
  { vm, operation, publicAddresses }: VmRow,
  cloud: Cloud,
  successor: string | null,
): Omit<VmView, 'lent'> {
  const { id, groupId, ordinal, state, wanted, zone, machineId, machineCount } = vm
  const { replacesId, reason, drift, stateSince, createdAt } = vm
  return {
    ...{ id, groupId, cloud, ordinal, state, wanted, zone, machineId, machineCount },
    ...{ replacesId, replacedById: successor, reason, drift, stateSince, createdAt },
    sentence: vmSentence(vm, operation, successor),
    nics: vm.nics.map((nic, at) => presentNic(nic, publicAddresses[at] ?? null)),
    work: operation && presentVmWork(operation, vm, wordsOf(cloud)),
    can: { replace: reasonAgainst('replace', vm, successor), remove: reasonAgainst('remove', vm, successor) },
  }
}

function presentNic(nic: VmNic, publicAddress: string | null): NicView {
  const { name, primary, subnetId, interfaceId } = nic
  const { kind, address, why } = nic.private
  return {
    ...{ name, primary, subnetId, interfaceId },
    private: { kind, address: address && formatAddress(address), why },
    publicIp: presentPublic(nic.public, publicAddress),
  }
}

function presentPublic(lent: VmNic['public'], address: string | null): PublicIpOfNic {
  if (lent.kind === 'none' || lent.kind === 'undecided') return lent
  return { kind: lent.kind, id: lent.publicIpId, address, why: lent.why }
}

function vmSentence(vm: PooledVm, operation: Operation | null, successor: string | null): StateSentence {
  const tone = operation && operation.attempts > 0 ? 'warn' : 'busy'
  if (vm.state === 'failed') return { tone: 'bad', text: 'Failed to launch' }
  if (vm.state === 'leaving')
    return vm.reason === null
      ? { tone, text: 'Leaving' }
      : { tone: 'bad', text: 'Leaving, could not be removed' }
  const text = vm.state === 'launching' ? 'Launching' : vm.state === 'placed' ? 'Placed' : 'Active'
  if (vm.drift) return { tone: 'bad', text: `${text}, drifted` }
  if (!vm.wanted)
    return { tone: 'busy', text: successor === null ? `${text}, then leaves` : `${text}, being replaced` }
  return vm.state === 'active' ? { tone: 'ok', text } : { tone, text }
}

function reasonAgainst(action: VmAction, vm: PooledVm, successor: string | null): string | null {
  const can = vmCan(action, vm)
  if (can === 'yes') return null
  if (can !== 'already') return vmWrongStateSentence(action, vm.state, can.no)
  if (vm.state === 'leaving') return 'It is leaving already.'
  return successor === null
    ? 'It leaves already, as soon as the work under way has ended.'
    : `It is being replaced already: it leaves once ${successor} runs.`
}

/** The interface is named where there is a choice of several. */
function presentVmWork(operation: Operation, vm: PooledVm, words: CloudWords): InstanceView['work'] {
  const step = operation.steps[operation.cursor]
  return {
    text: step ? stepText(step, vm, words) : 'Finishing',
    step: Math.min(operation.cursor + 1, operation.steps.length),
    steps: operation.steps.length,
    attempts: operation.attempts,
    lastError: operation.lastError,
  }
}

function stepText(step: Step, vm: PooledVm, words: CloudWords): string {
  const name = nicOfStep(step)
  const nic = vm.nics.find((one) => one.name === name)
  const of = name === null || vm.nics.length === 1 ? '' : ` of ${name}`
  const publicIp = nic?.public.kind === 'dynamic' ? `dynamic ${words.publicIp}` : words.publicIp
  switch (kindOf(step)) {
    case 'create-interface':
      return `Creating the ${words.interface}${of} with a ${nic?.private.kind === 'pool' ? 'static' : 'dynamic'} address`
    case 'await-available':
      return `Waiting for the ${words.interface}${of} to be available`
    case 'launch':
      return `Launching the ${words.machine}`
    case 'await-running':
      return `Waiting for the ${words.machine} to run`
    case 'create-public-ip':
      return `Creating a ${publicIp}${name === null || vm.nics.length === 1 ? '' : ` for ${name}`}`
    case 'associate-public-ip':
      return `Associating the ${publicIp}${of}`
    case 'terminate':
      return `Deleting the ${words.machine}`
    case 'await-gone':
      return `Waiting for the ${words.machine} to go`
    case 'disassociate-public-ip':
      return `Detaching the ${publicIp}${of}`
    case 'delete-public-ip':
      return `Deleting the ${publicIp}${of}`
    case 'delete-interface':
      return `Deleting the ${words.interface}${of}`
  }
}
