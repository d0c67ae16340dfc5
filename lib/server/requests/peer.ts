import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { newId } from '@/lib/server/compose'
import { isLoopback } from '@/lib/server/settings.mjs'
import { isLocalHost } from './own-origin'
import { idFrom } from './request-log'

/*
 * Neither a page nor an action is told by Next who is at the other end of the connection, and the headers that seem
 * to say it can be sent by anybody. So each request is marked when it arrives, before anything reads it:
 *
 *   socket ─▶ http.server.request.start ─▶ x-holdfast-request: MARK id address path ─▶ Next ─▶ door
 *
 * What came in under that name is overwritten, and MARK is a secret of this process, so that a request that arrived
 * before the watch began is not believed either.
 */
export const REQUEST_HEADER = 'x-holdfast-request'

const KEY = Symbol.for('holdfast.peer')
type Shared = { [KEY]?: string }

/**
 * From now on every request of this process is marked. Called twice it watches once. The id of a request is hashed into
 * the ledger, so only a proxy of ours gives it: whoever could choose it could give their change somebody else's.
 */
export function watchPeers(trusted: () => readonly string[]): void {
  const shared = globalThis as Shared
  if (shared[KEY]) return
  const mark = newId(32)
  shared[KEY] = mark
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const address = plainAddress(request.socket.remoteAddress ?? 'unknown')
    const given = trusted().includes(address) ? idFrom(request.headers['x-request-id']) : null
    request.headers[REQUEST_HEADER] = `${mark} ${given ?? newId(16)} ${address} ${request.url ?? '/'}`
  })
}

/** What the mark of a request says; null where it has none of ours. */
export function readMark(header: string | null): { id: string; address: string; path: string } | null {
  const [mark, id, address, path] = header?.split(' ') ?? []
  if (!mark || mark !== (globalThis as Shared)[KEY]) return null
  return { id: id ?? '', address: address ?? '', path: path ?? '/' }
}

/**
 * Who is at the other end when a proxy stands between: of the addresses that the proxies wrote down, each the one that
 * it saw, the last that is not itself a proxy of ours. What stands before it may have been made up by the client, so
 * where that one is none that can be read, the proxy is all that is known.
 *
 *   X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.0.0.2      socket: 10.0.0.1      trusted: 10.0.0.1, 10.0.0.2
 *                    made up  ▲ answered
 */
export function originBehind(peer: string, forwarded: string | null, trusted: readonly string[]): string {
  if (!trusted.includes(peer)) return peer
  const chain = (forwarded ?? '').split(',').map((one) => plainAddress(withoutPort(one.trim())))
  const last = chain.findLast((one) => !trusted.includes(one)) ?? peer
  return isIP(last) === 0 ? peer : last
}

/** Some proxies write the port, too: "203.0.113.9:5555", "[2001:db8::1]:5555". */
const withoutPort = (written: string): string =>
  written.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')

/**
 * Whether this machine itself asks. A proxy that runs here connects from here and may call us by a name of ours,
 * whoever it asks for; but it writes down for whom. Next fills in what nobody wrote.
 */
export function isFromHere(headers: Headers): boolean {
  const peer = readMark(headers.get(REQUEST_HEADER))?.address ?? ''
  const written = (name: string) => (headers.get(name) ?? '').split(',').map((one) => one.trim())
  const ends = [peer, ...written('x-forwarded-for')].map((one) => plainAddress(withoutPort(one)))
  return (
    ends.every((end) => end === '' || isLoopback(end)) &&
    written('x-forwarded-host').every((host) => host === '' || isLocalHost(host)) &&
    !headers.has('forwarded')
  )
}

/** An IPv4 address as it is written, also where the socket is one of both families. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')
