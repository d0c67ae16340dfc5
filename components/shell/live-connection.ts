import type { QueryClient } from '@tanstack/react-query'
import { queries } from '@/lib/api/queries'
import type { StreamMessage } from '@/lib/api/views/events'
import { createRecent } from './live-recent'
import { createRefresher } from './live-refresh'
import { BROWSER, shareStream } from './live-share'
import { FULL_RETRY_MS, type StreamNews } from './live-stream'

export type LiveState = {
  /** `polling`: no place for another stream; what is shown is read anew every so often. */
  readonly state: 'connecting' | 'live' | 'reconnecting' | 'polling'
  readonly reason: string | null
}

export const CONNECTING: LiveState = { state: 'connecting', reason: null }

const REFUSED = 'The server refused the stream of changes. Trying again.'
const POLLED = `What you see is read anew every ${FULL_RETRY_MS / 1_000} seconds instead.`
const SILENT = 'The server does not answer. What you see may be out of date.'

/** A tab that nobody looks at neither holds the stream nor listens, once it has been so for this long. */
const HIDDEN_MS = 60_000

/**
 * What the tab makes of the event stream, which it shares with the browser's other tabs.
 *
 *   connecting ──opened──▶ live ──lost──▶ reconnecting ──opened──▶ live (and everything is read again)
 *        └────────full────▶ polling (everything is read again at each try) ──opened──▶ live
 */
export function createLiveConnection(client: QueryClient, onState: (state: LiveState) => void) {
  let leave: (() => void) | null = null
  let hiddenTimer: ReturnType<typeof setTimeout> | null = null
  let opened = false
  /** The oldest of the pages that came before the stream opened. */
  let asOfOpening = Number.POSITIVE_INFINITY

  const recent = createRecent()
  const refresher = createRefresher({
    isReading: (queryKey) => client.isFetching({ queryKey }) > 0,
    readAgain: (queryKey) => void client.invalidateQueries({ queryKey }),
    isHidden: () => document.hidden,
  })

  const hear = (news: StreamNews) => {
    if (news.kind === 'opened') onOpened()
    else if (news.kind === 'full') {
      onState({ state: 'polling', reason: `${news.why} ${POLLED}` })
      // What is missed is not told, so each try reads instead; an opening afterwards may be the first.
      opened = true
      if (!document.hidden) void client.invalidateQueries()
    } else if (news.kind === 'lost') {
      onState({ state: 'reconnecting', reason: news.refused ? REFUSED : SILENT })
      // Refused is also who is signed out by now: then the answer to this leads to the login.
      if (news.refused) void client.refetchQueries(queries.me())
    } else {
      const message = readMessage(news.data)
      if (message) refresher.ask(recent.hear(message))
    }
  }

  const onOpened = () => {
    onState({ state: 'live', reason: null })
    if (opened) void client.invalidateQueries()
    else void catchUp(client, asOfOpening)
    opened = true
  }

  const join = () => {
    leave ??= shareStream(BROWSER, hear)
  }
  const part = () => {
    leave?.()
    leave = null
  }

  const onVisibility = () => {
    if (hiddenTimer !== null) clearTimeout(hiddenTimer)
    hiddenTimer = document.hidden ? setTimeout(part, HIDDEN_MS) : null
    if (document.hidden) return
    join()
    refresher.wake()
  }

  return {
    start() {
      document.addEventListener('visibilitychange', onVisibility)
      join()
    },
    stop() {
      document.removeEventListener('visibilitychange', onVisibility)
      if (hiddenTimer !== null) clearTimeout(hiddenTimer)
      part()
      refresher.stop()
    },
    /** A page is on the screen that the server read when `asOf` was the last event. */
    pageArrived(asOf: number) {
      if (!opened) asOfOpening = Math.min(asOfOpening, asOf)
      const missed = recent.since(asOf)
      if (missed === null) void client.invalidateQueries()
      else if (missed.length > 0) refresher.ask(missed)
    },
  }
}

/**
 * Between the server's rendering of the page and the opening of the stream something may have happened, of which no
 * message comes. The number of the last event and the end of the last rest tell; only then is everything read again.
 */
async function catchUp(client: QueryClient, asOf: number) {
  const before = client.getQueryData(queries.nav().queryKey)
  if (before === undefined) return
  const now = await client.fetchQuery({ ...queries.nav(), staleTime: 0 }).catch(() => null)
  if (now === null) return
  if (now.lastSeq !== Math.min(before.lastSeq, asOf) || now.lastRestEnd !== before.lastRestEnd)
    await client.invalidateQueries()
}

function readMessage(text: string): StreamMessage | null {
  try {
    const value = JSON.parse(text) as Partial<StreamMessage> | null
    if (value === null || !Array.isArray(value.groupIds) || !Array.isArray(value.subnetIds)) return null
    if (!Array.isArray(value.kinds)) return null
    return value as StreamMessage
  } catch {
    return null
  }
}
