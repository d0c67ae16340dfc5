import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { REQUEST_HEADER, readMark } from './peer'
import { closeNote, type EndedRequest, openNote, sentIdOf } from './request-log'

/**
 * The requests that are being answered, and the HTTP server that Next made and keeps to itself. Node tells of every
 * request that begins, with its server and its response: from the first one on we have them.
 */
export type OpenRequests = {
  /**
   * Accepts no more connections and resolves when the last request was answered. Connections that are merely kept open
   * are closed; nothing is cut off.
   */
  close(): Promise<void>
}

type Begun = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly server: Server }

/** Between two looks for connections whose last request was answered, in milliseconds. */
const LOOKS_EVERY = 50

/** From now on; after `watchPeers`, which gives each request its id. */
export function watchRequests(options: {
  /** Milliseconds, of a clock that does not jump. */
  readonly clock: () => number
  readonly ended: (request: EndedRequest) => void
}): OpenRequests {
  const servers = new Set<Server>()
  let closing = false
  subscribe('http.server.request.start', (message) => {
    const { request, response, server } = message as Begun
    follow(request, response, options)
    if (servers.has(server)) return
    servers.add(server)
    if (closing) server.close()
  })
  return {
    async close() {
      closing = true
      await Promise.all([...servers].map(closeServer))
    },
  }
}

function follow(
  request: IncomingMessage,
  response: ServerResponse,
  { clock, ended }: Parameters<typeof watchRequests>[0],
): void {
  const mark = readMark(String(request.headers[REQUEST_HEADER]))
  if (!mark) return
  const { id } = mark
  const sentId = sentIdOf(request.headers['x-request-id'], id)
  const note = openNote(id)
  const began = clock()
  response.setHeader('x-request-id', id)
  response.once('close', () => {
    closeNote(id)
    const cutOff = !response.writableFinished
    ended({ ...note, id, sentId, status: response.statusCode, tookMs: clock() - began, cutOff })
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((closed) => {
    const looking = setInterval(() => server.closeIdleConnections(), LOOKS_EVERY)
    // Where it is closed already, that is what it says.
    server.close(() => {
      clearInterval(looking)
      closed()
    })
  })
}
