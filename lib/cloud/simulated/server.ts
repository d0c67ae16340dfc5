import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import { CRASH_REFUSED, callerOf } from './caller'
import type { Reply } from './protocol'
import { isLoopback } from './settings'
import type { World } from './world'

/** An inventory of 50,000 interfaces is about 15 MiB. */
const BODY_LIMIT = 64 * 1024 * 1024
/** Longer than Holdfast's pauses between calls, so that kept connections are not cut under a call. */
const KEEP_ALIVE_MS = 120_000
/** How long an ending server waits for answers under way. */
const CLOSING_MS = 1000

export type Served = { readonly url: string; close(): Promise<void> }

function send(response: ServerResponse, status: number, body: unknown): void {
  // A string, not a buffer: node then sends head and body in one write.
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

/** The clouds' statuses for some refusals; the adapters read the code, people with curl read this. */
const STATUSES: Readonly<Record<string, number>> = {
  InternalError: 500,
  InternalFailure: 500,
  InternalServerError: 500,
  RequestLimitExceeded: 503,
  TooManyRequests: 429,
  ResourceNotFound: 404,
  PreconditionFailed: 412,
}
const statusOf = (code: string): number => STATUSES[code] ?? 400

function sendReply(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (reply.kind === 'answer') send(response, 200, reply)
  else if (reply.kind === 'refused') send(response, statusOf(reply.code), reply)
  // No answer at all: the connection is cut, as a timeout on the way would.
  else request.socket.destroy()
}

/** The whole body, or null when it is longer than the limit. */
function readBody(request: IncomingMessage): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > BODY_LIMIT) resolve(null)
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    request.on('error', reject)
  })
}

/**
 * Why a request is not answered at all; null when it is. There are no accounts here, so a page open in the
 * operator's browser must not be able to call: it can send neither JSON across origins nor, by a name that it
 * points at this machine, our host.
 */
function unwelcome(request: IncomingMessage): string | null {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  if (!isLoopback(host)) return 'Only requests to this machine by its loopback name are answered.'
  const type = request.headers['content-type'] ?? ''
  return request.method === 'POST' && !type.startsWith('application/json')
    ? 'The body must be application/json.'
    : null
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const why = unwelcome(request)
  const refused = (status: number, code: string, message: string) =>
    send(response, status, { kind: 'refused', code, message } satisfies Reply)
  if (why) return refused(403, 'Blocked', why)
  const path = request.url ?? '/'
  if (request.method === 'GET' && path === '/health') return send(response, 200, { ok: true })
  if (request.method !== 'POST' || !path.startsWith('/call/')) {
    return refused(
      404,
      'InvalidAction',
      `${request.method} ${path} is nothing here; POST /call/<operation> is.`,
    )
  }
  const body = await readBody(request)
  if (body === null) {
    response.on('finish', () => request.destroy())
    return refused(413, 'RequestTooLarge', `A body may have ${BODY_LIMIT} bytes.`)
  }
  let input: unknown
  try {
    input = JSON.parse(body)
  } catch {
    return refused(400, 'MalformedQueryString', 'The body is not JSON.')
  }
  const { delayMs, run, crash } = world.receive(path.slice('/call/'.length), input)
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
  if (!crash) return sendReply(request, response, run())
  const caller = callerOf(request)
  if (!caller.ok) return refused(400, CRASH_REFUSED, caller.refusal)
  if (crash === 'after') run()
  process.kill(caller.value, 'SIGKILL')
  request.socket.destroy()
}

/**
 * Serves a world over HTTP. The refusal is one sentence. `onBug` is told of throws, which the caller sees as
 * InternalFailure.
 */
export function serveWorld(
  world: World,
  { host, port, onBug }: { host: string; port: number; onBug: (error: unknown) => void },
): Promise<Result<Served, string>> {
  const server = createServer((request, response) => {
    answer(world, request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return
      onBug(error)
      if (response.headersSent) request.socket.destroy()
      else
        send(response, 500, {
          kind: 'refused',
          code: 'InternalFailure',
          message: 'The simulated cloud failed.',
        })
    })
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), CLOSING_MS).unref()
    })
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(
        refuse(
          error.code === 'EADDRINUSE'
            ? `Port ${port} on ${host} is taken by another program; set SIMULATOR_PORT to a free one.`
            : `The simulated cloud cannot listen on ${host}:${port}: ${error.message}.`,
        ),
      )
    })
    server.listen(port, host.replace(/^\[|\]$/g, ''), () => {
      const bound = server.address() as AddressInfo
      const shown = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address
      resolve(ok({ url: `http://${shown}:${bound.port}`, close }))
    })
  })
}
