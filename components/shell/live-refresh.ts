import { distinct, type QueryPrefix } from './live-queries'

/** At most four redraws a second, however fast events come. */
export const REDRAW_MS = 250

/** What a refresher needs of the world; react-query and the tab behind them. */
export type RefreshPort = {
  readonly isReading: (prefix: QueryPrefix) => boolean
  readonly readAgain: (prefix: QueryPrefix) => void
  readonly isHidden: () => boolean
}

/**
 * Gathers the queries to read again and reads each at most every REDRAW_MS.
 *
 *   event  event event   event                 a query that is still being read waits for its answer: cutting it
 *     │      │     │       │                   off would starve the page under a stream of events, and counting the
 *     ▼      └──┬──┘       ▼                   answer under way as fresh would miss what came after it was asked
 *   ──●─────────●──────────●──────▶ time
 */
export function createRefresher(port: RefreshPort) {
  let pending: QueryPrefix[] = []
  let timer: ReturnType<typeof setTimeout> | null = null

  const flush = () => {
    timer = null
    if (port.isHidden()) return
    const waiting: QueryPrefix[] = []
    for (const prefix of pending) port.isReading(prefix) ? waiting.push(prefix) : port.readAgain(prefix)
    pending = waiting
    if (pending.length > 0) arm()
  }
  const arm = () => {
    timer ??= setTimeout(flush, REDRAW_MS)
  }

  return {
    ask(prefixes: readonly QueryPrefix[]) {
      pending = distinct([...pending, ...prefixes])
      arm()
    },
    /** The tab came into sight: what was gathered meanwhile is read now. */
    wake() {
      if (pending.length > 0) arm()
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
      timer = null
      pending = []
    },
  }
}
