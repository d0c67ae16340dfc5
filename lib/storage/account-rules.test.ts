import Database from 'better-sqlite3'
import { beforeAll, expect, test } from 'vitest'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import { type Happening, happeningEvent } from '@/lib/allocation/record-event'
import { templateDatabase } from '@/lib/testing/database'
import { ACCOUNT_RULES } from './account-rules'
import { auditFile } from './audit'
import { openStore } from './store'

/*
 * Ada set Holdfast up and made Olu an operator, who had been invited as a viewer, and Sam came by single sign-on and was
 * removed. Olu has two tokens, of which one is revoked.
 */

const AT = '2026-01-02T03:04:05.006Z'
const DATE = '2026-01-02T03:04:05.006+00:00'
const ENDS = '2026-12-31T00:00:00.000Z'

const person = (id: string, name: string, role: string, createdAt = DATE): string => `
  INSERT INTO "User" ("id", "name", "email", "emailVerified", "role", "createdAt", "updatedAt")
  VALUES ('${id}', '${name}', '${id}@example.org', 1, '${role}', '${createdAt}', '${createdAt}')`
const token = (id: string, revokedAt: string | null, createdAt = AT): string => `
  INSERT INTO "ApiToken" ("id", "personId", "name", "role", "begins", "hash", "createdAt", "expiresAt", "revokedAt")
  VALUES ('${id}', 'p-olu', 'export', 'viewer', 'hf_', 'secret of ${id}', '${createdAt}', '${ENDS}',
    ${revokedAt ? `'${revokedAt}'` : 'NULL'})`

const who = (id: string, role: string) => ({ person: id, name: id, role })
const made = (id: string) => ({
  token: id,
  name: 'export',
  role: 'viewer',
  expiresAt: ENDS,
  person: 'p-olu',
})
const TOLD: readonly Omit<Happening, 'why'>[] = [
  { kind: 'first-admin-made', after: who('p-ada', 'admin') },
  { kind: 'invitation-accepted', after: who('p-olu', 'viewer') },
  { kind: 'role-changed', before: { role: 'viewer' }, after: who('p-olu', 'operator') },
  { kind: 'person-added', after: who('p-sam', 'viewer') },
  { kind: 'person-removed', before: who('p-sam', 'viewer') },
  { kind: 'token-made', after: made('t-1') },
  { kind: 'token-made', after: made('t-2') },
  { kind: 'token-revoked', before: made('t-2') },
  // A role in other events is nobody's.
  { kind: 'invitation-made', after: { email: 'ada@example.org', role: 'viewer' } },
]

let whole: string
beforeAll(async () => {
  whole = await templateDatabase()
  const store = await openStore({ databaseUrl: `file:${whole}`, now: () => AT })
  const events = TOLD.map((one) => happeningEvent({ ...one, why: 'It was so.' }, AT, 'req-1'))
  await store.commit({ ...EMPTY_COMMIT, events })
  await store.close()
  const rows = [person('p-ada', 'Ada', 'admin'), person('p-olu', 'Olu', 'operator')]
  change(whole, ...rows, token('t-1', null), token('t-2', AT), token('t-3', AT))
})

function change(file: string, ...statements: readonly string[]): void {
  const database = new Database(file)
  database.pragma('foreign_keys = OFF')
  for (const sql of statements) database.exec(sql)
  database.close()
}

async function foundAfter(...statements: readonly string[]): Promise<string[]> {
  const copy = await templateDatabase()
  await new Database(whole, { readonly: true }).backup(copy)
  change(copy, ...statements)
  return auditFile(copy).findings.flatMap(({ examples }) => examples)
}

test('what the doors wrote is as it must be', async () => {
  expect(await foundAfter()).toEqual([])
})

test.each([
  [
    'a role is raised',
    `UPDATE "User" SET "role" = 'admin' WHERE "id" = 'p-olu'`,
    'Olu (p-olu) is admin, and event 3 made them operator',
  ],
  [
    'the first admin is lowered',
    `UPDATE "User" SET "role" = 'viewer' WHERE "id" = 'p-ada'`,
    'Ada (p-ada) is viewer, and event 1 made them admin',
  ],
  ['somebody is put in', person('p-eve', 'Eve', 'admin'), 'Eve (p-eve) is admin, and no event let them in'],
  [
    'somebody who was removed is put in again',
    person('p-sam', 'Sam', 'viewer'),
    'Sam (p-sam) is viewer, and event 5 removed them',
  ],
  ['a token is put in', token('t-9', null), 'The token export (t-9) of p-olu is in no event'],
  [
    'a revoked token works again',
    `UPDATE "ApiToken" SET "revokedAt" = NULL WHERE "id" = 't-2'`,
    'The token export (t-2) of p-olu works, and event 8 revoked it',
  ],
  [
    'a token is raised',
    `UPDATE "ApiToken" SET "role" = 'admin' WHERE "id" = 't-1'`,
    'The token export (t-1) of p-olu is admin, and event 6 made it viewer',
  ],
  [
    'a token is given to another',
    `UPDATE "ApiToken" SET "personId" = 'p-ada' WHERE "id" = 't-1'`,
    'The token export (t-1) of p-ada, and event 6 made it for p-olu',
  ],
  [
    'a token lives longer',
    `UPDATE "ApiToken" SET "expiresAt" = '2999' WHERE "id" = 't-1'`,
    `The token export (t-1) of p-olu ends on 2999, and event 6 says ${ENDS}`,
  ],
  [
    'a session has no owner',
    `INSERT INTO "Session" VALUES ('s-1', 'secret', 'p-sam', '${DATE}', NULL, NULL, '${DATE}', '${DATE}')`,
    'A session belongs to p-sam, who is not there',
  ],
  [
    'a second factor has no owner',
    `INSERT INTO "TwoFactor" ("id", "userId", "secret", "backupCodes") VALUES ('f-1', 'p-sam', 'secret', '')`,
    'A second factor belongs to p-sam, who is not there',
  ],
])('it is seen when %s', async (_, sql, said) => {
  expect(await foundAfter(sql)).toEqual([said])
})

test('it is seen when somebody’s events say nothing that can be read', async () => {
  const spoilt = `DROP TRIGGER "Event_unchanged"; UPDATE "Event" SET "after" = '{' WHERE "seq" = 1`
  expect(await foundAfter(spoilt)).toEqual(['Ada (p-ada) is admin, and no event let them in'])
})

test('of who came before retention removed events only what was told since is compared', async () => {
  const cut = `
    INSERT INTO "LedgerAnchor" ("seq", "hash", "events", "firstAt", "lastAt", "removedAt")
    VALUES (7, 'h', 7, '${AT}', '${AT}', '${AT}');
    DELETE FROM "Event" WHERE "seq" <= 7`
  expect(await foundAfter(cut, `UPDATE "User" SET "role" = 'viewer' WHERE "id" = 'p-olu'`)).toEqual([])
  const later = '2026-01-02T03:04:05.007'
  const came = [person('p-eve', 'Eve', 'admin', `${later}+00:00`), token('t-9', null, `${later}Z`)]
  expect(await foundAfter(cut, ...came)).toEqual([
    'Eve (p-eve) is admin, and no event let them in',
    'The token export (t-9) of p-olu is in no event',
  ])
  const revoked = `UPDATE "ApiToken" SET "revokedAt" = NULL WHERE "id" = 't-2'`
  expect(await foundAfter(cut, revoked)).toHaveLength(1)
})

test('no rule reads a secret', () => {
  const sql = ACCOUNT_RULES.map((rule) => rule.sql).join(' ')
  expect(sql).not.toMatch(/"(hash|token|password|secret|backupCodes|accessToken|refreshToken|idToken)"/)
})
