import { formatAddress } from './address'
import { kindOf, type Operation, type Step } from './operation'
import { type PooledVm, publicIpIdOf, type VmNic } from './pooled-vm'
import type { StatefulInstance } from './stateful-instance'

/** One interface as a drill sees it: which addresses it has, and whether they answer. */
export type NicFact = {
  /** Null where the machine has one interface only. */
  readonly name: string | null
  readonly subnetId: string | null
  readonly privateAddress: string | null
  /** Why its pool gave nothing, where there is one; null where it is no such address. */
  readonly privateFellBack: string | null
  /** The cloud's id; its address is told in the report. */
  readonly publicIpId: string | null
  readonly publicFellBack: string | null
  readonly publicUp: boolean
}

/** A stateful instance or a VM after one commit. */
export type DrillFact = {
  /** Seconds since the strike. */
  readonly at: number
  readonly groupId: string
  readonly instanceId: string
  readonly replacesId: string | null
  readonly machineId: string | null
  readonly zone: string | null
  /** Its machine runs, as far as Holdfast knows: its private addresses answer. */
  readonly up: boolean
  /** It came to rest without a machine that anybody will start. */
  readonly givenUp: boolean
  readonly gone: boolean
  /** What holds it up, as one sentence. */
  readonly reason: string | null
  readonly nics: readonly NicFact[]
}

export type Member = StatefulInstance | PooledVm

const isVm = (member: Member): member is PooledVm => 'nics' in member

/** `operation`: the latest work on it, ended or under way. `zone`: of a stateful instance's subnet. */
export const factOf = (
  at: number,
  member: Member,
  operation: Operation | null,
  zone: string | null,
): DrillFact => (isVm(member) ? ofVm(at, member, operation) : ofInstance(at, member, operation, zone))

function ofInstance(
  at: number,
  instance: StatefulInstance,
  operation: Operation | null,
  zone: string | null,
): DrillFact {
  const { id, groupId, state, desired, subnetId, address, publicIpId, machineId } = instance
  const passed = passedBy(operation)
  const up = state === 'active' || passed('await-running')
  return {
    ...{ at, groupId, instanceId: id, replacesId: null, machineId, zone, up },
    reason: reasonOf(instance, operation),
    givenUp: state === 'error' || (state === 'paused' && desired === 'paused'),
    gone: state === 'deallocated',
    nics: [
      {
        ...{ name: null, subnetId, privateAddress: address && formatAddress(address), publicIpId },
        ...{ privateFellBack: null, publicFellBack: null },
        publicUp: state === 'active' || passed('associate-public-ip'),
      },
    ],
  }
}

function ofVm(at: number, vm: PooledVm, operation: Operation | null): DrillFact {
  const { id, groupId, state, machineId, zone, replacesId } = vm
  const passed = passedBy(operation)
  const rests = state === 'active' || state === 'placed'
  return {
    ...{ at, groupId, instanceId: id, replacesId, machineId, zone },
    reason: reasonOf(vm, operation),
    up: rests || passed('await-running'),
    givenUp: false,
    gone: state === 'gone' || state === 'leaving' || (!vm.wanted && !rests),
    nics: vm.nics.map((nic) => ({
      ...nicOf(nic),
      publicUp: state === 'active' || passed(`associate-public-ip:${nic.name}`),
    })),
  }
}

const nicOf = (nic: VmNic): Omit<NicFact, 'publicUp'> => ({
  ...{ name: nic.name, subnetId: nic.subnetId, publicIpId: publicIpIdOf(nic) },
  privateAddress: nic.private.address && formatAddress(nic.private.address),
  privateFellBack: nic.private.kind === 'dynamic' && nic.private.fellBack ? nic.private.why : null,
  publicFellBack: nic.public.kind === 'dynamic' && nic.public.fellBack ? nic.public.why : null,
})

const reasonOf = ({ reason }: Member, operation: Operation | null): string | null =>
  reason ?? (operation?.state === 'running' ? operation.lastError : null)

/** Has the launch that is under way done this step for the last time? */
function passedBy(operation: Operation | null): (step: Step) => boolean {
  if (operation?.state !== 'running' || !LAUNCHES.has(operation.kind)) return () => false
  return (step) => {
    const last = operation.steps.lastIndexOf(step)
    // A VM's public IPs may come by an operation of their own, when its machine runs already.
    if (last < 0) return operation.kind === 'address-vm' && kindOf(step) === 'await-running'
    return operation.cursor > last
  }
}

const LAUNCHES = new Set<Operation['kind']>(['resume', 'recycle', 'replace', 'launch-vm', 'address-vm'])
