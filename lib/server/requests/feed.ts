import type { StreamMessage } from '@/lib/api/views/events'
import type { RouteName } from '@/lib/auth/doors'
import type { Event } from '@/lib/domain/event'
import { onSessionsMoved } from '@/lib/server/accounts/sessions'
import { whoAsks } from '@/lib/server/accounts/who-asks'
import { asking } from '@/lib/server/asking'
import { onStopping } from '@/lib/server/background/lifecycle'
import { holdfast } from '@/lib/server/compose'
import { answerThrough, refusedRead } from '@/lib/server/doors/read'
import { log } from '@/lib/server/monitoring/log'
import { openMeters } from '@/lib/server/monitoring/meters'
import { takeStreamPlace } from './stream-places'

/** Longer silence makes proxies close the connection. */
const HEARTBEAT_MS = 15_000
/** Events that come together are one message: four redraws a second are live enough. */
const GATHER_MS = 250
/** Messages that somebody who does not read them is kept; a browser that is merely slow has read them long before. */
const MOST_UNREAD = 240
/** A browser that was away for longer than this reads everything anew. */
const MOST_MISSED = 1_000

/** Which groups and subnets changed. A reconnecting browser sends Last-Event-ID. */
export function answerStream(name: RouteName, request: Request): Promise<Response> {
  const last = Number(request.headers.get('last-event-id') ?? Number.NaN)
  return answerThrough(name, request, async () => {
    // Next answers HEAD with this, too, reads nothing of it, and tells nobody that it is over.
    if (request.method === 'HEAD') return new Response(null, { headers: STREAM_HEADERS })
    const place = takeStreamPlace(asking())
    if (!place.ok) return refusedRead(place.refusal)
    const session = followSession(request)
    const over = () => {
      session.forget()
      place.value()
    }
    try {
      const ends = AbortSignal.any([request.signal, session.ended])
      const stream = await streamEvents(Number.isSafeInteger(last) ? last : null, ends, over)
      return new Response(stream, { headers: STREAM_HEADERS })
    } catch (error) {
      over()
      throw error
    }
  })
}

/**
 * `ended` aborts when who listens is signed out, revoked or past their session's time: a stream outlives the door it
 * came by. Looked at until it is forgotten.
 */
function followSession(request: Request): { readonly ended: AbortSignal; readonly forget: () => void } {
  const end = new AbortController()
  const look = () =>
    whoAsks(request.headers, 'route').then(
      ({ asker }) => asker === null && end.abort(),
      (error: unknown) => log().error({ detail: error }, 'stream'),
    )
  const forgetMoves = onSessionsMoved(look)
  const timer = setInterval(look, HEARTBEAT_MS)
  const forget = () => {
    forgetMoves()
    clearInterval(timer)
  }
  return { ended: end.signal, forget }
}

const STREAM_HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
}

/**
 * Committed events, and the ends of rests, as server-sent events. A message about events carries the last sequence
 * number as its id, so that a reconnecting browser (Last-Event-ID) learns what it missed. `whenOver` is called once,
 * whatever ends it.
 */
export async function streamEvents(
  lastEventId: number | null,
  signal: AbortSignal,
  whenOver: () => void = () => {},
): Promise<ReadableStream<Uint8Array>> {
  const { store, engine } = await holdfast()
  const encoder = new TextEncoder()
  let waiting: Event[] = []
  const rested = new Set<string>()
  let synced = false
  let gathering: NodeJS.Timeout | null = null
  let end = () => {}
  return new ReadableStream({
    cancel: () => end(),
    async start(controller) {
      let ended = false
      let forgetStopping = () => {}
      openMeters().streams.inc()
      const send = (text: string) => {
        if (signal.aborted || ended) return
        // Whoever reads again asks again, and learns by the last number that they read what they missed.
        if ((controller.desiredSize ?? 0) < -MOST_UNREAD) end()
        else controller.enqueue(encoder.encode(text))
      }
      const flush = () => {
        gathering = null
        if (waiting.length > 0) send(messageOf(waiting))
        if (rested.size > 0) send(restMessageOf(rested))
        if (synced) send(SYNC_MESSAGE)
        waiting = []
        synced = false
        rested.clear()
      }
      const gather = () => {
        gathering ??= setTimeout(flush, GATHER_MS)
      }
      const forget = store.onCommitted((events) => {
        for (const event of events) waiting.push(event)
        gather()
      })
      const forgetRests = engine.restEnds.onEnded((subnetIds) => {
        for (const subnetId of subnetIds) rested.add(subnetId)
        gather()
      })
      const forgetSync = engine.sync.onMoved(() => {
        synced = true
        gather()
      })
      const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS)
      end = () => {
        if (ended) return
        ended = true
        signal.removeEventListener('abort', end)
        whenOver()
        openMeters().streams.dec()
        forget()
        forgetRests()
        forgetSync()
        forgetStopping()
        clearInterval(heartbeat)
        if (gathering) clearTimeout(gathering)
        try {
          controller.close()
        } catch {
          // The browser closed it first.
        }
      }
      // A browser whose stream ends asks again by itself, and says meanwhile that it is reconnecting.
      forgetStopping = onStopping(() => {
        flush()
        end()
      })
      // Whoever went before it began is not heard to go.
      if (signal.aborted) end()
      signal.addEventListener('abort', end)
      if (ended) return
      send('retry: 1000\n\n')
      if (lastEventId === null) return
      try {
        const missed = await store.reads.eventsSince(lastEventId, MOST_MISSED)
        if (missed.length > 0) send(messageOf(missed))
      } catch (error) {
        // The browser asks again.
        log().error({ detail: error }, 'stream')
        end()
      }
    },
  })
}

function messageOf(events: readonly Event[]): string {
  const seq = events.reduce((last, event) => Math.max(last, event.seq), 0)
  const distinct = (values: readonly (string | null)[]) => [
    ...new Set(values.filter((value) => value !== null)),
  ]
  const message: StreamMessage = {
    seq,
    groupIds: distinct(events.map((event) => event.groupId)),
    subnetIds: distinct(events.map((event) => event.subnetId)),
    kinds: [...new Set(events.map((event) => event.kind))],
  }
  return `id: ${seq}\n${dataOf(message)}`
}

/** Without an id: what is missed while the connection is broken is read anew when it is there again. */
const restMessageOf = (subnetIds: ReadonlySet<string>): string =>
  dataOf({ seq: null, groupIds: [], subnetIds: [...subnetIds], kinds: [] })

const dataOf = (message: StreamMessage): string => `data: ${JSON.stringify(message)}\n\n`

/** Nothing is recorded: how far a look at the account is. */
const SYNC_MESSAGE = dataOf({ seq: null, groupIds: [], subnetIds: [], kinds: [], sync: true })
