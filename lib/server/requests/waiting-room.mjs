// @ts-check
/*
 * Next listens before it runs our instrumentation: for about a second requests come that nothing of ours has seen.
 * Node is told to load this first (`node --import`), so that they wait until whoever judges requests is there.
 *
 *   socket ─▶ kept here ─▶ letIn() ─▶ told anew as a request that begins ─▶ Next
 *
 * Told anew: whoever subscribed meanwhile gives them their id, their line in the log, and turns away what must be.
 */
import { channel } from 'node:diagnostics_channel'

/**
 * @typedef {import('node:http').Server} Server
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {(request: Request, response: Response) => void} Listener
 * @typedef {{ readonly request: Request, readonly response: Response, readonly server: Server }} Begun
 */

/** `letIn` calls what stands here; Next loads that with the rest of the server, and this is loaded before it. */
const DOOR = Symbol.for('holdfast.waiting-room')

const begins = channel('http.server.request.start')
/** @type {Map<Server, Listener[]>} whose requests wait, and who would have had them */
const servers = new Map()
/** @type {Begun[]} */
const waiting = []

/** @param {unknown} message */
function keep(message) {
  const begun = /** @type {Begun} */ (message)
  const { server } = begun
  if (!servers.has(server)) {
    servers.set(server, /** @type {Listener[]} */ (server.listeners('request')))
    server.removeAllListeners('request')
    // Without one, Node would answer by itself.
    server.on('request', () => {})
  }
  waiting.push(begun)
}

function letIn() {
  begins.unsubscribe(keep)
  for (const [server, listeners] of servers) {
    server.removeAllListeners('request')
    for (const listener of listeners) server.on('request', listener)
  }
  for (const begun of waiting.splice(0)) {
    // Who went away meanwhile would never end, because that has been told.
    if (begun.request.socket.destroyed) continue
    begins.publish(begun)
    begun.server.emit('request', begun.request, begun.response)
  }
}

begins.subscribe(keep)
Object.assign(globalThis, { [DOOR]: letIn })
