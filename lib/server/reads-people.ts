import type { AccountView, PeopleView } from '@/lib/api/views/people'
import { isAtLeast, isRole } from '@/lib/auth/roles'
import { recoveryCodesLeft } from '@/lib/auth/second-factor'
import { standingOf } from './access-links'
import { accountBook } from './accounts'
import { asking } from './asking'
import { nowIso } from './compose'
import { deviceOf } from './device-of'
import { env } from './env'
import { own } from './own-account'
import { NotFound } from './reads-groups'
import { lastUse } from './sessions'

/** Null where nobody has an account: in the open mode, and for a program with a token. */
export async function readAccount(): Promise<AccountView | null> {
  const me = await own()
  if (!me) return null
  const { rows, auth } = me.book
  const person = await rows.person(me.id)
  if (!person || !isRole(person.role)) throw new NotFound('This account is not here any more.')
  const sessions = await rows.sessionsOf(me.id, nowIso())
  return {
    ...{ name: person.name, email: person.email, role: person.role },
    hasPassword: (await rows.passwordHash(me.id)) !== null,
    secondFactor: {
      on: person.secondFactor,
      recoveryCodesLeft: person.secondFactor ? await recoveryCodesLeft(auth, me.id) : 0,
    },
    sessions: sessions
      .map((row) => ({
        ...{ id: row.id, isThis: row.id === me.sessionId, device: deviceOf(row.userAgent) },
        ...{ origin: row.origin || 'unknown', since: row.since, expiresAt: row.expiresAt },
        usedAt: lastUse(row.id, row.usedAt),
      }))
      .sort((a, b) => Number(b.isThis) - Number(a.isThis) || b.usedAt.localeCompare(a.usedAt)),
  }
}

/** How long an invitation that came to its end is still listed. */
const LISTED_MS = 30 * 24 * 3_600_000

/** The pages' door asks for a viewer only, so this one asks for itself. */
export async function readPeople(): Promise<PeopleView | null> {
  const asker = asking()
  if (!asker || !isAtLeast(asker.role, 'admin')) throw new NotFound('People are for admins.')
  if (env().open) return null
  const { rows } = await accountBook()
  const now = nowIso()
  const people = await rows.people(now)
  const nameOf = new Map(people.map(({ id, name }) => [id, name]))
  const listedFrom = new Date(Date.parse(now) - LISTED_MS).toISOString()
  return {
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
    invitations: (await rows.linksOf('invitation')).flatMap((link) => {
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
  }
}
