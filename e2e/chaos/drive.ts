import type { GroupCommand } from '@/lib/api/schemas/commands'
import type { Cloud } from '@/lib/domain/cloud-rules'
import type { Acknowledged } from './audit/promises'
import type { MemberRecord, Record } from './audit/record'
import { isLive } from './audit/record-alone'
import { type GroupWish, valuesOf } from './chaos-groups'
import type { ChaosWorld } from './chaos-world'
import { NoAnswer } from './console-client'

/** Asks the world for something once, with one request key however often it is asked; null: no answer came. */
export type Asking = () => Promise<Answered | null>

/** How often a plan that the world overtook is made again. */
const MOST_PLANS = 5

/** Creates a group (no `groupId`) or edits it, as the wizard's Review does: plan, then apply with its proof. */
export function askWizard(world: ChaosWorld, cloud: Cloud, wish: GroupWish, groupId: string | null): Asking {
  const requestKey = world.newKey(groupId ? 'edit' : 'create')
  const values = valuesOf(cloud, wish)
  return askingFor(world, groupId, async (acknowledged) => {
    for (let plans = 1; ; plans++) {
      const plan = await world.client.act('planWizard', { values, groupId })
      // Asked again after it was done, the name is taken or nothing is left to plan: then the request key answers.
      const proof = plan.ok ? plan.value.proof : { seed: 0, seq: 0, groupVersion: 0, digest: 'none' }
      const done = await world.client.act('applyWizard', {
        values,
        groupId,
        draftId: null,
        requestKey,
        proof,
      })
      if (done.ok) {
        acknowledged({ requestKey, groupId: done.value.groupId, target: wish.target })
        return { ok: true, why: '' }
      }
      if (done.kind !== 'stale-plan' || plans >= MOST_PLANS)
        return { ok: false, why: `${done.kind}: ${done.message}` }
    }
  })
}

/** Everything that can be asked of an existing group. */
export function askCommand(world: ChaosWorld, command: GroupCommand): Asking {
  const requestKey = world.newKey(command.kind)
  return askingFor(world, command.groupId, async (acknowledged) => {
    const done = await world.client.act('applyCommand', command, requestKey, null)
    if (!done.ok) return { ok: false, why: `${done.kind}: ${done.message}` }
    const target = command.kind === 'scale' ? { target: command.target } : {}
    acknowledged({ requestKey, groupId: done.value.groupId, ...target })
    return { ok: true, why: '' }
  })
}

/** A spot interruption of these machines. It is the cloud's doing: nobody acknowledges it, and it happens once. */
export function askInterruption(world: ChaosWorld, machineIds: readonly string[]): Asking {
  let isDone = false
  return async () => {
    if (isDone) return { ok: true, why: '' }
    isDone = true
    const done = await world.holdfast.control.interrupt({ machineIds })
    return { ok: done.ok, why: done.ok ? '' : done.refusal.message }
  }
}

type Answered = { readonly ok: boolean; readonly why: string }

/** What is asked again promises nothing of the target: others may have changed it since it was done. */
function askingFor(
  world: ChaosWorld,
  groupId: string | null,
  ask: (acknowledged: (one: Acknowledged) => void) => Promise<Answered>,
): Asking {
  let isAgain = false
  return async () => {
    const asked = world.asks(groupId)
    const isFirst = !isAgain
    try {
      return await ask(({ target, ...one }) =>
        asked.acknowledged({ ...one, ...(isFirst && target !== undefined ? { target } : {}) }),
      )
    } catch (error) {
      if (error instanceof NoAnswer) return null
      throw error
    } finally {
      isAgain = true
      asked.over()
    }
  }
}

/** How often one asks a server that does not answer: connections to the one before break first. */
const MOST_ASKINGS = 5

/**
 * What was not answered is asked again, with the same key: it is done once, whatever a killed process did of it. Answers
 * what is wrong with the last answer, `answer` being the first.
 */
export async function askUntilAnswered(
  asking: Asking,
  answer: Awaited<ReturnType<Asking>> = null,
): Promise<string[]> {
  let last = answer
  for (let asked = 0; last === null && asked < MOST_ASKINGS; asked++) last = await asking()
  if (last === null) return ['the server does not answer']
  return last.ok ? [] : [`it is refused: ${last.why}`]
}

export const groupNamed = (record: Record, name: string): Record['groups'][number] | undefined =>
  record.groups.find((group) => group.name === name && group.state !== 'deleted')

export function membersOf(record: Record, name: string): readonly MemberRecord[] {
  const group = groupNamed(record, name)
  return record.members.filter((member) => member.groupId === group?.id && isLive(member))
}

export const idsOf = (members: readonly MemberRecord[]): string[] => members.map((member) => member.id)
