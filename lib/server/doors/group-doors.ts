import { z } from 'zod'
import { applyIntent, planIntent } from '@/lib/allocation/command'
import type { ActionResult } from '@/lib/api/action-result'
import {
  type GroupCommand,
  groupCommandSchema,
  planProofSchema,
  requestKeySchema,
} from '@/lib/api/schemas/commands'
import type { PlanView } from '@/lib/api/views/plans'
import type { CloudWords } from '@/lib/domain/cloud-rules'
import { wordsOf } from '@/lib/domain/cloud-words'
import { isPooled } from '@/lib/domain/config-parts'
import type { Intent } from '@/lib/domain/intent'
import type { Plan } from '@/lib/domain/plan'
import { plural } from '@/lib/domain/plural'
import type { Holdfast } from '@/lib/server/compose'
import { presentInTurns } from '@/lib/server/present/present-plan'
import { readPublicIpNames } from '@/lib/server/present/public-ip-names'
import { act } from './action'
import { undoOf } from './undo-doors'

/** What a command asks of the allocation module: the same words, without the group's name. */
function intentOf(command: GroupCommand): Intent {
  const { groupId: _, ...intent } = command
  return intent
}

export function planCommand(command: unknown): Promise<ActionResult<PlanView>> {
  return act(groupCommandSchema, command, async (hold, parsed) => {
    const plan = await planIntent(hold.engine.allocation, { groupId: parsed.groupId }, intentOf(parsed))
    return plan.ok ? { ok: true, value: await presentNamed(hold, plan.value) } : plan
  })
}

const presentNamed = async (hold: Holdfast, plan: Plan): Promise<PlanView> =>
  presentInTurns(plan, await readPublicIpNames(hold, plan))

const applyInput = z.object({
  command: groupCommandSchema,
  requestKey: requestKeySchema,
  proof: planProofSchema.nullable(),
})

export function applyCommand(
  command: unknown,
  requestKey: unknown,
  proof: unknown,
): Promise<ActionResult<{ groupId: string }>> {
  return act(applyInput, { command, requestKey, proof }, async (hold, parsed) => {
    const { engine, store } = hold
    const subject = { groupId: parsed.command.groupId }
    const intent = intentOf(parsed.command)
    const applied = await applyIntent(engine.allocation, subject, intent, {
      requestKey: parsed.requestKey,
      actor: 'operator',
      proof: parsed.proof,
    })
    if (applied.ok) {
      const group = await store.reads.groupRecord(parsed.command.groupId)
      const pooled = group !== null && isPooled(group.config)
      const message =
        (pooled && doneToVms(parsed.command, wordsOf(group.config.cloud))) || done(parsed.command)
      const { groupId } = applied.value
      const undo = CAN_BE_UNDONE.has(parsed.command.kind)
        ? await undoOf(hold, groupId, parsed.requestKey)
        : null
      return { ok: true, value: { groupId }, message, undo }
    }
    if (applied.refusal.kind !== 'stale-plan') return applied
    const fresh = await planIntent(engine.allocation, subject, intent)
    return { ...applied, freshPlan: fresh.ok ? await presentNamed(hold, fresh.value) : null }
  })
}

/** A machine that was replaced and a group that was deleted do not come back. */
const CAN_BE_UNDONE: ReadonlySet<GroupCommand['kind']> = new Set([
  ...(['resume', 'pause', 'scale', 'resume-to-target', 'deallocate'] as const),
])

/** Null where it is said of every group alike. */
function doneToVms(command: GroupCommand, { machine }: CloudWords): string | null {
  if (command.kind !== 'recycle' && command.kind !== 'deallocate') return null
  const some = command.instanceIds.length
  const which = some === 1 ? `The ${machine} is` : `${plural(some, machine)} are`
  return command.kind === 'recycle'
    ? `${which} being replaced: ${some === 1 ? 'another one is' : 'others are'} launched first.`
    : `${which} being removed.`
}

function done(command: GroupCommand): string {
  const some = 'instanceIds' in command ? command.instanceIds.length : 0
  const which = some === 1 ? 'The instance is' : `${some.toLocaleString('en')} instances are`
  switch (command.kind) {
    case 'resume':
      return `${which} being resumed.`
    case 'pause':
      return `${which} being paused. Addresses are kept.`
    case 'recycle':
      return `${which} being recycled on the same address.`
    case 'deallocate':
      return `${which} being deallocated.`
    case 'scale':
      return `Target is ${command.target}.`
    case 'resume-to-target':
      return 'Instances are being resumed up to target.'
    case 'delete-group':
      return 'The group is being deleted.'
  }
}
