import type { PlanLine } from '@/lib/api/views/plans'
import { formatAddress } from '@/lib/domain/address'
import { wordsOf } from '@/lib/domain/cloud-words'
import type { Change, Plan } from '@/lib/domain/plan'
import type { VmNic, VmPublicIp } from '@/lib/domain/pooled-vm'
import { idName } from '@/lib/domain/short-id'

type VmChange = Extract<Change, { vmId: string }>
type Line = (sym: PlanLine['sym'], tone: PlanLine['tone'], text: string, nic?: VmNic) => PlanLine

/** One line for the VM, and one for each of its interfaces: what it takes or lets go, and why (Z5–Z7). */
export function vmLines(change: VmChange, plan: Plan): PlanLine[] {
  const { publicIp } = wordsOf(plan.cloud)
  const line: Line = (sym, tone, text, nic) => ({
    ...{ sym, tone, text, instanceId: change.vmId },
    address: nic?.private.address ? formatAddress(nic.private.address) : null,
  })
  switch (change.kind) {
    case 'create-vm':
      return [
        line('+', 'good', `${change.vmId} is launched${replaced(change.replacesId)}`),
        ...change.nics.map((nic) => takes(line, nic, publicIp)),
      ]
    case 'remove-vm':
      return [
        line('−', 'bad', `${change.vmId} is removed`),
        ...change.nics.map((nic) => letsGo(line, nic, publicIp)),
      ]
    case 'choose-public-ip': {
      const where = change.zone === null ? '' : ` in zone ${change.zone}`
      return [
        line('+', 'good', `${change.vmId}${where}, ${change.nic}: ${publicText(change.chosen, publicIp)}`),
      ]
    }
  }
}

const replaced = (id: string | null): string => (id === null ? '' : ` in place of ${id}`)

function takes(line: Line, nic: VmNic, publicIp: string): PlanLine {
  const isPool = nic.private.kind === 'pool'
  const what = isPool ? `${nic.name} takes this address, static` : `${nic.name} takes a dynamic address`
  const why = isPool ? '' : `. ${nic.private.why}`
  const also = nic.public.kind === 'none' ? '' : `; ${publicText(nic.public, publicIp)}`
  return line('+', isPool ? 'good' : 'warn', `${what}${also}${why}`, nic)
}

function publicText(chosen: VmPublicIp, publicIp: string): string {
  switch (chosen.kind) {
    case 'pool':
      return `${publicIp} ${idName(chosen.publicIpId)} of the pool`
    case 'dynamic':
      return `a new ${publicIp}, because ${chosen.why.charAt(0).toLowerCase()}${chosen.why.slice(1).replace(/\.$/, '')}`
    case 'undecided':
      return `its ${publicIp} is chosen when the market has chosen the zone`
    case 'none':
      return `no ${publicIp}`
  }
}

function letsGo(line: Line, nic: VmNic, publicIp: string): PlanLine {
  const address = nic.private.kind === 'pool' ? 'returns to the pool' : 'is given up'
  const kept =
    nic.public.kind === 'pool'
      ? `; ${publicIp} ${idName(nic.public.publicIpId)} is detached and kept`
      : nic.public.kind === 'dynamic'
        ? `; its dynamic ${publicIp} is deleted`
        : ''
  return line('−', 'calm', `${nic.name} is deleted, its address ${address}${kept}`, nic)
}
