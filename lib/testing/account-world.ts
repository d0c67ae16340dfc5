import type { Commit } from '@/lib/allocation/ports/commit'
import { takeTurns } from '@/lib/allocation/turns'
import type { Role } from '@/lib/auth/roles'
import type { Event, NewEvent } from '@/lib/domain/event'
import { accountBook } from '@/lib/server/accounts/accounts'
import { tellTogether } from '@/lib/server/accounts/refused-sign-ins'
import { askedBy, askingNow } from '@/lib/server/asking'
import { openDatabase } from '@/lib/storage/client'
import { openStore } from '@/lib/storage/store'
import { templateDatabase } from './database'

/** Who is there; each has the password "NAME walks along the sea". */
export type Somebody = { readonly id: string; readonly role: Role }

const HOLDFAST = Symbol.for('holdfast')

export const passwordFor = (id: string): string => `${id} walks along the sea`

/** Settings of a Holdfast that people enter by a provider, which gives two groups of its own a role. */
export const WITH_PROVIDER = {
  ...{ HOLDFAST_OPEN: '0', HOLDFAST_OIDC_ISSUER: 'https://login.example.org', HOLDFAST_OIDC_NAME: 'Example' },
  ...{ HOLDFAST_OIDC_CLIENT_ID: 'holdfast', HOLDFAST_OIDC_CLIENT_SECRET: 'only the two of us know it' },
  ...{ HOLDFAST_OIDC_ROLE_CLAIM: 'groups', HOLDFAST_OIDC_VIEWER: 'staff', HOLDFAST_OIDC_OPERATOR: 'on-call' },
} as const

/**
 * Accounts on a database of their own, with its store, and doors that can be asked in somebody's name. There is no
 * engine. `env`: what DATABASE_URL must say before it is called.
 */
export async function openAccountWorld(env: (url: string) => void) {
  const url = `file:${await templateDatabase()}`
  env(url)
  const events: (NewEvent & Pick<Event, 'byRequest'>)[] = []
  const now = () => new Date().toISOString()
  /** Of the file as it is open now: a test may close it, and put another in its place. */
  const commit = async (wanted: Commit) => {
    const { request } = askingNow()
    const store = await openStore({ databaseUrl: url, now, asking: askingNow })
    const stored = await store.commit(wanted)
    if (stored.ok) events.push(...wanted.events.map((event) => ({ ...event, byRequest: request })))
    return stored
  }
  let made = 0
  const surroundings = { now, id: (digits: number) => String(++made).padStart(digits, '0') }
  const allocation = { store: { commit }, surroundings, turns: takeTurns() }
  ;(globalThis as { [HOLDFAST]?: unknown })[HOLDFAST] = Promise.resolve({ engine: { allocation } })
  const { client } = openDatabase(url)
  const asRequest = { id: 'request-1', origin: '203.0.113.9', path: '/' }
  return {
    url,
    client,
    events: events as readonly Pick<Event, 'kind' | 'why' | 'after' | 'byRequest'>[],
    /** What was told since the last time this was asked. */
    told: () => events.splice(0).map(({ kind, why }) => `${kind}: ${why}`),
    async add({ id, role }: Somebody, passwordHash = 'no hash of anything'): Promise<void> {
      const { rows } = await accountBook()
      await rows.addPerson({ id, name: nameOf(id), email: `${id}@example.org`, role }, passwordHash)
    },
    /** A session of theirs, as the library writes it. */
    async signIn(personId: string, sessionId: string): Promise<void> {
      const at = new Date()
      const expiresAt = new Date(at.getTime() + 3_600_000)
      await client.session.create({
        data: {
          ...{ id: sessionId, userId: personId, token: `secret of ${sessionId}`, expiresAt },
          ...{ createdAt: at, updatedAt: at, ipAddress: '198.51.100.7', userAgent: 'Firefox/140 Linux' },
        },
      })
    },
    /** Does what a door would do, asked by them. */
    as: <T>({ id, role }: Somebody, body: () => Promise<T>): Promise<T> =>
      askedBy(
        {
          request: asRequest,
          asker: {
            ...{ kind: 'person', id, name: nameOf(id), email: `${id}@example.org`, role },
            ...{ origin: asRequest.origin, requestId: asRequest.id },
          },
        },
        body,
      ),
    /** Asked by somebody who is not signed in. */
    asNobody: <T>(body: () => Promise<T>, origin = asRequest.origin): Promise<T> =>
      askedBy({ request: { ...asRequest, origin }, asker: null }, body),
    async close() {
      // What was refused is told a little later.
      await tellTogether(true)
      await openDatabase(url).close()
    },
  }
}

export type AccountWorld = Awaited<ReturnType<typeof openAccountWorld>>

const nameOf = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1)}`
