import type { DriftsView, DriftView } from '@/lib/api/views/drifts'
import { shortIdText } from '@/lib/domain/short-id'

/** How it stands, in one sentence. */
export function driftHeadline({ open, moreOpen }: DriftsView): string {
  const n = open.length + moreOpen
  if (n === 0) return 'All that Holdfast holds is in the cloud as it is recorded.'
  const groups = new Set(open.flatMap(({ group }) => group?.id ?? [])).size
  const where =
    groups === 0 ? '' : groups === 1 ? ' in one group' : ` in ${groups.toLocaleString('en')} groups`
  return n === 1
    ? `One difference between record and cloud${where}.`
    : `${n.toLocaleString('en')} differences between record and cloud${where}.`
}

/** Everything that a difference is found by. */
export const searchText = (drift: DriftView): string =>
  [
    drift.kindText,
    drift.sentence,
    drift.group?.name,
    ...[drift.instanceId, drift.address, drift.interfaceId, drift.publicIpId],
    ...drift.sides.flatMap(({ recorded, found }) => [recorded, found]),
  ]
    .filter(Boolean)
    .join(' ')

/** A value of one side, as it is shown: ids short, nothing said as such. */
export const sideText = (value: string | null): string => (value === null ? 'None' : shortIdText(value))

/** What became of it, or what is being done about it. */
export function standingText({ closed, begun }: DriftView): string {
  if (closed) return closed.outcome === 'repaired' ? 'Repaired' : 'Vanished by itself'
  return begun ? 'Repair begun' : 'Open'
}

export const SOURCE_TEXT = { cloud: 'A look at the cloud', import: 'An import' } as const
