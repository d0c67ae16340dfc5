import { createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { isRole, type Role } from '@/lib/auth/roles'
import { nowIso, nowMs } from '@/lib/server/compose'
import { log } from '@/lib/server/monitoring/log'
import { accountBook } from './accounts'

/** Who is signed in, by a session. */
export type SessionPerson = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly sessionId: string
  /** ISO 8601. */
  readonly expiresAt: string
}

/**
 * A page asks a dozen times within a second who it is for. What was found is believed for a moment; whatever ends a
 * session or changes a role says so here (`sessionsMoved`), and then nothing is believed any more. There is one
 * process, so nobody else can end one.
 */
const BELIEVED_MS = 3_000
const MOST_BELIEVED = 2_000

type Believed = { readonly until: number; readonly person: Promise<SessionPerson | null> }
type Used = { at: string; written: number }
type Memory = {
  readonly sessions: Map<string, Believed>
  readonly moves: EventEmitter
  /** By the id of a session. */
  readonly used: Map<string, Used>
}
const KEY = Symbol.for('holdfast.sessions')

function memory(): Memory {
  const shared = globalThis as { [KEY]?: Memory }
  // Every open live stream listens.
  shared[KEY] ??= {
    sessions: new Map(),
    moves: new EventEmitter().setMaxListeners(0),
    used: new Map(),
  }
  return shared[KEY]
}

/**
 * The session of a request's cookie; null where there is none, or none that counts. What is believed is believed of
 * the whole header: a neighbour of our host can give a browser a second cookie of such a name, and of two the library
 * alone says which one is the session.
 */
export async function personOf(headers: Headers): Promise<SessionPerson | null> {
  const cookie = headers.get('cookie') ?? ''
  if (!/(?:^|;\s*)(?:__Secure-)?holdfast\.session_token=[^;]/.test(cookie)) return null
  const key = createHash('sha256').update(cookie).digest('base64')
  const { sessions } = memory()
  const now = nowMs()
  const believed = sessions.get(key)
  if (believed && believed.until > now) return believed.person
  if (sessions.size >= MOST_BELIEVED) sessions.clear()
  const person = findPerson(cookie)
  sessions.set(key, { until: now + BELIEVED_MS, person })
  person.catch(() => sessions.delete(key))
  return person
}

async function findPerson(cookie: string): Promise<SessionPerson | null> {
  const { auth } = await accountBook()
  const found = await auth.api.getSession({ headers: new Headers({ cookie }) })
  if (!found || !isRole(found.user.role)) return null
  const { id, name, email, role } = found.user
  noteUse(found.session.id)
  return {
    id,
    name,
    email,
    role,
    sessionId: found.session.id,
    expiresAt: found.session.expiresAt.toISOString(),
  }
}

/** When a session was used last is known to the second here, and on disk to five minutes: reading rarely writes. */
const WRITTEN_EVERY_MS = 5 * 60_000

function noteUse(sessionId: string): void {
  const { used } = memory()
  const [now, at] = [nowMs(), nowIso()]
  const before = used.get(sessionId)
  if (before && now - before.written < WRITTEN_EVERY_MS) {
    before.at = at
    return
  }
  if (used.size >= MOST_BELIEVED) used.clear()
  used.set(sessionId, { at, written: now })
  accountBook()
    .then(({ rows }) => rows.noteUse(sessionId, at))
    .catch((error: unknown) => log().error({ detail: error }, 'noting the use of a session'))
}

/** `stored`: what the database says. */
export const lastUse = (sessionId: string, stored: string): string =>
  memory().used.get(sessionId)?.at ?? stored

/** A session ended, or somebody's role changed: to be called before that is answered. */
export function sessionsMoved(): void {
  const { sessions, moves } = memory()
  sessions.clear()
  moves.emit('moved')
}

/** Answers how to stop listening. */
export function onSessionsMoved(listener: () => void): () => void {
  const { moves } = memory()
  moves.on('moved', listener)
  return () => void moves.off('moved', listener)
}
