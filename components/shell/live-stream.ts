import { apiPaths } from '@/lib/api/paths'

/** What a tab hears of the event stream, whether it holds the stream itself or another tab does. */
export type StreamNews =
  | { readonly kind: 'opened' }
  /** `refused`: the server answered with an error, else it does not answer. It is tried again either way. */
  | { readonly kind: 'lost'; readonly refused: boolean }
  | { readonly kind: 'message'; readonly data: string }

export type Hear = (news: StreamNews) => void

const RETRY_FIRST_MS = 1_000
const RETRY_MOST_MS = 15_000

/**
 * Opens the event stream and keeps it open; returns what closes it. The browser reconnects by itself, with
 * Last-Event-ID, while the connection merely breaks; when the server answers with an error it gives up, and then we
 * try again with growing pauses.
 */
export function openStream(hear: Hear): () => void {
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | null = null
  let pause = RETRY_FIRST_MS

  const connect = () => {
    retry = null
    const opening = new EventSource(apiPaths.stream())
    source = opening
    opening.onopen = () => {
      pause = RETRY_FIRST_MS
      hear({ kind: 'opened' })
    }
    opening.onmessage = (event: MessageEvent<string>) => hear({ kind: 'message', data: event.data })
    opening.onerror = () => {
      const refused = opening.readyState === EventSource.CLOSED
      hear({ kind: 'lost', refused })
      if (!refused || retry !== null) return
      retry = setTimeout(connect, pause)
      pause = Math.min(pause * 2, RETRY_MOST_MS)
    }
  }

  connect()
  return () => {
    if (retry !== null) clearTimeout(retry)
    source?.close()
  }
}
