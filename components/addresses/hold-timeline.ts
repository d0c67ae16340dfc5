import type { EventView } from '@/lib/api/views/events'
import type { AddressView } from '@/lib/api/views/network'

type Hold = AddressView['holds'][number]

export type TimelinePart =
  | { readonly kind: 'hold'; readonly hold: Hold; readonly why: string | null }
  | { readonly kind: 'gap'; readonly since: string; readonly until: string | null }

/** Clocks of the log and of the hold may differ by the time of one write. */
const SAME_MOMENT_MS = 2_000
/** A pause shorter than this is the passage from one owner to the next, not a gap worth a line. */
const SHORTEST_GAP_MS = 1_000

/**
 * Who held an address, newest first, with the times when nobody did between them (B5).
 *
 *   now ─┬─ held by ssi-7f31 ── since 3 Nov
 *        ├─ nobody           ── 2 Nov to 3 Nov
 *        └─ held by i-04c1   ── until 2 Nov
 */
export function holdTimeline(holds: readonly Hold[], events: readonly EventView[]): TimelinePart[] {
  const newestFirst = [...holds].sort((a, b) => Date.parse(b.since) - Date.parse(a.since))
  const parts: TimelinePart[] = []
  const newest = newestFirst[0]
  if (newest?.until) parts.push({ kind: 'gap', since: newest.until, until: null })
  newestFirst.forEach((hold, at) => {
    parts.push({ kind: 'hold', hold, why: whyHeld(hold, events) })
    const older = newestFirst[at + 1]
    if (older?.until && Date.parse(hold.since) - Date.parse(older.until) >= SHORTEST_GAP_MS)
      parts.push({ kind: 'gap', since: older.until, until: hold.since })
  })
  return parts
}

const BEGINNINGS: ReadonlySet<EventView['kind']> = new Set([
  'address-allocated',
  'instance-created',
  'instance-adopted',
  'foreign-held',
])

/** The reason that the log gives for the beginning of a hold. */
function whyHeld(hold: Hold, events: readonly EventView[]): string | null {
  const begins = events.filter((event) => BEGINNINGS.has(event.kind))
  const at = Date.parse(hold.since)
  const event = begins.find(
    (begin) => Math.abs(Date.parse(begin.at) - at) <= SAME_MOMENT_MS && begin.why !== '',
  )
  return event?.why ?? null
}

/** "4 min", "3 h", "12 days": how long something lasted. */
export function lastedText(since: string, until: string): string {
  const minutes = Math.max(0, Math.round((Date.parse(until) - Date.parse(since)) / 60_000))
  if (minutes < 1) return 'less than a minute'
  if (minutes < 60) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  if (hours < 48) return `${hours} h`
  return `${Math.round(hours / 24)} days`
}
