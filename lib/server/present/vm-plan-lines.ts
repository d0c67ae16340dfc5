import type { PlanLine } from '@/lib/api/views/plans'
import { formatAddress } from '@/lib/domain/address'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import { wordsOf } from '@/lib/domain/cloud-words'
import type { Change, Plan } from '@/lib/domain/plan'
import { isBusyVm, type PooledVm, type VmNic, type VmPublicIp } from '@/lib/domain/pooled-vm'
import { idName } from '@/lib/domain/short-id'
import type { PublicIpNames } from './public-ip-names'

type VmChange = Extract<Change, { vmId: string }>

/** One line for the VM, and one for each of its interfaces: what it takes or lets go, and why (Z5–Z7). */
export function vmLines(change: VmChange, plan: Plan, names: PublicIpNames): PlanLine[] {
  const words = wordsOf(plan.cloud)
  const told = { words, names }
  const { vmId } = change
  switch (change.kind) {
    case 'create-vm':
      return [
        whole(vmId, ['+', 'good'], `${vmId} is launched${replaced(change.replacesId)}`),
        ...change.nics.map((nic) => takes(vmId, nic, plan, told)),
      ]
    case 'remove-vm':
      return [
        whole(vmId, ['−', 'bad'], `${vmId} is removed`),
        ...change.nics.map((nic) => letsGo(vmId, nic, told)),
      ]
    case 'choose-public-ip': {
      const where = change.zone === null ? '' : ` in zone ${change.zone}`
      const what = publicText(change.chosen, false, told)
      return [whole(vmId, ['+', 'good'], `${vmId}${where}, ${change.nic}: ${what}`)]
    }
  }
}

/** Those that this plan lets go later, each with what it will let go then. */
export function laterLines(plan: Plan, names: PublicIpNames): PlanLine[] {
  const told = { words: wordsOf(plan.cloud), names }
  return leavingLater(plan).flatMap((vm) => [
    whole(vm.id, ['−', 'bad'], `${vm.id} leaves ${whenItLeaves(vm, plan)}`),
    ...vm.nics.map((nic) => letsGo(vm.id, nic, told)),
  ])
}

export const leavingLater = (plan: Plan): readonly PooledVm[] =>
  plan.vms.filter((vm) => plan.leaveLater.includes(vm.id))

/** The VM that takes the place of this one; undefined where none does. */
export const successorOf = (vm: PooledVm, plan: Plan): PooledVm | undefined =>
  plan.vms.find((one) => one.replacesId === vm.id)

function whenItLeaves(vm: PooledVm, plan: Plan): string {
  const successor = successorOf(vm, plan)
  if (successor) return `once ${successor.id} runs`
  return isBusyVm(vm) ? 'as soon as its launch has ended' : 'as soon as nothing is under way for it'
}

/** The words of the group's cloud, and the names of its public IPs. */
type Told = { readonly words: CloudWords; readonly names: PublicIpNames }
type Sign = readonly [sym: PlanLine['sym'], tone: PlanLine['tone']]

const whole = (instanceId: string, [sym, tone]: Sign, text: string): PlanLine => ({
  ...{ sym, tone, text, instanceId, address: null, part: false },
})

const part = (instanceId: string, [sym, tone]: Sign, text: string, nic: VmNic): PlanLine => ({
  ...{ sym, tone, text, instanceId, part: true },
  address: nic.private.address ? formatAddress(nic.private.address) : null,
})

const replaced = (id: string | null): string => (id === null ? '' : ` in place of ${id}`)

function takes(vmId: string, nic: VmNic, plan: Plan, told: Told): PlanLine {
  const isExhausted = (pool: 'private' | 'public') =>
    plan.warnings.some((one) => one.kind === 'pool-exhausted' && one.pool === pool && one.nic === nic.name)
  const also = nic.public.kind === 'none' ? '' : `; ${publicText(nic.public, isExhausted('public'), told)}`
  if (nic.private.kind === 'pool')
    return part(vmId, ['+', 'good'], `${nic.name}: static, from its pool${also}`, nic)
  return isExhausted('private')
    ? part(vmId, ['+', 'warn'], `${nic.name}: dynamic, because no member of its pool is free${also}`, nic)
    : part(vmId, ['+', 'calm'], `${nic.name}: dynamic, it has no private IP pool${also}`, nic)
}

function publicText(chosen: VmPublicIp, exhausted: boolean, { words, names }: Told): string {
  const { publicIp } = words
  switch (chosen.kind) {
    case 'pool':
      return `${publicIp} ${nameOf(chosen.publicIpId, names)} of the pool`
    case 'dynamic':
      return `a new ${publicIp}${exhausted ? ', because no free member of its pool fits' : ''}`
    case 'undecided':
      return `its ${publicIp} is chosen when the market has chosen the zone`
    case 'none':
      return `no ${publicIp}`
  }
}

function letsGo(vmId: string, nic: VmNic, { words, names }: Told): PlanLine {
  const { publicIp } = words
  const own =
    nic.private.kind === 'pool'
      ? 'its address returns to the pool'
      : nic.private.address === null
        ? 'it has no address yet'
        : 'its dynamic address is given up'
  const kept =
    nic.public.kind === 'pool'
      ? `; ${publicIp} ${nameOf(nic.public.publicIpId, names)} is detached and kept`
      : nic.public.kind === 'dynamic'
        ? `; its dynamic ${publicIp} is deleted`
        : ''
  return part(vmId, ['−', 'calm'], `${nic.name} is deleted: ${own}${kept}`, nic)
}

const nameOf = (id: string, names: PublicIpNames): string => names.get(id) || idName(id)
