import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { ROOT } from '../programs'

/*
 * Requests as somebody sends them who does not use our pages: the path goes out as it is written, and nothing is added
 * to the headers.
 */

export type Sent = {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** From which of this machine's loopback addresses it is sent. */
  readonly from?: string
}

export type Answer = {
  readonly status: number
  readonly location: string | null
  readonly cookies: readonly string[]
  readonly body: string
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 })

/** The answer to a navigation: Next sends it on once, to the address that its cache would know it by. */
export async function askPage(url: string, path: string, sent: Sent = {}): Promise<Answer> {
  const answer = await ask(url, path, sent)
  return answer.location?.includes('_rsc') ? ask(url, answer.location, sent) : answer
}

/** A stream that would never end is answered with what its head says. */
export async function ask(url: string, path: string, sent: Sent = {}): Promise<Answer> {
  try {
    return await askOnce(url, path, sent)
  } catch (error) {
    // The server closes a connection that was quiet for a while, perhaps just when the next request is sent on it.
    if (error instanceof ClosedBefore) return askOnce(url, path, sent)
    throw error
  }
}

class ClosedBefore extends Error {}

function askOnce(url: string, path: string, { method = 'GET', headers = {}, body, from }: Sent) {
  const { hostname, port } = new URL(url)
  return new Promise<Answer>((done, fail) => {
    const length = method === 'GET' || method === 'HEAD' ? {} : { 'content-length': `${body?.length ?? 0}` }
    const options = {
      hostname,
      port,
      path,
      method,
      agent,
      localAddress: from,
      headers: { ...length, ...headers },
    }
    const asking = request(options, (answer) => {
      const head = {
        status: answer.statusCode ?? 0,
        location: answer.headers.location ?? null,
        cookies: answer.headers['set-cookie'] ?? [],
      }
      if (answer.headers['content-type'] === 'text/event-stream') {
        answer.destroy()
        return done({ ...head, body: '' })
      }
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.on('end', () => done({ ...head, body: Buffer.concat(pieces).toString() }))
      answer.on('error', fail)
    })
    asking.on('error', (error) => fail(asking.reusedSocket ? new ClosedBefore(error.message) : error))
    asking.end(body)
  })
}

/** Something in the build that a browser can call, and a page that knows it: others turn it away. */
export type BuiltAction = { readonly name: string; readonly id: string; readonly page: string }

let built: readonly BuiltAction[] | null = null

export const builtActions = (): readonly BuiltAction[] => {
  built ??= readActions()
  return built
}

function readActions(): readonly BuiltAction[] {
  const manifest = readBuilt('server-reference-manifest.json') as {
    node: Readonly<Record<string, { readonly exportedName: string; readonly workers: object }>>
  }
  return Object.entries(manifest.node).map(([id, { exportedName, workers }]) => {
    const pages = Object.keys(workers).map(pathOfWorker).sort()
    const page = pages.find((path) => !path.includes('[')) ?? pages[0]?.replace(/\[\w+\]/g, 'nobody')
    return { name: exportedName, id, page: page ?? '/' }
  })
}

/** "app/(console)/groups/page" ─▶ "/groups" */
const pathOfWorker = (worker: string): string => worker.replace(/^app|\/page$|\/\([^)]*\)/g, '') || '/'

/** Every page and route of the build: "/api/groups/[groupId]/route". */
export const builtPaths = (): string[] => Object.keys(readBuilt('app-paths-manifest.json') as object)

const readBuilt = (file: string): unknown =>
  JSON.parse(readFileSync(join(ROOT, '.next', 'server', file), 'utf8'))

/** `status`: what stands there when nothing that is an action's answer came. */
export type Outcome = { readonly outcome: string; readonly answer: Answer; readonly value: unknown }

type Called = Pick<Sent, 'headers' | 'from'> & { readonly page?: string; readonly args?: unknown[] }

/** How an action ended: "ok", the kind of its refusal, or the status where it was not even called. */
export async function callAction(url: string, name: string, called: Called): Promise<Outcome> {
  const action = builtActions().find((one) => one.name === name)
  if (!action) throw new Error(`The build has no server action ${name}.`)
  const { page = action.page, args = [], headers = {}, from } = called
  const answer = await ask(url, page, {
    method: 'POST',
    from,
    headers: {
      ...{ 'next-action': action.id, 'content-type': 'text/plain;charset=UTF-8', accept: 'text/x-component' },
      ...headers,
    },
    body: JSON.stringify(args),
  })
  const row = answer.body.split('\n').find((line) => line.startsWith('1:{'))
  const result = row ? (JSON.parse(row.slice(2)) as Result) : null
  return {
    outcome: result === null ? `${answer.status}` : result.ok ? 'ok' : (result.kind ?? 'refused'),
    answer,
    value: result?.value,
  }
}

type Result = { readonly ok: boolean; readonly kind?: string; readonly value?: unknown }
