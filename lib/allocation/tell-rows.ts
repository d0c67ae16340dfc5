import { formatAddress } from '@/lib/domain/address'
import type { NewEvent } from '@/lib/domain/event'
import { foldEvent, type MemberThen } from '@/lib/domain/fold-events'
import { SHOWS, standingOf, writeStanding } from '@/lib/domain/map-standing'
import type { PooledVm } from '@/lib/domain/pooled-vm'
import { forEachSliced, runThrough, type Sliced } from '@/lib/domain/slices'
import type { StatefulInstance } from '@/lib/domain/stateful-instance'
import { differingFacts, type Facts, factsOfInstance, factsOfVm } from '@/lib/domain/told-facts'

/** A row of a commit, with what it was before; null: it is new. */
export type ToldRow = {
  readonly before: StatefulInstance | PooledVm | null
  readonly after: StatefulInstance | PooledVm
}

/**
 * Sees to it that the events of a commit tell every fact that its rows change (B5): the past is read from them. What
 * they do not say by themselves is added to the event that is about the instance or VM as a whole; where a row changed
 * and nothing was told, `unsaid` makes the event.
 */
export const tellRows = (
  events: readonly NewEvent[],
  rows: readonly ToldRow[],
  unsaid: (row: ToldRow) => NewEvent,
): NewEvent[] => runThrough(tellRowsSliced(events, rows, unsaid))

/** The same, with pauses: for a decision about thousands. */
export function* tellRowsSliced(
  events: readonly NewEvent[],
  rows: readonly ToldRow[],
  unsaid: (row: ToldRow) => NewEvent,
): Sliced<NewEvent[]> {
  const told = [...events]
  const places = new Map<string, number[]>()
  told.forEach(({ instanceId }, place) => {
    if (instanceId === null) return
    const known = places.get(instanceId)
    if (known) known.push(place)
    else places.set(instanceId, [place])
  })
  yield* forEachSliced(rows, (row) => {
    const own = places.get(row.after.id) ?? []
    const unsaidOf = () =>
      unsaidBy(
        own.map((place) => told[place] as NewEvent),
        row,
      )
    const missing = unsaidOf()
    const isMissing = Object.keys(missing).length > 0
    const last = own.at(-1)
    const whole = own.findLast((place) => isOfWhole(told[place] as NewEvent)) ?? last
    if (whole === undefined || last === undefined) {
      if (isMissing) told.push(withStanding(adding(unsaid(row), row, missing), row))
      return
    }
    if (isMissing) {
      told[whole] = adding(told[whole] as NewEvent, row, missing)
      // What a later event says otherwise is put right by the last one.
      const still = unsaidOf()
      if (Object.keys(still).length > 0) told[last] = adding(told[last] as NewEvent, row, still)
    }
    told[whole] = withStanding(told[whole] as NewEvent, row)
  })
  return told
}

/** Told with every state, too, so that it is never far back in the story. */
function withStanding(event: NewEvent, { before, after }: ToldRow): NewEvent {
  const standing = writeStanding(standingOf(factsOf(after)))
  const was = before && writeStanding(standingOf(factsOf(before)))
  if (standing === was && !('state' in (event.after ?? {}))) return event
  return { ...event, after: { ...event.after, [SHOWS]: standing } }
}

const isOfWhole = ({ kind }: NewEvent): boolean => kind.startsWith('instance-') || kind.startsWith('vm-')

const factsOf = (row: StatefulInstance | PooledVm): Facts =>
  'nics' in row ? factsOfVm(row) : factsOfInstance(row)

function unsaidBy(events: readonly NewEvent[], { before, after }: ToldRow): Facts {
  let then: MemberThen | null = before && {
    ...before,
    facts: factsOf(before),
    machines: before.machineCount,
  }
  for (const event of events) then = foldEvent(then, event)
  const missing = differingFacts(then?.facts ?? {}, factsOf(after))
  // A state that is entered anew is told anew: since when is read from the event.
  const again = then && after.stateSince !== then.stateSince && !('state' in missing)
  return again ? { ...missing, state: after.state } : missing
}

function adding(event: NewEvent, { before }: ToldRow, missing: Facts): NewEvent {
  const was = before ? factsOf(before) : {}
  const known = Object.fromEntries(
    Object.keys(missing).flatMap((name) => (name in was && name !== 'nics' ? [[name, was[name]]] : [])),
  )
  const earlier = { ...known, ...event.before }
  return {
    ...event,
    before: Object.keys(earlier).length > 0 ? earlier : null,
    after: { ...event.after, ...missing },
  }
}

/** Why a row changed of which nothing else is told, and what it is about. */
export function unsaidEvent(row: ToldRow): Omit<NewEvent, 'at' | 'actor' | 'requestId'> {
  const { after } = row
  const place = 'nics' in after ? null : after
  return {
    ...reasonOf(row),
    ...{ groupId: after.groupId, instanceId: after.id, subnetId: place?.subnetId ?? null },
    address: place?.address ? formatAddress(place.address) : null,
    ...{ interfaceId: place?.interfaceId ?? null, publicIpId: place?.publicIpId ?? null },
    ...{ before: null, after: null },
  }
}

function reasonOf({ before, after }: ToldRow): Pick<NewEvent, 'kind' | 'why' | 'machineId'> {
  const was = before?.machineId ?? null
  if (after.machineId === null && was !== null)
    return { kind: 'machine-gone', why: 'It has ended.', machineId: was }
  if (after.machineId !== was)
    return { kind: 'machine-launched', why: 'It was launched.', machineId: after.machineId }
  const wanted = 'nics' in after ? after.wanted : after.desired === 'active'
  const stays = 'nics' in after ? after.wanted : true
  const why = !stays ? 'It is to leave as soon as it can.' : wanted ? 'It is to run.' : 'It is to be paused.'
  return { kind: 'intention-changed', why, machineId: after.machineId }
}
