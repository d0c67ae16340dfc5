import type { StreamMessage } from '@/lib/api/views/events'
import { type QueryPrefix, queriesNamedBy } from './live-queries'

/** A page is read and drawn within seconds, in which the stream brings at most four messages each. */
const MOST_RECENT = 200

/**
 * What the stream told of late. The server reads a page, the browser draws it some time later, and a message that
 * comes in between finds no query to read again: what it was about is asked for when the page has arrived.
 *
 *   server reads (asOf 7) ────────────────────▶ page arrives: read again what 8 and 9 named
 *                      message 8    message 9
 */
export function createRecent() {
  let last = 0
  let recent: {
    readonly seq: number
    readonly isRest: boolean
    readonly prefixes: readonly QueryPrefix[]
  }[] = []
  let forgotten = 0

  return {
    /** Answers the queries that the message names. */
    hear(message: StreamMessage): QueryPrefix[] {
      const prefixes = queriesNamedBy(message)
      last = Math.max(last, message.seq ?? 0)
      recent.push({ seq: last, isRest: message.seq === null, prefixes })
      if (recent.length > MOST_RECENT) forgotten = recent[0]?.seq ?? forgotten
      recent = recent.slice(-MOST_RECENT)
      return prefixes
    },
    /** The queries named since the event numbered `asOf`; null when that is longer ago than is remembered. */
    since(asOf: number): QueryPrefix[] | null {
      if (forgotten > asOf) return null
      // The end of a rest has no number: it came after the event before it, and perhaps after the page was read.
      return recent
        .filter(({ seq, isRest }) => seq > asOf || (isRest && seq === asOf))
        .flatMap((one) => one.prefixes)
    },
  }
}
