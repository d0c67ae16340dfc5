import type { AccountView, PeopleView, PersonAccessView, SessionView } from '@/lib/api/views/people'
import { isAtLeast, isRole } from '@/lib/auth/roles'
import { findSealed } from '@/lib/auth/sealed-factor'
import { recoveryCodesLeft } from '@/lib/auth/second-factor'
import { standingOf } from '@/lib/server/accounts/access-links'
import { type AccountBook, accountBook } from '@/lib/server/accounts/accounts'
import { deviceOf } from '@/lib/server/accounts/device-of'
import { MOST_SESSIONS } from '@/lib/server/accounts/most-sessions'
import { own } from '@/lib/server/accounts/own-account'
import { lastUse } from '@/lib/server/accounts/sessions'
import { passwordsOff } from '@/lib/server/accounts/sign-on'
import { type Asker, asking } from '@/lib/server/asking'
import { nowIso } from '@/lib/server/compose'
import { env } from '@/lib/server/env'
import type { SessionRow } from '@/lib/storage/people-rows'
import { NotFound } from './groups'
import { MOST_LISTED, presentToken } from './tokens'

/** Invitations that came to their end; of the open ones and the people, `CAPS.people` are all. */
export const MOST_ENDED = 500

/** Null where nobody has an account: in the open mode, and for a program with a token. */
export async function readAccount(): Promise<AccountView | null> {
  const me = await own()
  if (!me) return null
  const { rows } = me.book
  const person = await rows.person(me.id)
  if (!person || !isRole(person.role)) throw new NotFound('This account is not here any more.')
  return {
    ...{ name: person.name, email: person.email, role: person.role },
    hasPassword: (await rows.passwordHash(me.id)) !== null,
    passwordsOff: passwordsOff()?.provider ?? null,
    secondFactor: {
      on: person.secondFactor,
      recoveryCodesLeft: person.secondFactor ? await codesLeft(me.book, me.id) : 0,
    },
    sessions: presentSessions(await rows.sessionsOf(me.id, nowIso()), me.sessionId),
  }
}

/** None where nothing opens them: whoever is in all the same makes new ones. */
async function codesLeft({ rows, auth, secret }: AccountBook, personId: string): Promise<number> {
  const sealed = await findSealed(secret, await rows.sealedFactors(personId))
  return sealed.length > 0 ? 0 : recoveryCodesLeft(auth, personId)
}

const presentSessions = (rows: readonly SessionRow[], asking: string | null): SessionView[] =>
  rows
    .slice(0, MOST_SESSIONS)
    .map((row) => ({
      ...{ id: row.id, isThis: row.id === asking, device: deviceOf(row.userAgent) },
      ...{ origin: row.origin || 'unknown', since: row.since, expiresAt: row.expiresAt },
      usedAt: lastUse(row.id, row.usedAt),
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis) || b.usedAt.localeCompare(a.usedAt))

/** By what somebody reaches Holdfast now, for an admin who may end it. */
export async function readPersonAccess(personId: string): Promise<PersonAccessView> {
  const asker = askingAdmin()
  const gone = new NotFound('This person is not here, or not any more.')
  if (env().open) throw gone
  const { rows } = await accountBook()
  const person = await rows.person(personId)
  if (!person || !isRole(person.role)) throw gone
  const [sessions, tokens, me] = await Promise.all([
    rows.sessionsOf(person.id, nowIso()),
    rows.tokens(person.id),
    own(),
  ])
  return {
    ...{ id: person.id, name: person.name, email: person.email, role: person.role },
    isYou: person.id === asker.id,
    sessions: presentSessions(sessions, me?.sessionId ?? null),
    tokens: tokens.slice(0, MOST_LISTED).map((token) => presentToken(token, asker.id)),
  }
}

/** How long an invitation that came to its end is still listed. */
const LISTED_MS = 30 * 24 * 3_600_000

/** The pages' door asks for a viewer only, so what is an admin's asks for itself. */
function askingAdmin(): Asker {
  const asker = asking()
  if (!asker || !isAtLeast(asker.role, 'admin')) throw new NotFound('People are for admins.')
  return asker
}

export async function readPeople(): Promise<PeopleView | null> {
  const asker = askingAdmin()
  if (env().open) return null
  const { rows } = await accountBook()
  const now = nowIso()
  const people = await rows.people(now)
  const nameOf = new Map(people.map(({ id, name }) => [id, name]))
  const listedFrom = new Date(Date.parse(now) - LISTED_MS).toISOString()
  return {
    passwordsOff: passwordsOff()?.provider ?? null,
    people: people.flatMap((row) => {
      if (!isRole(row.role)) return []
      const used = row.sessions.map(({ usedAt }) => usedAt).sort()
      return [
        {
          ...{ id: row.id, name: row.name, email: row.email, role: row.role, isYou: row.id === asker.id },
          ...{ secondFactor: row.secondFactor, hasPassword: row.hasPassword, since: row.createdAt },
          ...{ usedAt: used.at(-1) ?? null, sessions: used.length },
        },
      ]
    }),
    invitations: newestEnded(
      (await rows.linksOf('invitation')).flatMap((link) => {
        const { role } = JSON.parse(link.details) as { role: unknown }
        const state = standingOf(link, now)
        if (!isRole(role) || (state !== 'open' && link.createdAt < listedFrom)) return []
        return [
          {
            ...{ id: link.id, email: link.subject ?? '', role, state, createdAt: link.createdAt },
            ...{ madeBy: nameOf.get(link.madeBy ?? '') ?? null, expiresAt: link.expiresAt ?? link.createdAt },
          },
        ]
      }),
    ),
  }
}

/** Newest first: every open one, and of the others so many. */
function newestEnded<T extends { readonly state: string }>(invitations: readonly T[]): T[] {
  let ended = 0
  return invitations.filter(({ state }) => {
    if (state !== 'open') ended += 1
    return state === 'open' || ended <= MOST_ENDED
  })
}
