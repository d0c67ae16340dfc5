import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { appendEvent } from '@/lib/storage/append-event'
import { auditFile } from '@/lib/storage/audit'
import { backUp } from '@/lib/storage/backup'
import { lockFile } from '@/lib/storage/process-lock'
import { openStore } from '@/lib/storage/store'
import { AT, creation, eventOf } from '@/lib/storage/store.fixtures'
import { templateDatabase } from '@/lib/testing/database'
import { parseFileCommand } from './file-command'
import { applyMigrations, MIGRATIONS_DIR } from './migrations'
import { restoreDatabase } from './restore-database'

const folder = mkdtempSync(join(tmpdir(), 'holdfast-restore-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let made = 0
/** A folder with a database in which these groups are, each with one address. */
async function placeWith(...groups: string[]): Promise<{ place: string; database: string; backup: string }> {
  made += 1
  const place = mkdtempSync(join(folder, `${made}-`))
  const database = join(place, 'holdfast.db')
  copyFileSync(await templateDatabase(), database)
  await add(database, ...groups)
  return { place, database, backup: join(place, 'backup.db') }
}

async function add(database: string, ...groups: string[]): Promise<void> {
  const store = await openStore({ databaseUrl: `file:${database}`, now: () => AT })
  for (const group of groups) {
    const address = `10.0.1.${10 + Number(group.slice(1))}`
    const events = [eventOf({ groupId: group, instanceId: `ssi-${group}-1`, address })]
    await store.commit(creation(group, [address], { events }))
  }
  await store.close()
}

async function groupsIn(file: string): Promise<string[]> {
  const database = new Database(file, { readonly: true })
  const rows = database.prepare('SELECT "id" FROM "Group" ORDER BY "id"').all() as { id: string }[]
  database.close()
  return rows.map(({ id }) => id)
}

const restore = (database: string, backup: string, force = false, migrations?: string) =>
  restoreDatabase({ backup, database, at: AT, force, ...(migrations ? { migrations } : {}) })

test('what was backed up is there again, and what it replaced is kept beside it', async () => {
  const { place, database, backup } = await placeWith('g1')
  chmodSync(database, 0o640)
  await backUp(database, backup)
  await add(database, 'g2')
  writeFileSync(`${database}.unseeded`, '')

  const restored = await restore(database, backup)

  expect(await groupsIn(database)).toEqual(['g1'])
  expect(restored.kept).toBe(`${database}.replaced-${AT.replace(/[:.]/g, '-')}`)
  expect(await groupsIn(restored.kept as string)).toEqual(['g1', 'g2'])
  expect(restored.audit?.findings).toEqual([])
  expect(restored.audit?.chain).toMatchObject({ count: 0, begun: true })
  expect(statSync(database).mode & 0o777).toBe(0o640)
  expect(readdirSync(place).filter((name) => /restoring|unseeded|-wal$/.test(name))).toEqual([])
  await add(database, 'g3')
  expect(await groupsIn(database)).toEqual(['g1', 'g3'])
})

test('who was signed in when it was backed up is not signed in by it again, and stays who they are', async () => {
  const { database, backup } = await placeWith('g1')
  const opened = new Database(database)
  opened.exec(`
    INSERT INTO "User" ("id", "name", "email", "emailVerified", "role", "createdAt", "updatedAt")
      VALUES ('u1', 'Ada', 'ada@example.org', 0, 'admin', '${AT}', '${AT}');
    INSERT INTO "Session" ("id", "token", "userId", "expiresAt", "createdAt", "updatedAt")
      VALUES ('s1', 'revoked after the backup', 'u1', '2999-01-01', '${AT}', '${AT}')`)
  opened.close()
  const after = { person: 'u1', name: 'Ada', role: 'admin' }
  appendEvent(database, eventOf({ kind: 'first-admin-made', after }))
  await backUp(database, backup)

  await restore(database, backup)

  const restored = new Database(database, { readonly: true })
  const count = (table: string) => restored.prepare(`SELECT count(*) FROM "${table}"`).pluck().get()
  expect([count('User'), count('Session')]).toEqual([1, 0])
  restored.close()
})

test('the restored record goes on with an event that tells of it, and its chain holds', async () => {
  const { database, backup } = await placeWith('g1')
  await backUp(database, backup)
  await add(database, 'g2')
  await restore(database, backup)
  const store = await openStore({ databaseUrl: `file:${database}`, now: () => AT })
  const [told, last] = await store.events({ limit: 2 })
  expect(told).toMatchObject({
    ...{ seq: 2, at: AT, kind: 'backup-restored', actor: 'operator', requestId: `restore-${AT}` },
    by: { id: 'terminal', name: 'Terminal' },
    after: { file: 'backup.db', lastSeq: 1, lastAt: last?.at },
  })
  expect(told?.why).toContain(`up to event 1 of ${last?.at}`)
  await store.close()
  await add(database, 'g3')
  expect(auditFile(database).chain).toMatchObject({ count: 0, events: 3 })
})

/** As a version without hashes left it, or as somebody does who would have it look so: they differ in when. */
function withoutHashes(file: string, migratedAt: string): void {
  const database = new Database(file)
  database.exec(`DROP TRIGGER "Event_unchanged";
    UPDATE "Event" SET "hash" = NULL, "byId" = NULL, "byName" = NULL, "byOrigin" = NULL;
    DELETE FROM "Meta" WHERE "key" = 'ledger-head'`)
  database
    .prepare(`UPDATE "_prisma_migrations" SET "finished_at" = ? WHERE "migration_name" LIKE '%event_chain'`)
    .run(migratedAt)
  database.close()
}

test('a record without hashes gets them before the event that tells of the restore', async () => {
  const { database, backup } = await placeWith('g1')
  await backUp(database, backup)
  withoutHashes(backup, '2999-01-01T00:00:00.000+00:00')
  expect((await restore(database, backup)).audit?.chain).toMatchObject({ count: 0, begun: false })
  await add(database, 'g3')
  const { chain } = auditFile(database)
  expect(chain).toMatchObject({ count: 0, events: 4, sealed: { seq: 1 }, begun: true })
})

test('a record that was robbed of its hashes is broken: it is refused, and where it is taken all the same it stays so', async () => {
  const { database, backup } = await placeWith('g1')
  await backUp(database, backup)
  withoutHashes(backup, '2000-01-01T00:00:00.000+00:00')
  await expect(restore(database, backup)).rejects.toThrow('is broken: Event 1 has no hash')
  await restore(database, backup, true)
  await add(database, 'g3')
  expect(auditFile(database).chain).toMatchObject({
    ...{ events: 3, sealed: null },
    breaks: [{ kind: 'no-hash', seq: 1 }],
  })
})

test('a record from which a table was taken is not taken for an older one', async () => {
  const { database, backup } = await placeWith('g1')
  await backUp(database, backup)
  const robbed = new Database(backup)
  robbed.exec('DROP TABLE "LedgerAnchor"')
  robbed.close()
  await expect(restore(database, backup, true)).rejects.toThrow('tables are missing from it')
  expect(await groupsIn(database)).toEqual(['g1'])
})

test('where there is no database one is made', async () => {
  const { database, backup, place } = await placeWith('g1')
  await backUp(database, backup)
  const elsewhere = join(place, 'new', 'other.db')
  expect((await restore(elsewhere, backup)).kept).toBeNull()
  expect(await groupsIn(elsewhere)).toEqual(['g1'])
})

test('a database that cannot be opened is replaced too, and kept with its log', async () => {
  const { database, backup } = await placeWith('g1')
  await backUp(database, backup)
  writeFileSync(database, 'no database any more')
  writeFileSync(`${database}-wal`, 'nor a log')
  const { kept } = await restore(database, backup)
  expect(await groupsIn(database)).toEqual(['g1'])
  expect(readFileSync(kept as string, 'utf8')).toBe('no database any more')
  expect(existsSync(`${database}-wal`)).toBe(false)
})

test('a Holdfast that runs on the database is not robbed of it', async () => {
  const { database, backup } = await placeWith('g1')
  await backUp(database, backup)
  await add(database, 'g2')
  const unlock = lockFile(database)
  await expect(restore(database, backup)).rejects.toThrow(
    `Another Holdfast process is using ${database} (process ${process.pid}).`,
  )
  unlock()
  expect(await groupsIn(database)).toEqual(['g1', 'g2'])
})

test('an older backup is migrated, and stays as it is itself', async () => {
  const { database, place } = await placeWith('g1')
  const older = join(place, 'older.db')
  const all = readdirSync(MIGRATIONS_DIR)
    .filter((name) => /^\d/.test(name))
    .sort()
  const fewer = join(place, 'migrations')
  cpSync(MIGRATIONS_DIR, fewer, { recursive: true })
  for (const name of all.slice(-2)) rmSync(join(fewer, name), { recursive: true })
  await applyMigrations(older, fewer)
  const before = readFileSync(older)

  const { migrated } = await restore(database, older)

  expect(migrated).toEqual(all.slice(-2))
  expect(await groupsIn(database)).toEqual([])
  expect(readFileSync(older).equals(before)).toBe(true)
})

test.each([
  [
    'a newer one',
    async (_: string, place: string) => {
      const fewer = join(place, 'migrations')
      cpSync(MIGRATIONS_DIR, fewer, { recursive: true })
      const last = readdirSync(fewer)
        .filter((name) => /^\d/.test(name))
        .sort()
        .at(-1) as string
      rmSync(join(fewer, last), { recursive: true })
      return { migrations: fewer, says: `a newer Holdfast made it (it knows the migration ${last})` }
    },
  ],
  [
    'notes',
    async (backup: string) => {
      writeFileSync(backup, 'These are notes. '.repeat(100))
      return { says: 'it is not a database.' }
    },
  ],
  [
    "somebody else's database",
    async (backup: string) => {
      rmSync(backup)
      new Database(backup).exec('CREATE TABLE "Song" ("name" TEXT)').close()
      return { says: 'it is not a database of Holdfast.' }
    },
  ],
  [
    'half a file',
    async (backup: string) => {
      writeFileSync(backup, readFileSync(backup).subarray(0, 40_000))
      return { says: 'it is damaged.' }
    },
  ],
  [
    'a chain that was broken',
    async (backup: string) => {
      const copy = new Database(backup)
      const guards = copy
        .prepare(`SELECT "name" FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Event'`)
        .all() as { name: string }[]
      for (const { name } of guards) copy.exec(`DROP TRIGGER "${name}"`)
      copy.exec(`UPDATE "Event" SET "why" = 'Asked for by nobody.' WHERE "seq" = 1`)
      copy.close()
      return { says: 'is broken: ' }
    },
  ],
  [
    'a record that breaks a rule',
    async (backup: string) => {
      const copy = new Database(backup)
      copy.exec(`UPDATE "IpAllocation" SET "releasedAt" = "since"`)
      copy.close()
      return { says: 'an instance holds its address' }
    },
  ],
] as const)('%s is refused, and the database stays', async (_, spoil) => {
  const { database, backup, place } = await placeWith('g1')
  await backUp(database, backup)
  await add(database, 'g2')
  const { says, ...how } = await spoil(backup, place)
  const migrations = 'migrations' in how ? (how.migrations as string) : undefined
  await expect(restore(database, backup, false, migrations)).rejects.toThrow(says)
  expect(await groupsIn(database)).toEqual(['g1', 'g2'])
  expect(readdirSync(place).filter((name) => /restoring|replaced/.test(name))).toEqual([])
})

test('a backup of a record that an older Holdfast wrote is made, and told as such', async () => {
  const { place } = await placeWith()
  const older = join(place, 'older.db')
  const fewer = join(place, 'migrations')
  cpSync(MIGRATIONS_DIR, fewer, { recursive: true })
  const all = readdirSync(fewer)
    .filter((name) => /^\d/.test(name))
    .sort()
  for (const name of all.slice(2)) rmSync(join(fewer, name), { recursive: true })
  await applyMigrations(older, fewer)
  expect(await backUp(older, join(place, 'of-older.db'))).toMatchObject({ audit: null, lastSeq: 0 })
})

test('a broken record is restored where that is asked for', async () => {
  const { database, backup } = await placeWith('g1')
  await backUp(database, backup)
  const copy = new Database(backup)
  copy.exec(`UPDATE "IpAllocation" SET "releasedAt" = "since"`)
  copy.close()
  expect((await restore(database, backup, true)).audit?.findings).not.toEqual([])
})

test.each([
  [[], 'Which file?'],
  [['a', 'b'], '2 files are named.'],
  [['a', '--quick'], '--quick is not understood.'],
])('%j is not one file', (words, says) => {
  expect(parseFileCommand('backup', words, '/tmp')).toMatchObject({
    ok: false,
    problem: expect.stringContaining(says),
  })
})

test('a file is named from where one stands', () => {
  const answer = { ok: true, file: '/srv/a.db', force: true }
  expect(parseFileCommand('restore', ['--force', 'a.db'], '/srv')).toEqual(answer)
})
