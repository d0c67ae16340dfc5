import type { PlanLine } from '@/lib/api/views/plans'
import { formatAddress } from '@/lib/domain/address'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { many, wordsOf } from '@/lib/domain/cloud-words'
import { repairSentence } from '@/lib/domain/drift-words'
import type { Change, Plan } from '@/lib/domain/plan'
import { idName } from '@/lib/domain/short-id'
import type { PublicIpNames } from './public-ip-names'
import { vmLines } from './vm-plan-lines'
import { targetText } from './vm-plan-summary'

/** One change as a sentence. `refilled`: the deallocated whose pool address gets a new instance. */
export function lineOf(
  change: Change,
  plan: Plan,
  refilled: ReadonlySet<string>,
  names: PublicIpNames,
): PlanLine[] {
  const line = (sym: PlanLine['sym'], tone: PlanLine['tone'], text: string): PlanLine[] => [
    {
      sym,
      tone,
      text,
      address: 'address' in change && change.address ? formatAddress(change.address) : null,
      instanceId: 'instanceId' in change ? change.instanceId : null,
      part: false,
    },
  ]
  const { publicIp } = wordsOf(plan.cloud)
  switch (change.kind) {
    case 'create-vm':
    case 'remove-vm':
    case 'choose-public-ip':
      return vmLines(change, plan, names)
    case 'create-group':
      return line('+', 'good', `Group ${change.config.name} is created`)
    case 'edit-group':
      return line('✓', 'calm', `The configuration of ${plan.groupName} changes`)
    case 'delete-group':
      return line('−', 'bad', `${plan.groupName} is deleted; ${whatStays(change.keepInterfaces, plan)}`)
    case 'set-target':
      return line('✓', 'calm', targetText(change.from, change.to))
    case 'create-instance':
      if (change.cause === 'adopted')
        return line(
          '+',
          'good',
          `${change.instanceId} is created, paused, with the adopted interface and its address`,
        )
      return line(
        '+',
        'good',
        `${change.instanceId} is created, ${change.desired === 'active' ? 'to be launched' : 'paused'}, ${ORIGIN[change.origin]}`,
      )
    case 'command-instance':
      return line(
        COMMAND[change.command][0],
        COMMAND[change.command][1],
        `${change.instanceId} ${refilled.has(change.instanceId) ? REFILLED_TEXT : COMMAND_TEXT[change.command]}${change.keepInterface ? '; its interface is kept' : ''}`,
      )
    case 'retain-instance':
      return line('✓', 'calm', `${change.instanceId} is retained: it keeps its address outside the pool`)
    case 'adopt-instance':
      return line('✓', 'good', `${change.instanceId} belongs to the pool again`)
    case 'take-public-ip':
      return line('+', 'good', `${change.instanceId} takes ${publicIp} ${change.publicAddress}`)
    case 'release-public-ip':
      return line(
        '−',
        'calm',
        isReleased(change.publicIpId, plan)
          ? `${change.instanceId} forgets ${publicIp} ${change.publicAddress}, which is in the account no more`
          : `${change.instanceId} lets ${publicIp} ${change.publicAddress} go; it stays in the account`,
      )
    case 'take-address':
      return line('+', 'good', `${change.instanceId} takes this address, drawn at random`)
    case 'repair':
      return line('✓', 'good', repairLine(change, plan))
    case 'release-address':
      return line('−', 'calm', 'The address rests, then is free')
  }
}

/** The plan puts right that somebody released it. */
const isReleased = (publicIpId: string, { changes }: Plan): boolean =>
  changes.some(
    (one) => one.kind === 'repair' && one.drift === 'public-ip-released' && one.publicIpId === publicIpId,
  )

/** Whose it is and what of it: how it is put right is the headline of the plan. */
const repairLine = (change: Extract<Change, { kind: 'repair' }>, plan: Plan): string => {
  const words = wordsOf(plan.cloud)
  if (change.instanceId === null) return repairSentence(change.repair, words).replace(/\.$/, '')
  if (change.publicIpId) return `${change.instanceId}, ${words.publicIp} ${idName(change.publicIpId)}`
  return change.interfaceId
    ? `${change.instanceId}, ${words.interface} ${idName(change.interfaceId)}`
    : change.instanceId
}

/** What is lent goes with its VM; what was in a pool stays in the account. */
function whatStays(keepInterfaces: boolean, { cloud }: Plan): string {
  const { publicIp } = wordsOf(cloud)
  return cloudRules[cloud].persistence === 'pooled'
    ? `${many(publicIp)} of its pools stay in the account, dynamic ones and interfaces are deleted`
    : `${many(publicIp)} stay in the account, interfaces are ${keepInterfaces ? 'kept' : 'deleted'}`
}

const ORIGIN = {
  pool: 'for a pool member',
  random: 'on a random address',
  floating: 'its address drawn at each launch',
} as const

const COMMAND = {
  resume: ['▸', 'good'],
  pause: ['‖', 'warn'],
  recycle: ['↻', 'warn'],
  replace: ['↻', 'warn'],
  deallocate: ['−', 'bad'],
} as const

const COMMAND_TEXT = {
  resume: 'is launched on its address',
  pause: 'is paused; its machine is terminated, its address and interface stay',
  recycle: 'gets a new machine on the same address',
  replace: 'gets a new machine on the same address',
  deallocate: 'is deallocated; its address rests, then is free',
} as const

const REFILLED_TEXT = 'is deallocated; a new paused instance follows on its pool address'
