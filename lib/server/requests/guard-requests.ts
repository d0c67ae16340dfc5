import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { LONGEST_IMPORT, LONGEST_REQUEST, tooLongSentence } from '@/lib/api/limits'
import { apiPaths } from '@/lib/api/paths'
import { alwaysHeaders } from '@/lib/server/security-headers.mjs'
import { isPartsHad, PARTS_HAD } from './parts-had'
import { REQUEST_HEADER, readMark } from './peer'
import { isAtDoor } from './request-log'

/*
 * What stands before Next. It keeps the server that it makes to itself, but Node tells of every request that begins,
 * and with the first one of its server; from then on requests come here before they go there.
 *
 *   socket ─▶ too long, or of unknown length? ─▶ 413, 411, with a sentence; not one byte of it is read into memory
 *               └─ no ─▶ Next ─▶ fails before any door ─▶ at a body that cannot be taken apart; it says 500, we say 400
 *
 * A body says its length beforehand, and Node holds it to that: nothing needs to be counted. Browsers do.
 */
export function guardRequests(): void {
  const guarded = new WeakSet<Server>()
  subscribe('http.server.request.start', (message) => {
    const { server } = message as { readonly server: Server }
    if (guarded.has(server)) return
    guarded.add(server)
    const listeners = server.listeners('request')
    server.removeAllListeners('request')
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const obstacle = obstacleOf(request)
      if (obstacle) return turnAway(request, response, obstacle)
      if (isChange(request)) blameTheBody(request, response)
      for (const listener of listeners) listener.call(server, request, response)
    })
  })
}

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'>
type Obstacle = { readonly status: 400 | 405 | 411 | 413; readonly sentence: string }

/** What a request may be; Next fails at others before it looks for a route. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Why a request is not let in, judged by what it says of itself. */
export function obstacleOf({ method, url, headers }: Asked): Obstacle | null {
  if (!METHODS.has(method ?? '')) return { status: 405, sentence: 'Nothing here answers this method.' }
  // Next fails at "*", and where a whole address is asked for, which is how proxies are asked, it sends people there.
  if (!url?.startsWith('/')) return { status: 400, sentence: 'Ask for a path; this is no proxy.' }
  if (!isPartsHad(headers[PARTS_HAD]))
    return { status: 400, sentence: 'Which parts of the page are there already cannot be read.' }
  if (headers['transfer-encoding'] !== undefined)
    return { status: 411, sentence: 'Say beforehand how long this is, in a Content-Length.' }
  const length = Number(headers['content-length'] ?? 0)
  const most = url?.split('?')[0] === apiPaths.imports() ? LONGEST_IMPORT : LONGEST_REQUEST
  if (length > most) return { status: 413, sentence: tooLongSentence(length, most) }
  // Next says 200 where it fails at that.
  if (length === 0 && headers['next-action'] !== undefined)
    return { status: 400, sentence: 'What is to be done has to be said in the body.' }
  return null
}

/** Programs ask under /api and read JSON; for an action Next shows what is plain text. */
function turnAway({ url }: Asked, response: ServerResponse, { status, sentence }: Obstacle): void {
  const json = url?.startsWith('/api/')
  for (const { key, value } of alwaysHeaders) response.setHeader(key, value)
  response.setHeader('Cache-Control', 'no-store')
  response.setHeader('Content-Type', json ? 'application/json' : 'text/plain; charset=utf-8')
  response.statusCode = status
  response.end(json ? JSON.stringify({ message: sentence }) : sentence)
}

const isChange = ({ method, url }: Asked): boolean =>
  method !== 'GET' && method !== 'HEAD' && !url?.startsWith('/api/')

/**
 * Whatever reaches us stands at a door: an action (`through`), a page's reads. Where Next answers with 500 before
 * that, it failed at a body that is none, or at the name of no action of ours; afterwards the failure is ours.
 */
function blameTheBody(request: IncomingMessage, response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    ...rest: unknown[]
  ) => ServerResponse
  response.writeHead = ((status: number, ...rest: unknown[]) =>
    writeHead(status === 500 && !reachedUs(request) ? 400 : status, ...rest)) as ServerResponse['writeHead']
}

const reachedUs = ({ headers }: IncomingMessage): boolean =>
  isAtDoor(readMark(String(headers[REQUEST_HEADER]))?.id ?? '')
