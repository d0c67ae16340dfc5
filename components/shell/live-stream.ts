import { apiPaths } from '@/lib/api/paths'

/** What a tab hears of the event stream, whether it holds the stream itself or another tab does. */
export type StreamNews =
  | { readonly kind: 'opened' }
  /** `refused`: the server answered with an error, else it does not answer. It is tried again either way. */
  | { readonly kind: 'lost'; readonly refused: boolean }
  /** As many follow already as may; `why` is the server's sentence. It is tried again now and then. */
  | { readonly kind: 'full'; readonly why: string }
  | { readonly kind: 'message'; readonly data: string }

export type Hear = (news: StreamNews) => void

const RETRY_FIRST_MS = 1_000
const RETRY_MOST_MS = 15_000
/** How often it is asked for a place where there was none, and what is shown is read anew instead. */
export const FULL_RETRY_MS = 20_000

/** What opening needs of the browser. */
export type StreamPort = {
  readonly connect: () => EventSource
  /** The server's sentence where there is no place for another stream; null where it refuses for another reason. */
  readonly whyFull: () => Promise<string | null>
}

/**
 * Opens the event stream and keeps it open; returns what closes it. The browser reconnects by itself, with
 * Last-Event-ID, while the connection merely breaks; when the server answers with an error it gives up, and then we
 * try again with growing pauses.
 */
export function openStream(hear: Hear, port: StreamPort = BROWSER_STREAM): () => void {
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | null = null
  let pause = RETRY_FIRST_MS
  let isOver = false

  const connect = () => {
    retry = null
    const opening = port.connect()
    source = opening
    opening.onopen = () => {
      pause = RETRY_FIRST_MS
      hear({ kind: 'opened' })
    }
    opening.onmessage = (event: MessageEvent<string>) => hear({ kind: 'message', data: event.data })
    opening.onerror = () => {
      if (opening.readyState === CLOSED) void again()
      else hear({ kind: 'lost', refused: false })
    }
  }

  const again = async () => {
    const why = await port.whyFull()
    if (isOver || retry !== null) return
    hear(why === null ? { kind: 'lost', refused: true } : { kind: 'full', why })
    retry = setTimeout(connect, why === null ? pause : FULL_RETRY_MS)
    if (why === null) pause = Math.min(pause * 2, RETRY_MOST_MS)
  }

  connect()
  return () => {
    isOver = true
    if (retry !== null) clearTimeout(retry)
    source?.close()
  }
}

/** EventSource.CLOSED, where there is no EventSource to ask, too. */
const CLOSED = 2
const TOO_MANY = 429

const BROWSER_STREAM: StreamPort = {
  connect: () => new EventSource(apiPaths.stream()),
  // An event source does not tell how it was answered, so it is asked once more; a stream that opens is ended at once.
  async whyFull() {
    const ends = new AbortController()
    try {
      const answer = await fetch(apiPaths.stream(), { cache: 'no-store', signal: ends.signal })
      if (answer.status !== TOO_MANY) return null
      const { message } = (await answer.json()) as { message?: unknown }
      return typeof message === 'string' ? message : null
    } catch {
      return null
    } finally {
      ends.abort()
    }
  },
}
