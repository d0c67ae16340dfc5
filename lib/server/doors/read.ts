import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { refusalSentence } from '@/lib/api/messages'
import { paths } from '@/lib/api/paths'
import { obstacle, PAGE_NEEDS, ROUTE_DOORS, type RouteName } from '@/lib/auth/doors'
import type { Refusal } from '@/lib/domain/refusal'
import { refusalAt, whoAsks } from '@/lib/server/accounts/who-asks'
import { askedBy } from '@/lib/server/asking'
import { type Holdfast, holdfast } from '@/lib/server/compose'
import { NotFound } from '@/lib/server/reads/groups'
import { note, notePage } from '@/lib/server/requests/request-log'
import { unexpected } from './action'

const NO_STORE = { 'cache-control': 'no-store' }

/** The door of every GET route: JSON, or a sentence with its status. */
export function answerRead(
  name: RouteName,
  request: Request,
  read: (hold: Holdfast) => Promise<unknown>,
): Promise<Response> {
  return answerThrough(name, request, async () =>
    Response.json(await read(await holdfast()), { headers: NO_STORE }),
  )
}

/** The same for what is not JSON, or not a GET. */
export async function answerThrough(
  name: RouteName,
  request: Request,
  answer: () => Promise<Response>,
): Promise<Response> {
  let requestId: string | null = null
  try {
    const who = await whoAsks(request.headers, 'route')
    requestId = who.request.id
    note(requestId, { door: name, asker: who.asker?.id ?? null, token: who.asker?.token?.id ?? null })
    const what = READS.has(request.method) ? 'read' : 'change'
    const refusal = await refusalAt(ROUTE_DOORS[name], who, request.headers, what)
    if (refusal) return refusedRead(refusal)
    return await askedBy(who, answer)
  } catch (error) {
    if (error instanceof NotFound)
      return Response.json({ message: error.message }, { status: 404, headers: NO_STORE })
    return sentence(unexpected(error, name, requestId), 500)
  }
}

/** Next answers HEAD with what GET does. */
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD'])

const STATUS: Readonly<Partial<Record<Refusal['kind'], number>>> = {
  'not-signed-in': 401,
  'not-set-up': 401,
  'wrong-token': 401,
  'token-must-wait': 429,
  'cap-reached': 429,
}

/** What a route answers with a sentence. */
export const refusedRead = (refusal: Refusal): Response => sentence(refusal, STATUS[refusal.kind] ?? 403)

const sentence = (refusal: Refusal, status: number): Response =>
  Response.json(
    { message: refusalSentence(refusal) },
    {
      status,
      headers: 'seconds' in refusal ? { ...NO_STORE, 'retry-after': `${refusal.seconds}` } : NO_STORE,
    },
  )

/** A path of ours as the address bar shows it, without what Next adds to what it asks for in the background. */
function placeOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://holdfast')
  searchParams.delete('_rsc')
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`
}

/**
 * For server components that prefetch: what is not there is left to the browser's own read to say. It is the door of
 * the pages, too: a layout is not asked again when a page below it is, so each page's own reads ask who is there.
 * `door`: the route of the same read, where it needs more than the page does.
 */
export async function readOrNothing<T>(
  read: (hold: Holdfast) => Promise<T>,
  door?: RouteName,
): Promise<T | undefined> {
  const sent = new Headers(await headers())
  // An action may just have given this browser another session, with which its page is rendered again.
  sent.set('cookie', (await cookies()).toString())
  const who = await whoAsks(sent, 'page')
  notePage(who.request.id, who.asker?.id ?? null)
  const refusal = await refusalAt(PAGE_NEEDS, who, sent, 'read')
  if (refusal?.kind === 'not-set-up') redirect(paths.setup())
  // Whoever still brings a session had one: it ran out or was ended.
  const ended = /holdfast\.session_token=./.test(sent.get('cookie') ?? '') ? 'ended' : undefined
  if (refusal) redirect(paths.login(placeOf(who.request.path), undefined, ended))
  // The page says what it cannot show; what it cannot show is not in it.
  if (door && obstacle(ROUTE_DOORS[door], who.asker?.role ?? null)) return undefined
  try {
    return await askedBy(who, async () => read(await holdfast()))
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}
