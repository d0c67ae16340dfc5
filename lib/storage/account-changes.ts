import { createHash } from 'node:crypto'
import type { AccountChange, Credential } from '@/lib/allocation/ports/accounts'
import type { Commit } from '@/lib/allocation/ports/commit'
import type { Statement } from './insert'

/*
 * Changes of accounts as statements. Each is preceded by what refuses the transaction where it may not be any more: of
 * two admins who lower each other at the same moment, of three who come with one link, the second finds what the first
 * left. They are few, so each is a statement of its own, and they run in the order in which they were decided.
 */

type Args = Statement['args']

export const accountStatements = (commits: readonly Pick<Commit, 'accounts'>[]): Statement[] =>
  commits.flatMap(({ accounts }) => accounts.flatMap(statementsOf))

function statementsOf(change: AccountChange): Statement[] {
  switch (change.kind) {
    case 'person-added':
      return [
        add('User', {
          ...change.person,
          emailVerified: Number(change.credential.kind === 'sign-on'),
          createdAt: asDate(change.at),
          updatedAt: asDate(change.at),
        }),
        addCredential(change.person.id, change.credential, change.at),
      ]
    case 'nobody-is-admin':
      return [unless(`NOT EXISTS (SELECT 1 FROM "User" WHERE "role" = 'admin')`)]
    case 'role-changed':
      return [
        unless(IS_AS_SEEN, change.personId, change.from),
        unless(`? <> 'admin' OR ? = 'admin' OR ${MORE_ADMINS}`, change.from, change.to),
        run(`UPDATE "User" SET "role" = ? WHERE "id" = ?`, change.to, change.personId),
      ]
    case 'person-removed':
      return [
        unless(IS_AS_SEEN, change.personId, change.role),
        unless(`? <> 'admin' OR ${MORE_ADMINS}`, change.role),
        run(`UPDATE "Draft" SET "ownerId" = NULL WHERE "ownerId" = ?`, change.personId),
        run(`DELETE FROM "User" WHERE "id" = ?`, change.personId),
      ]
    case 'password-set':
      return [
        unless(`EXISTS (SELECT 1 FROM "User" WHERE "id" = ?)`, change.personId),
        run(`DELETE FROM "Account" WHERE "userId" = ? AND "providerId" = 'credential'`, change.personId),
        addCredential(change.personId, { kind: 'password', hash: change.hash }, change.at),
      ]
    case 'sign-on-linked':
      return [
        unless(`EXISTS (SELECT 1 FROM "User" WHERE "id" = ?)`, change.personId),
        addCredential(change.personId, change.credential, change.at),
      ]
    case 'factor-dropped':
      return [
        unless(`EXISTS (SELECT 1 FROM "TwoFactor" WHERE "userId" = ?)`, change.personId),
        run(`DELETE FROM "TwoFactor" WHERE "userId" = ?`, change.personId),
        run(`UPDATE "User" SET "twoFactorEnabled" = 0 WHERE "id" = ?`, change.personId),
      ]
    case 'sessions-ended':
      return endSessions(change)
    case 'session-ended':
      return [
        unless(
          `EXISTS (SELECT 1 FROM "Session" WHERE "id" = ? AND "userId" = ?)`,
          change.sessionId,
          change.personId,
        ),
        run(`DELETE FROM "Session" WHERE "id" = ?`, change.sessionId),
      ]
    case 'link-made':
      return [
        unless(`? IS NULL OR ${IS_AS_SEEN}`, change.link.madeBy, change.link.madeBy, 'admin'),
        add('AccessLink', change.link),
      ]
    case 'link-used':
      return [
        unless(`EXISTS (SELECT 1 FROM "AccessLink" WHERE "id" = ? AND ${IS_OPEN})`, change.linkId, change.at),
        run(`UPDATE "AccessLink" SET "usedAt" = ? WHERE "id" = ?`, change.at, change.linkId),
      ]
    case 'links-revoked':
      return revokeLinks(change)
    case 'token-made':
      return makeToken(change)
    case 'token-revoked':
      return [
        unless(`EXISTS (SELECT 1 FROM "ApiToken" WHERE "id" = ? AND "revokedAt" IS NULL)`, change.tokenId),
        run(`UPDATE "ApiToken" SET "revokedAt" = ? WHERE "id" = ?`, change.at, change.tokenId),
      ]
  }
}

type Of<K extends AccountChange['kind']> = Extract<AccountChange, { kind: K }>

function endSessions({ personId, keep, count }: Of<'sessions-ended'>): Statement[] {
  const theirs = `"userId" = ? AND "id" <> coalesce(?, '')`
  return [
    unless(`(SELECT count(*) FROM "Session" WHERE ${theirs}) = ?`, personId, keep, count),
    run(`DELETE FROM "Session" WHERE ${theirs}`, personId, keep),
  ]
}

function revokeLinks({ linkIds, at }: Of<'links-revoked'>): Statement[] {
  if (linkIds.length === 0) return []
  const these = `"id" IN (SELECT value FROM json_each(?)) AND "usedAt" IS NULL AND "revokedAt" IS NULL`
  const ids = JSON.stringify(linkIds)
  return [
    unless(`(SELECT count(*) FROM "AccessLink" WHERE ${these}) = ?`, ids, linkIds.length),
    run(`UPDATE "AccessLink" SET "revokedAt" = ? WHERE ${these}`, at, ids),
  ]
}

function makeToken({ token, most }: Of<'token-made'>): Statement[] {
  const valid = `SELECT count(*) FROM "ApiToken"
    WHERE "personId" = ? AND "revokedAt" IS NULL AND "expiresAt" > ?`
  const { personId, createdAt } = token
  return [
    unless(`EXISTS (SELECT 1 FROM "User" WHERE "id" = ?)`, personId),
    unless(`(${valid}) < ?`, personId, createdAt, most),
    add('ApiToken', token),
  ]
}

const addCredential = (personId: string, credential: Credential, at: string): Statement =>
  add('Account', {
    ...accountOf(personId, credential),
    userId: personId,
    createdAt: asDate(at),
    updatedAt: asDate(at),
  })

/** Its id says what it is of, so that nobody has two passwords, and nobody at a provider can be two people. */
function accountOf(personId: string, credential: Credential): Record<string, string> {
  if (credential.kind === 'password')
    return {
      id: `credential-${personId}`,
      accountId: personId,
      providerId: 'credential',
      password: credential.hash,
    }
  const { providerId, subject } = credential
  const id = `sign-on-${createHash('sha256').update(`${providerId}\n${subject}`).digest('hex')}`
  return { id, accountId: subject, providerId }
}

/** Somebody's id, and the role that the decision saw. */
const IS_AS_SEEN = `EXISTS (SELECT 1 FROM "User" WHERE "id" = ? AND "role" = ?)`
const MORE_ADMINS = `(SELECT count(*) FROM "User" WHERE "role" = 'admin') > 1`
/** A link that works: whoever made it may still let others in. */
const IS_OPEN = `"usedAt" IS NULL AND "revokedAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > ?)
  AND ("madeBy" IS NULL OR EXISTS (SELECT 1 FROM "User" u WHERE u."id" = "madeBy" AND u."role" = 'admin'))`

/** Refuses the whole transaction where the condition does not hold. */
const unless = (condition: string, ...args: Args): Statement => ({
  sql: `INSERT INTO "CommitGuard" ("groupMoved", "missingHold", "accountMoved")
    SELECT '', '', NULL WHERE NOT (${condition})`,
  args,
})

const run = (sql: string, ...args: Args): Statement => ({ sql, args })

function add(table: string, row: Readonly<Record<string, string | number | null>>): Statement {
  const columns = Object.keys(row)
  const named = columns.map((column) => `"${column}"`).join(', ')
  const places = columns.map(() => '?').join(', ')
  return { sql: `INSERT INTO "${table}" (${named}) VALUES (${places})`, args: Object.values(row) }
}

/** As the library of accounts finds it: Prisma writes a date with its offset. */
const asDate = (at: string): string => at.replace('Z', '+00:00')
