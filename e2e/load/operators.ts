import { setTimeout as pause } from 'node:timers/promises'
import type { ActionResult } from '@/lib/api/action-result'
import type { GroupCommand } from '@/lib/api/schemas/commands'
import { valuesOf } from '../chaos/chaos-groups'
import type { ConsoleClient } from '../chaos/console-client'
import type { DoorTimes } from './door-times'

/** Milliseconds between two changes of one operator: they look at the plan. */
const THINKS_MS = 400

/** Writes of one kind of action, timed. */
export class TimedActions {
  readonly doors = new Map<string, DoorTimes>()

  async timed<T>(door: string, act: () => Promise<ActionResult<T>>): Promise<ActionResult<T> | null> {
    const told = this.doors.get(door) ?? { door, times: [], problems: [] }
    this.doors.set(door, told)
    const began = performance.now()
    try {
      const answer = await act()
      told.times.push(performance.now() - began)
      if (!answer.ok) told.problems.push(`${door} was refused: ${answer.message}`)
      return answer
    } catch (error) {
      told.problems.push(`${door}: ${error instanceof Error ? error.message : String(error)}`)
      return null
    }
  }
}

/** Creates a group of one's own, as the wizard does. Answers its id. */
export async function makeOwnGroup(
  client: ConsoleClient,
  actions: TimedActions,
  name: string,
  target: number,
): Promise<string> {
  const values = valuesOf('aws', { name, target, pool: '', publicIps: [] })
  const plan = await actions.timed('planWizard', () => client.act('planWizard', { values, groupId: null }))
  if (!plan?.ok) throw new Error(`${name} could not be planned: ${plan?.message}`)
  const { proof } = plan.value
  const how = { values, groupId: null, draftId: null, requestKey: `load-make-${name}`, proof }
  const made = await actions.timed('applyWizard', () => client.act('applyWizard', how))
  if (!made?.ok) throw new Error(`${name} could not be made: ${made?.message}`)
  return made.value.groupId
}

/** Scales one's own group up and down, each time with its plan, until `isOver`. */
export async function operate(
  client: ConsoleClient,
  actions: TimedActions,
  groupId: string,
  isOver: () => boolean,
): Promise<void> {
  for (let serial = 1; !isOver(); serial++) {
    const target = 1 + (serial % 3)
    const command: GroupCommand = { kind: 'scale', groupId, target, resumePaused: true }
    await actions.timed('planCommand', () => client.act('planCommand', command))
    await actions.timed('applyCommand', () =>
      client.act('applyCommand', command, `load-${groupId}-${serial}`, null),
    )
    await pause(THINKS_MS)
  }
}
