import type { QueryClient } from '@tanstack/react-query'
import { apiPaths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { StreamMessage } from '@/lib/api/views/events'
import { queriesNamedBy } from './live-queries'
import { createRefresher } from './live-refresh'

export type LiveState = {
  readonly state: 'connecting' | 'live' | 'reconnecting'
  readonly reason: string | null
}

export const CONNECTING: LiveState = { state: 'connecting', reason: null }

const RETRY_FIRST_MS = 1_000
const RETRY_MOST_MS = 15_000
/** A browser opens six connections to one HTTP/1.1 server: tabs that nobody looks at must not keep one each. */
const HIDDEN_MS = 60_000

/**
 * The tab's one connection to the event stream.
 *
 *   connecting ──open──▶ live ──error──▶ reconnecting ──open──▶ live (and everything is read again)
 *
 * The browser reconnects by itself, with Last-Event-ID, while the connection merely breaks; when the server answers
 * with an error it gives up, and then we try again with growing pauses.
 */
export function createLiveConnection(client: QueryClient, onState: (state: LiveState) => void) {
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | null = null
  let hiddenTimer: ReturnType<typeof setTimeout> | null = null
  let pause = RETRY_FIRST_MS
  let opened = false
  let stopped = false

  const refresher = createRefresher({
    isReading: (queryKey) => client.isFetching({ queryKey }) > 0,
    readAgain: (queryKey) => void client.invalidateQueries({ queryKey }),
    isHidden: () => document.hidden,
  })

  const connect = () => {
    retry = null
    if (stopped) return
    source = new EventSource(apiPaths.stream())
    source.onopen = onOpen
    source.onmessage = (event: MessageEvent<string>) => {
      const message = readMessage(event.data)
      if (message) refresher.ask(queriesNamedBy(message))
    }
    source.onerror = onError
  }

  const onOpen = () => {
    pause = RETRY_FIRST_MS
    onState({ state: 'live', reason: null })
    if (opened) void client.invalidateQueries()
    else void catchUp(client)
    opened = true
  }

  const onError = () => {
    if (stopped) return
    const gone = source?.readyState === EventSource.CLOSED
    onState({
      state: 'reconnecting',
      reason: gone
        ? 'The server refused the stream of changes. Trying again.'
        : 'The server does not answer. What you see may be out of date.',
    })
    if (!gone || retry !== null) return
    retry = setTimeout(connect, pause)
    pause = Math.min(pause * 2, RETRY_MOST_MS)
  }

  const disconnect = () => {
    if (retry !== null) clearTimeout(retry)
    retry = null
    source?.close()
    source = null
  }

  const onVisibility = () => {
    if (document.hidden) {
      hiddenTimer = setTimeout(disconnect, HIDDEN_MS)
      return
    }
    if (hiddenTimer !== null) clearTimeout(hiddenTimer)
    hiddenTimer = null
    if (source === null && retry === null) connect()
    refresher.wake()
  }

  return {
    start() {
      stopped = false
      document.addEventListener('visibilitychange', onVisibility)
      connect()
    },
    stop() {
      stopped = true
      document.removeEventListener('visibilitychange', onVisibility)
      if (hiddenTimer !== null) clearTimeout(hiddenTimer)
      disconnect()
      refresher.stop()
    },
  }
}

/**
 * Between the server's rendering of the page and the opening of the stream something may have happened, of which no
 * message comes. The number of the last event and the end of the last rest tell; only then is everything read again.
 */
async function catchUp(client: QueryClient) {
  const before = client.getQueryData(queries.nav().queryKey)
  if (before === undefined) return
  const now = await client.fetchQuery({ ...queries.nav(), staleTime: 0 }).catch(() => null)
  if (now === null) return
  if (now.lastSeq !== before.lastSeq || now.lastRestEnd !== before.lastRestEnd)
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
