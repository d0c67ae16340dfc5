import diagnostics from 'node:diagnostics_channel'
import type { Server } from 'node:http'

/**
 * The HTTP server that Next made and keeps to itself. Node tells of every request that begins, with its server: from
 * the first one on we have it.
 */
export type OpenRequests = {
  /**
   * Accepts no more connections and resolves when the last request was answered. Connections that are merely kept open
   * are closed; nothing is cut off.
   */
  close(): Promise<void>
}

const BEGUN = 'http.server.request.start'
/** Between two looks for connections whose last request was answered, in milliseconds. */
const LOOKS_EVERY = 50

export function watchRequests(): OpenRequests {
  const servers = new Set<Server>()
  let closing = false
  const listen = (message: unknown): void => {
    const { server } = message as { readonly server: Server }
    if (servers.has(server)) return
    servers.add(server)
    if (closing) server.close()
  }
  diagnostics.subscribe(BEGUN, listen)
  return {
    async close() {
      closing = true
      await Promise.all([...servers].map(closeServer))
    },
  }
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
