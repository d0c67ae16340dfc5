import { type Hear, openStream, type StreamNews } from './live-stream'

/** What tabs say to each other. `told` answers `asked`: how the stream stands, for a tab that has just come. */
export type Said =
  | { readonly kind: 'asked' }
  | { readonly kind: 'told'; readonly news: StreamNews }
  | { readonly kind: 'news'; readonly news: StreamNews }

/** What sharing needs of the browser. */
export type SharePort = {
  /** Calls `hold` when it is this tab's turn; the turn lasts until its promise settles. The signal ends the waiting. */
  readonly inTurn: (signal: AbortSignal, hold: () => Promise<void>) => void
  readonly listen: (hear: (said: Said) => void) => { say: (said: Said) => void; close: () => void }
  readonly open: (hear: Hear) => () => void
}

/**
 * The tabs of one browser share one event stream: a browser opens six connections to an HTTP/1.1 server, and with one
 * stream each the seventh tab would never load.
 *
 *   tab 1  holds the lock ── stream ──▶ hears, and says it on ──┬──▶ tab 2  waits for the lock
 *                                                               └──▶ tab 3  waits for the lock
 *
 * The browser hands the lock on when its tab leaves, is closed or crashes. The next one opens a stream of its own, and
 * what happened in between is not told by it: as after every opening, the tabs find out what they missed.
 */
export function shareStream(port: SharePort, hear: Hear): () => void {
  const leaving = new AbortController()
  let holding = false
  let standing: StreamNews | null = null

  const take = (news: StreamNews) => {
    if (news.kind !== 'message') standing = news
    hear(news)
  }

  const channel = port.listen((said) => {
    if (said.kind === 'news') take(said.news)
    else if (said.kind === 'told') standing === null && take(said.news)
    else if (holding && standing !== null) channel.say({ kind: 'told', news: standing })
  })

  const hold = () =>
    new Promise<void>((endTurn) => {
      if (leaving.signal.aborted) return endTurn()
      holding = true
      standing = null
      const close = port.open((news) => {
        take(news)
        channel.say({ kind: 'news', news })
      })
      leaving.signal.addEventListener('abort', () => {
        close()
        endTurn()
      })
    })

  channel.say({ kind: 'asked' })
  port.inTurn(leaving.signal, hold)
  return () => {
    leaving.abort()
    channel.close()
  }
}

const NAME = 'holdfast-stream'

export const BROWSER: SharePort = {
  inTurn(signal, hold) {
    // Rejects only when the wait is ended by the signal, and then there is nothing left to do.
    navigator.locks.request(NAME, { signal }, hold).catch(() => {})
  },
  listen(hear) {
    const channel = new BroadcastChannel(NAME)
    channel.onmessage = (event: MessageEvent<Said>) => hear(event.data)
    return { say: (said) => channel.postMessage(said), close: () => channel.close() }
  },
  open: openStream,
}
