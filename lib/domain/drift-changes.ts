import { type Drift, type DriftRecord, type DriftSource, driftKey } from './drift'
import { driftSentence } from './drift-words'
import type { NewEvent } from './event'

/** What a look makes of the differences that are kept. Rows are full; those in none of the lists stay as they are. */
export type DriftChanges = {
  readonly opened: readonly DriftRecord[]
  /** Still open; what was found of it is another thing by now. */
  readonly changed: readonly DriftRecord[]
  readonly closed: readonly DriftRecord[]
}

/** repaired: the record itself is another one by now; unjudged: nothing can be said of it this time. */
export type Standing = 'judged' | 'unjudged' | 'repaired'

/**
 * Lays what was found over what is open. The same difference found again is the same row (`driftKey`), so a look that
 * finds what the one before it found changes nothing.
 *
 *   found and not open      opened
 *   found and open          as it is, or changed where what is found is another thing
 *   open and not found      repaired, where something was done about it or the record has moved on; else vanished;
 *                           as it is, where whoever it is of cannot be judged now
 */
export function driftChanges(input: {
  readonly open: readonly DriftRecord[]
  readonly found: readonly Drift[]
  readonly standingOf: (drift: DriftRecord) => Standing
  readonly source: DriftSource
  readonly at: string
  readonly newId: () => string
}): DriftChanges {
  const { source, at } = input
  const found = new Map(input.found.map((drift) => [driftKey(drift), drift]))
  const opened: DriftRecord[] = []
  const changed: DriftRecord[] = []
  const closed: DriftRecord[] = []
  for (const row of input.open) {
    const now = found.get(row.key)
    found.delete(row.key)
    if (now) {
      const next: DriftRecord = { ...row, ...now }
      if (!sameFacts(row, next)) changed.push(next)
      continue
    }
    const standing = input.standingOf(row)
    if (standing === 'unjudged') continue
    const isRepaired = standing === 'repaired' || row.repairAt !== null
    closed.push({ ...row, closedAt: at, outcome: isRepaired ? 'repaired' : 'vanished' })
  }
  for (const [key, drift] of found)
    opened.push({
      ...drift,
      ...{ id: `drf-${input.newId()}`, key, source, since: at, closedAt: null, outcome: null },
      ...{ repair: null, repairAt: null, repairBy: null },
    })
  return { opened, changed, closed }
}

const sameFacts = (a: DriftRecord, b: DriftRecord): boolean =>
  JSON.stringify([a.recorded, a.found, a.repairs, a.machineId]) ===
  JSON.stringify([b.recorded, b.found, b.repairs, b.machineId])

export const isCalm = ({ opened, changed, closed }: DriftChanges): boolean =>
  opened.length + changed.length + closed.length === 0

/** One event for each that was found, repaired, or vanished (B5). */
export function driftEvents(changes: DriftChanges, at: string, requestId: string): NewEvent[] {
  const event = (drift: DriftRecord, kind: NewEvent['kind'], why: string): NewEvent => ({
    ...{ at, kind, actor: kind === 'drift-repaired' ? 'holdfast' : 'cloud', requestId, why },
    ...{ groupId: drift.groupId, instanceId: drift.instanceId, subnetId: drift.subnetId },
    ...{ address: addressOf(drift), interfaceId: drift.interfaceId, publicIpId: drift.publicIpId },
    machineId: drift.machineId,
    before: drift.recorded,
    after: drift.found,
  })
  return [
    ...changes.opened.map((drift) => event(drift, 'drift-found', driftSentence(drift))),
    ...changes.closed.map((drift) => {
      const was = driftSentence(drift)
      return drift.outcome === 'repaired'
        ? event(drift, 'drift-repaired', `${was} A look at the cloud finds it no more.`)
        : event(drift, 'drift-vanished', `${was} By itself it is as recorded again.`)
    }),
  ]
}

/** A range of members has no one address. */
const addressOf = ({ kind, address, recorded }: DriftRecord): string | null =>
  kind.startsWith('member') && recorded.members !== address ? null : address
