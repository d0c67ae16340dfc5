import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { type Happening, happeningEvent } from '@/lib/allocation/record-event'
import { hashOfLink, newLinkSecret } from '@/lib/auth/link-secret'
import { findSealed } from '@/lib/auth/sealed-factor'
import { TERMINAL } from '@/lib/domain/event'
import { plural } from '@/lib/domain/plural'
import { appendEvent } from '@/lib/storage/append-event'
import { KEPT_SECRET } from '@/lib/storage/kept-secret'
import { lockFile } from '@/lib/storage/process-lock'
import { diagnose } from './migrations'

/*
 * Ways back in for whoever has the machine, when nobody is left whom the console lets do it. Each works on a file that
 * no Holdfast has open, because the log has one writer, and leaves an event in it by the terminal.
 */

/** A reason to change nothing, to be told as it is. */
export class NotDone extends Error {
  override readonly name = 'NotDone'
}

type Person = { readonly id: string; readonly name: string; readonly email: string; readonly role: string }

export type AdminLink = {
  readonly person: Person
  /** The secret of the link. */
  readonly token: string
  readonly expiresAt: string
  readonly hasFactor: boolean
}

const WORKS_FOR_MS = 24 * 3_600_000

/**
 * A link with which an admin chooses a new password and which takes their second factor away when it is used; `email`
 * may be null where there is one admin. Throws `NotDone` with a sentence, and `DatabaseInUse`.
 */
export function makeAdminLink(wanted: {
  readonly database: string
  readonly email: string | null
  /** ISO 8601. */
  readonly at: string
}): Promise<AdminLink> {
  const { database, email, at } = wanted
  return withFile(database, async (file) => {
    const { person, hasFactor } = read(file, (open) => chooseAdmin(open, email))
    const token = newLinkSecret()
    const expiresAt = new Date(Date.parse(at) + WORKS_FOR_MS).toISOString()
    const link = {
      ...{ id: `link-${hashOfLink(token).slice(0, 16)}`, tokenHash: hashOfLink(token) },
      ...{ details: JSON.stringify({ dropsFactor: true }), subject: person.id, at, expiresAt },
    }
    const made: Happening = {
      kind: 'password-reset-made',
      why: `The terminal of the server showed a link for a new password of ${person.name}${hasFactor ? ', which takes their second factor away when it is used' : ''}.`,
      by: TERMINAL,
      after: { person: person.id, name: person.name, expiresAt, ...(hasFactor ? { dropsFactor: true } : {}) },
    }
    appendEvent(file, happeningEvent(made, at, `admin-link-${at}`), (open) => {
      open
        .prepare(
          `UPDATE "AccessLink" SET "revokedAt" = ?
           WHERE "kind" = 'reset' AND "subject" = ? AND "usedAt" IS NULL AND "revokedAt" IS NULL`,
        )
        .run(at, person.id)
      open
        .prepare(
          `INSERT INTO "AccessLink" ("id", "kind", "tokenHash", "details", "subject", "createdAt", "expiresAt")
           VALUES (@id, 'reset', @tokenHash, @details, @subject, @at, @expiresAt)`,
        )
        .run(link)
    })
    return { person, token, expiresAt, hasFactor }
  })
}

function chooseAdmin(open: Database.Database, email: string | null): { person: Person; hasFactor: boolean } {
  const people = open.prepare('SELECT "id", "name", "email", "role" FROM "User" ORDER BY "email"').all()
  const person = email === null ? onlyAdmin(people as Person[]) : admin(people as Person[], email)
  const factor = open.prepare('SELECT 1 FROM "TwoFactor" WHERE "userId" = ?').get(person.id)
  return { person, hasFactor: factor !== undefined }
}

function onlyAdmin(people: readonly Person[]): Person {
  const admins = people.filter(({ role }) => role === 'admin')
  const [first, second] = admins
  if (!first)
    throw new NotDone('Holdfast has no admin yet. Start it: its terminal shows the first one’s link.')
  if (second)
    throw new NotDone(
      `There are ${admins.length} admins (${admins.map(({ email }) => email).join(', ')}). Say whose link it is: npm run admin-link E-MAIL`,
    )
  return first
}

function admin(people: readonly Person[], email: string): Person {
  const person = people.find((one) => one.email.toLowerCase() === email.toLowerCase())
  if (!person) throw new NotDone(`Nobody here has the e-mail ${email}.`)
  if (person.role !== 'admin')
    throw new NotDone(
      `${person.name} is ${person.role} here and no admin. An admin makes a link for them on the People page.`,
    )
  return person
}

/**
 * Takes the second factors away that `secret` does not open, and ends the sessions of their people: from then on the
 * password alone lets them in. `secret` null: what the database keeps. Answers whose they were.
 */
export function dropFactors(wanted: {
  readonly database: string
  readonly secret: string | null
  readonly at: string
}): Promise<readonly Person[]> {
  const { database, at } = wanted
  return withFile(database, async (file) => {
    const closed = await closedFactors(file, wanted.secret)
    for (const person of closed) dropFactor(file, person, at)
    return closed
  })
}

/** Whose second factors the secret does not open; `secret` null: the one that the database keeps. */
export async function closedFactors(file: string, secret: string | null): Promise<readonly Person[]> {
  const { factors, kept } = read(file, readFactors)
  const opening = secret ?? kept
  const closed = opening === null ? factors : await findSealed(opening, factors)
  return closed.map(({ sealed: _, ...person }) => person)
}

function readFactors(open: Database.Database) {
  const factors = open
    .prepare(
      `SELECT "User"."id", "name", "email", "role", "secret" AS "sealed"
       FROM "TwoFactor" JOIN "User" ON "User"."id" = "userId" ORDER BY "email"`,
    )
    .all() as (Person & { readonly sealed: string })[]
  const kept = open.prepare('SELECT "value" FROM "Meta" WHERE "key" = ?').pluck().get(KEPT_SECRET)
  return { factors, kept: typeof kept === 'string' ? kept : null }
}

function dropFactor(file: string, { id, name }: Pick<Person, 'id' | 'name'>, at: string): void {
  const sessions = read(file, (open) =>
    Number(open.prepare('SELECT count(*) FROM "Session" WHERE "userId" = ?').pluck().get(id)),
  )
  const off: Happening = {
    kind: 'second-factor-off',
    why: `The terminal of the server took the second factor of ${name} away, which the secret does not open; ${plural(sessions, 'session')} ended.`,
    by: TERMINAL,
    after: { person: id, name, sessionsEnded: sessions },
  }
  appendEvent(file, happeningEvent(off, at, `drop-factors-${at}`), (open) => {
    open.prepare('DELETE FROM "TwoFactor" WHERE "userId" = ?').run(id)
    open.prepare('UPDATE "User" SET "twoFactorEnabled" = 0 WHERE "id" = ?').run(id)
    open.prepare('DELETE FROM "Session" WHERE "userId" = ?').run(id)
  })
}

/** With the lock held, so that no Holdfast has the file or gets it meanwhile. */
async function withFile<T>(database: string, body: (file: string) => Promise<T>): Promise<T> {
  if (!existsSync(database)) throw new NotDone(`There is no database at ${database}.`)
  const unlock = lockFile(database)
  try {
    const { unapplied } = await diagnose(database)
    if (unapplied.length > 0)
      throw new NotDone(
        `${database} is of an older Holdfast. Start this one once, which brings it up to date, and end it again.`,
      )
    return await body(database)
  } finally {
    unlock()
  }
}

function read<T>(file: string, body: (open: Database.Database) => T): T {
  const open = new Database(file, { readonly: true, fileMustExist: true })
  try {
    return body(open)
  } finally {
    open.close()
  }
}
