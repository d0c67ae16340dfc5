import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { smallInventory } from '@/lib/testing/random-verbs'
import { runWorld } from '@/lib/testing/running-world'
import { groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'
import { auditAside, auditFile } from './audit'
import { AUDIT_RULES } from './audit-rules'

/*
 * Every rule is broken once, by hand, in a record that was whole before: then it says so. Some need their judge out of
 * the way, the unique index, as it would be in a damaged file.
 */

async function wholeRecord(): Promise<string> {
  const world = await runWorld(smallInventory())
  await world.create(
    groupConfig({
      pool: '10.0.3.5-6',
      subnetIds: [SUBNETS.edgeA.id],
      capacity: { minimum: 0, target: 1, maximum: 4 },
      publicIpPool: [PUBLIC_IPS[0].id],
    }),
    true,
  )
  await world.close()
  return world.file
}

/** The log refuses to be changed, until somebody who can write to the file takes that out of the way. */
const WITHOUT_GUARD = 'DROP TRIGGER "Event_unchanged"; DROP TRIGGER "Event_kept"'

const ACTIVE = `(SELECT "id" FROM "StatefulInstance" WHERE "state" = 'active')`
const PAUSED = `(SELECT "id" FROM "StatefulInstance" WHERE "state" = 'paused')`

/** Column by column, but for what `over` says. */
function copyOf(
  database: Database.Database,
  table: string,
  over: Record<string, string>,
  where: string,
): string {
  const columns = (database.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => name)
  const values = columns.map((name) => over[name] ?? `"${name}"`)
  const names = columns.map((name) => `"${name}"`).join(', ')
  return `INSERT INTO "${table}" (${names}) SELECT ${values.join(', ')} FROM "${table}" WHERE ${where}`
}

const BROKEN: readonly (readonly [name: string, (database: Database.Database) => readonly string[]])[] = [
  [
    'an address has one live holder',
    (database) => [
      'DROP INDEX "IpAllocation_live_key"',
      copyOf(database, 'IpAllocation', { id: 'NULL' }, `"instanceId" = ${ACTIVE}`),
    ],
  ],
  [
    'an instance holds its address',
    () => [`UPDATE "IpAllocation" SET "releasedAt" = "since" WHERE "instanceId" = ${ACTIVE}`],
  ],
  [
    'what an instance holds is its address',
    () => [`UPDATE "StatefulInstance" SET "state" = 'deallocated' WHERE "state" = 'paused'`],
  ],
  [
    'a VM holds its addresses',
    (database) => [
      vmOf(database, '[{"subnetId":"subnet-x","private":{"address":"10.0.3.9"},"public":{"kind":"none"}}]'),
    ],
  ],
  [
    'what a VM holds is its address',
    (database) => [
      vmOf(database, '[]'),
      `INSERT INTO "IpAllocation" ("subnetId", "address", "ownerKind", "groupId", "instanceId", "since")
       VALUES ('subnet-x', '10.0.3.9', 'vm', (SELECT "id" FROM "Group"), 'vmi-000000000001', '2026')`,
    ],
  ],
  [
    'an interface has one owner',
    () => [
      `UPDATE "StatefulInstance" SET "interfaceId" = (SELECT max("interfaceId") FROM "StatefulInstance")`,
    ],
  ],
  [
    'a public IP has one owner',
    () => [`UPDATE "StatefulInstance" SET "publicIpId" = (SELECT max("publicIpId") FROM "StatefulInstance")`],
  ],
  [
    'a machine has one owner',
    () => [`UPDATE "StatefulInstance" SET "machineId" = (SELECT max("machineId") FROM "StatefulInstance")`],
  ],
  [
    'a public IP is held by who has it',
    () => [`UPDATE "StatefulInstance" SET "publicIpId" = NULL WHERE "state" = 'active'`],
  ],
  [
    'every hold of ours is told by an event',
    () => [WITHOUT_GUARD, `UPDATE "Event" SET "address" = NULL WHERE "instanceId" = ${PAUSED}`],
  ],
  ['events are numbered without gaps', () => [WITHOUT_GUARD, 'DELETE FROM "Event" WHERE "seq" = 2']],
  [
    'running work has its instance',
    () => [`UPDATE "Operation" SET "state" = 'running', "instanceId" = 'ssi-nobody'`],
  ],
  [
    'an instance under way has its work',
    () => [`UPDATE "StatefulInstance" SET "state" = 'resuming' WHERE "state" = 'paused'`],
  ],
  [
    'what is being deleted is nobody’s',
    () => [
      `INSERT INTO "Disposal" ("id", "kind", "cloud", "resourceId", "label", "requestId", "state", "attempts", "createdAt")
       SELECT 'dsp-0000000000000001', 'delete-interface', 'aws', "interfaceId", '', 'req-1', 'running', 0, '2026'
       FROM "StatefulInstance" WHERE "interfaceId" IS NOT NULL LIMIT 1`,
    ],
  ],
  [
    'a rolling recycle counts its machines',
    () => [
      `INSERT INTO "RollingRecycle" ("id", "groupId", "state", "settings", "batch", "batches", "total", "done", "skipped",
         "failed", "cancelling", "createdAt")
       VALUES ('rol-000000000001', (SELECT "id" FROM "Group"), 'running', '{}', 0, 1, 2, 1, 0, 0, 0, '2026')`,
    ],
  ],
  ['everybody has the role that the log tells', () => [personOf('p-1', 'admin')]],
  ['every API token is what its event made it', () => [personOf('p-1', 'viewer'), TOKEN]],
  ['what belongs to somebody has its owner', () => ['PRAGMA foreign_keys = OFF', TOKEN]],
  ['what lives belongs to a group that exists', () => [`UPDATE "Group" SET "state" = 'deleted'`]],
]

const personOf = (id: string, role: string): string => `
  INSERT INTO "User" ("id", "name", "email", "emailVerified", "role", "createdAt", "updatedAt")
  VALUES ('${id}', 'Eve', '${id}@example.org', 1, '${role}', '2026-11-22T01:02:03.004+00:00', '2026-11-22T01:02:03.004+00:00')`

const TOKEN = `
  INSERT INTO "ApiToken" ("id", "personId", "name", "role", "begins", "hash", "createdAt", "expiresAt")
  VALUES ('t-1', 'p-1', 'export', 'viewer', 'hf_', 'h', '2026-11-22T01:02:03.004Z', '2026-12-22T01:02:03.004Z')`

const vmOf = (_: Database.Database, nics: string): string => `
  INSERT INTO "PooledVm" ("id", "groupId", "ordinal", "state", "wanted", "machineCount", "nics", "stateSince", "createdAt")
  VALUES ('vmi-000000000001', (SELECT "id" FROM "Group"), 1, 'active', 1, 1, '${nics}', '2026', '2026')`

describe('the audit of a record', () => {
  test('finds nothing in what Holdfast wrote', async () => {
    const report = auditFile(await wholeRecord())
    expect(report).toMatchObject({ findings: [], rules: AUDIT_RULES.length, operations: 0 })
    expect(report.live).toBeGreaterThan(1)
    expect(report.events).toBeGreaterThan(2)
  })

  test('finds the same in a thread of its own', async () => {
    const file = await wholeRecord()
    const database = new Database(file)
    database.exec(WITHOUT_GUARD)
    database.exec('DELETE FROM "Event" WHERE "seq" = 2')
    database.close()
    expect(await auditAside(file)).toEqual(auditFile(file))
    expect((await auditAside(file)).findings).toHaveLength(1)
  })

  test('has a record that breaks each of its rules', () => {
    expect(BROKEN.map(([name]) => name).sort()).toEqual(AUDIT_RULES.map(({ name }) => name).sort())
  })

  test.each(BROKEN)('sees it when not: %s', async (name, statements) => {
    const file = await wholeRecord()
    const database = new Database(file)
    for (const sql of statements(database)) database.exec(sql)
    database.close()
    const found = auditFile(file).findings.find((one) => one.name === name)
    expect(found?.count).toBeGreaterThan(0)
    expect(found?.examples[0]).toEqual(expect.stringMatching(/\w/))
  })
})
