import { Agent, request } from 'node:http'
import { pid } from 'node:process'
import type { CloudAnswer } from '@/lib/allocation/ports/cloud'
import { ok, refuse } from '@/lib/domain/result'
import { CALLER_HEADER, CRASH_REFUSED } from './caller'
import { cloudErrorOf } from './cloud-errors'
import type { Input, Operation, Outputs, Reply, Transport } from './protocol'
import type { World } from './world'

/** More sockets than this only queue in the one process on the other side. */
const MAXIMUM_SOCKETS = 32
const DEFAULT_TIMEOUT_MS = 10_000
/** Errors that say that no connection came to be, so nothing was sent. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

export type Endpoint = {
  /** Where the process listens, e.g. http://127.0.0.1:3001. */
  readonly url: string
  /** Milliseconds from the call to its whole answer; then it counts as lost. Default 10 s. */
  readonly timeoutMs?: number
}

function readReply(text: string): Reply {
  try {
    const reply = JSON.parse(text) as Reply
    if (reply.kind === 'answer' || reply.kind === 'refused') return reply
  } catch {
    // Below: an answer that cannot be read leaves the outcome as open as none at all.
  }
  return { kind: 'lost', message: 'The answer could not be read.' }
}

/** Calls over HTTP on few kept connections. */
export function httpTransport({ url, timeoutMs = DEFAULT_TIMEOUT_MS }: Endpoint): Transport {
  const agent = new Agent({ keepAlive: true, maxSockets: MAXIMUM_SOCKETS })
  const base = new URL(url)
  return (operation, input) =>
    new Promise((resolve) => {
      const body = JSON.stringify(input)
      const call = request(
        {
          agent,
          hostname: base.hostname.replace(/^\[|\]$/g, ''),
          port: base.port || 80,
          method: 'POST',
          path: `/call/${operation}`,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            [CALLER_HEADER]: pid,
          },
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () => settle(readReply(Buffer.concat(chunks).toString('utf8'))))
          response.on('error', (error) => settle({ kind: 'lost', message: error.message }))
        },
      )
      const timer = setTimeout(() => {
        settle({ kind: 'lost', message: `No answer to ${operation} within ${timeoutMs} ms.` })
        call.destroy()
      }, timeoutMs)
      const settle = (reply: Reply): void => {
        clearTimeout(timer)
        resolve(reply)
      }
      call.on('error', (error: NodeJS.ErrnoException) => {
        const message = `${operation}: ${error.message || error.code || 'connection failed'}`
        settle({ kind: NEVER_CONNECTED.has(error.code ?? '') ? 'unreachable' : 'lost', message })
      })
      call.end(body)
    })
}

const SAME_PROCESS =
  'A crash kills a caller in another process. This one holds the simulated cloud itself; nothing was killed or done.'

export const byTimer = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Calls into a world of this process. `wait` makes the delays; the default is real time. */
export const localTransport =
  (world: World, wait: (milliseconds: number) => Promise<void> = byTimer): Transport =>
  async (operation, input) => {
    const { delayMs, run, crash } = world.receive(operation, input)
    if (delayMs > 0) await wait(delayMs)
    // Caller and world are one process here: killing it would kill the world, too.
    return crash ? { kind: 'refused', code: CRASH_REFUSED, message: SAME_PROCESS } : run()
  }

/** One call, typed by its operation, with what went wrong as a CloudError. */
export async function callCloud<O extends Operation>(
  transport: Transport,
  operation: O,
  input: Input<O>,
): CloudAnswer<Outputs[O]> {
  const reply = await transport(operation, input)
  return reply.kind === 'answer' ? ok(reply.value as Outputs[O]) : refuse(cloudErrorOf(operation, reply))
}
