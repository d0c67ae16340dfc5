import { paths } from '@/lib/api/paths'
import type { Door, RouteDoor } from './find-doors'
import { type Recipe, spoil } from './recipes'
import type { Asked } from './route-samples'
import { shown } from './shown'

/** What came of one call: "ok", a refusal's kind, or a status; a problem where it must not have come to that. */
export type Outcome = { readonly what: string; readonly problem: string | null; readonly sent: () => string }

export const HOST = '127.0.0.1:3000'

/** What the doors read of a request: one of our own pages on this machine. */
export const OWN_HEADERS = { host: HOST, origin: `http://${HOST}` }

/** Calls a door with its sample after a recipe. `sender`: what the browser says beside that. */
export function callDoor(
  door: Door,
  sample: readonly unknown[] | Asked,
  recipe: Recipe,
  sender = new Headers(OWN_HEADERS),
): Promise<Outcome> {
  return door.kind === 'action'
    ? callAction(door, spoil(sample as readonly unknown[], recipe))
    : callRoute(door, sample as Asked, recipe, sender)
}

async function callAction({ call }: Extract<Door, { kind: 'action' }>, args: unknown[]): Promise<Outcome> {
  const sent = () => shown(args)
  try {
    const answer = (await call(...args)) as { ok?: unknown; kind?: unknown; message?: unknown }
    if (answer?.ok === true) return { what: 'ok', problem: null, sent }
    const what = String(answer?.kind)
    const said = typeof answer?.message === 'string' && answer.message !== ''
    const bug = what === 'unexpected' || !said
    return { what, problem: bug ? `it answered ${shown(answer)}` : null, sent }
  } catch (error) {
    return { what: 'thrown', problem: `it threw ${error instanceof Error ? error.stack : error}`, sent }
  }
}

/** Texts only: what else is spoilt into them travels as text, too. */
const LONGEST_TEXT = 16_000
const text = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : shown(value, LONGEST_TEXT)

const texts = (value: unknown): [string, string][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .slice(0, 200)
        .map(([key, one]) => [key, text(one)])
    : []

async function callRoute(door: RouteDoor, sample: Asked, recipe: Recipe, sender: Headers): Promise<Outcome> {
  const { params = {}, query = {}, headers = {}, body } = sample
  const [p, q, h, b] = spoil([params, query, headers, ...(body === undefined ? [] : [body])], recipe)
  const asked = { params: Object.fromEntries(texts(p)), query: texts(q), headers: texts(h) }
  const sent = () => shown([asked, b])
  const over = new AbortController()
  try {
    const request = requestOf(door, asked, b, over.signal, sender)
    const filled = Object.fromEntries(door.params.map((name) => [name, asked.params[name] ?? '']))
    const answer = await door.call(request, { params: Promise.resolve(filled) })
    // A stream has no end.
    if (answer.headers.get('content-type')?.includes('event-stream')) await answer.body?.cancel()
    else await answer.text()
    over.abort()
    const problem = answer.status >= 500 ? `it answered ${answer.status}` : null
    // Who is sent there has not come in.
    const toLogin = answer.headers.get('location')?.startsWith(paths.login())
    return { what: `${answer.status}${toLogin ? ' login' : ''}`, problem, sent }
  } catch (error) {
    return { what: 'thrown', problem: `it threw ${error instanceof Error ? error.stack : error}`, sent }
  } finally {
    over.abort()
  }
}

function requestOf(
  { method, path }: RouteDoor,
  asked: { query: [string, string][]; headers: [string, string][] },
  body: unknown,
  signal: AbortSignal,
  sender: Headers,
): Request {
  const url = new URL(`http://${HOST}${path.replace(/[[\].]/g, '')}`)
  // Not by `url.searchParams`, which writes the whole URL anew for each.
  url.search = new URLSearchParams(asked.query).toString()
  const headers = new Headers(sender)
  for (const [name, value] of asked.headers) {
    try {
      headers.set(name, value)
    } catch {
      // Node refuses to send it, as it refuses to receive it.
    }
  }
  const bytes = body instanceof Uint8Array || body instanceof Blob ? body : text(body ?? '')
  return new Request(url, {
    method,
    headers,
    signal,
    ...(method === 'GET' ? {} : { body: bytes as BodyInit }),
  })
}
