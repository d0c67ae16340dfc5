import type { Event, EventKind } from './event'
import { type Facts, mergeFacts } from './told-facts'

/** What of an event tells how a member of a group stands. */
export type TellingEvent = Pick<Event, 'at' | 'kind' | 'instanceId' | 'subnetId' | 'address' | 'after'>

/** An instance or VM at a moment. `facts` are those of `factsOfInstance` or `factsOfVm`. */
export type MemberThen = {
  readonly id: string
  readonly facts: Facts
  readonly createdAt: string
  /** When its state was last told. */
  readonly stateSince: string
  /** How many machines it had had by then. */
  readonly machines: number
}

/** With these a member's story begins; an instance's place is told by the event's own columns. */
const BEGINNINGS: ReadonlySet<EventKind> = new Set(['instance-created', 'vm-launching'])

/** The member after the event; null where its story has not begun on record. */
export function foldEvent(member: MemberThen | null, event: TellingEvent): MemberThen | null {
  if (event.instanceId === null) return member
  const begins = BEGINNINGS.has(event.kind)
  if (!member && !begins) return null
  const before: MemberThen = member ?? {
    id: event.instanceId,
    facts: event.address ? { subnetId: event.subnetId, address: event.address } : {},
    createdAt: event.at,
    stateSince: event.at,
    machines: 0,
  }
  if (event.after === null) return before
  const { machineId } = event.after
  const launched = typeof machineId === 'string' && machineId !== before.facts.machineId
  return {
    ...before,
    facts: mergeFacts(before.facts, event.after),
    machines: before.machines + Number(launched),
    stateSince: 'state' in event.after ? event.at : before.stateSince,
  }
}

/**
 * The members of a group as they were, folded from its events: told in order, from the first one.
 *
 *   instance-created   state paused, desired active, 10.0.3.7          as it was stored after
 *   instance-resuming  state resuming                            ─┐    every commit, and so at
 *   interface-created  interface eni-1                            ├──▶ every moment
 *   interface-attached machine i-1                               ─┘
 *
 * The cost is one step for every event of the group up to the moment, whatever else is on record.
 */
export class Fold {
  private readonly members: Map<string, MemberThen>

  /** `begun`: how members stood before the first of the events that are told. */
  constructor(begun: readonly MemberThen[] = []) {
    this.members = new Map(begun.map((member) => [member.id, member]))
  }

  add(event: TellingEvent): void {
    if (event.instanceId === null) return
    const after = foldEvent(this.members.get(event.instanceId) ?? null, event)
    if (after) this.members.set(event.instanceId, after)
  }

  /** In order of creation; those that had gone are left out. */
  present(): MemberThen[] {
    return [...this.members.values()].filter(isPresent).sort((a, b) => ordinalOf(a) - ordinalOf(b))
  }

  get(id: string): MemberThen | null {
    return this.members.get(id) ?? null
  }
}

export const isPresent = ({ facts }: MemberThen): boolean =>
  facts.state !== 'deallocated' && facts.state !== 'gone'

const ordinalOf = ({ facts }: MemberThen): number => (typeof facts.ordinal === 'number' ? facts.ordinal : 0)
