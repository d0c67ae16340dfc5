import { ACCOUNT_RULES } from './account-rules'

/*
 * What must be so in a record at every moment between two transactions, whatever was killed when. Each rule is one
 * statement that reads the whole record and answers what breaks it, as sentences: none, one hopes. They are written
 * apart from the code that they check, and against the tables alone: no memory, no decision, no cloud.
 *
 *        StatefulInstance, PooledVm ◀────── one to one ──────▶ IpAllocation (live)
 *             │        ▲                                          │
 *    running  │        │ has its work                             │ is told by
 *             ▼        │                                          ▼
 *           Operation ─┘                          Event  1 2 3 … n, without gaps
 *
 * The large ones follow the order of an index on both sides, so that a million of each are read in seconds.
 */

export type AuditRule = {
  /** As the report names it, and the product's rule behind it. */
  readonly name: string
  readonly rule: 'B1' | 'B5' | 'B6' | 'B7'
  /** Answers rows with one column, `what`. */
  readonly sql: string
}

const LIVE_INSTANCE = `"state" <> 'deallocated'`
const LIVE_VM = `"state" <> 'gone'`
const BUSY = `"state" IN ('resuming', 'pausing', 'recycling', 'replacing', 'deallocating')`

/** Every interface of every VM that is not gone, with what it has. */
const NICS = `
  SELECT v."id" AS "vmId", v."groupId", nic.value ->> '$.subnetId' AS "subnetId",
    nic.value ->> '$.private.address' AS "address", nic.value ->> '$.interfaceId' AS "interfaceId",
    nic.value ->> '$.public.publicIpId' AS "publicIpId"
  FROM "PooledVm" v, json_each(v."nics") nic WHERE v.${LIVE_VM}`

/** Ids of one kind that more than one living instance or VM records as its own. */
const shared = (instanceColumn: string, nicColumn: string): string => `
  SELECT thing || ' belongs to ' || group_concat(owner, ' and ') AS what FROM (
    SELECT "${instanceColumn}" AS thing, "id" AS owner FROM "StatefulInstance"
    WHERE "${instanceColumn}" IS NOT NULL AND ${LIVE_INSTANCE}
    UNION ALL
    SELECT "${nicColumn}", "vmId" FROM (${NICS}) WHERE "${nicColumn}" IS NOT NULL)
  GROUP BY thing HAVING count(*) > 1`

export const AUDIT_RULES: readonly AuditRule[] = [
  {
    name: 'an address has one live holder',
    rule: 'B1',
    sql: `
      SELECT "address" || ' in ' || "subnetId" || ' has ' || count(*) || ' live holders' AS what
      FROM "IpAllocation" WHERE "releasedAt" IS NULL GROUP BY "subnetId", "address" HAVING count(*) > 1`,
  },
  {
    name: 'an instance holds its address',
    rule: 'B1',
    sql: `
      SELECT i."id" || ' has ' || i."address" || ', which ' || coalesce(a."instanceId", a."interfaceId", 'nobody')
        || ' holds' AS what
      FROM "StatefulInstance" i
      LEFT JOIN "IpAllocation" a
        ON a."subnetId" = i."subnetId" AND a."address" = i."address" AND a."releasedAt" IS NULL
      WHERE i.${LIVE_INSTANCE} AND i."address" IS NOT NULL
        AND (a."instanceId" IS NOT i."id" OR a."groupId" IS NOT i."groupId" OR a."ownerKind" <> 'instance')`,
  },
  {
    name: 'a VM holds its addresses',
    rule: 'B1',
    sql: `
      SELECT n."vmId" || ' has ' || n."address" || ', which ' || coalesce(a."instanceId", a."interfaceId", 'nobody')
        || ' holds' AS what
      FROM (${NICS}) n
      LEFT JOIN "IpAllocation" a
        ON a."subnetId" = n."subnetId" AND a."address" = n."address" AND a."releasedAt" IS NULL
      WHERE n."address" IS NOT NULL AND (a."instanceId" IS NOT n."vmId" OR a."ownerKind" <> 'vm')`,
  },
  {
    name: 'what an instance holds is its address',
    rule: 'B6',
    sql: `
      SELECT a."address" || ' is held by ' || coalesce(a."instanceId", 'nobody') || ', which does not have it' AS what
      FROM "IpAllocation" a LEFT JOIN "StatefulInstance" i ON i."id" = a."instanceId"
      WHERE a."releasedAt" IS NULL AND a."ownerKind" = 'instance'
        AND (i."address" IS NOT a."address" OR i."subnetId" IS NOT a."subnetId" OR i."state" = 'deallocated')`,
  },
  {
    name: 'what a VM holds is its address',
    rule: 'B6',
    sql: `
      SELECT a."address" || ' is held by ' || a."instanceId" || ', which does not have it' AS what
      FROM "IpAllocation" a LEFT JOIN "PooledVm" v ON v."id" = a."instanceId" AND v.${LIVE_VM}
      WHERE a."releasedAt" IS NULL AND a."ownerKind" = 'vm' AND a."ownerKind" <> 'instance' AND NOT EXISTS (
        SELECT 1 FROM json_each(v."nics") nic
        WHERE nic.value ->> '$.private.address' = a."address" AND nic.value ->> '$.subnetId' = a."subnetId")`,
  },
  {
    name: 'an interface has one owner',
    rule: 'B1',
    sql: shared('interfaceId', 'interfaceId'),
  },
  {
    name: 'a public IP has one owner',
    rule: 'B1',
    sql: shared('publicIpId', 'publicIpId'),
  },
  {
    name: 'a machine has one owner',
    rule: 'B1',
    sql: `
      SELECT thing || ' belongs to ' || group_concat(owner, ' and ') AS what FROM (
        SELECT "machineId" AS thing, "id" AS owner FROM "StatefulInstance"
        WHERE "machineId" IS NOT NULL AND ${LIVE_INSTANCE}
        UNION ALL
        SELECT "machineId", "id" FROM "PooledVm" WHERE "machineId" IS NOT NULL AND ${LIVE_VM})
      GROUP BY thing HAVING count(*) > 1`,
  },
  {
    name: 'a public IP is held by who has it',
    rule: 'B1',
    sql: `
      SELECT a."publicIpId" || ' is held by ' || a."instanceId" || ', which does not have it' AS what
      FROM "PublicIpAllocation" a
      WHERE a."releasedAt" IS NULL
        AND NOT EXISTS (
          SELECT 1 FROM "StatefulInstance" i
          WHERE i."id" = a."instanceId" AND i."publicIpId" = a."publicIpId" AND i.${LIVE_INSTANCE})
        AND NOT EXISTS (
          SELECT 1 FROM "PooledVm" v, json_each(v."nics") nic
          WHERE v."id" = a."instanceId" AND v.${LIVE_VM} AND nic.value ->> '$.public.publicIpId' = a."publicIpId")
      UNION ALL
      SELECT i."id" || ' has ' || i."publicIpId" || ', which it does not hold' FROM "StatefulInstance" i
      WHERE i."publicIpId" IS NOT NULL AND i.${LIVE_INSTANCE} AND NOT EXISTS (
        SELECT 1 FROM "PublicIpAllocation" a
        WHERE a."publicIpId" = i."publicIpId" AND a."releasedAt" IS NULL AND a."instanceId" = i."id")`,
  },
  {
    name: 'every hold of ours is told by an event',
    rule: 'B5',
    sql: `
      SELECT a."address" || ' of ' || a."instanceId" || ' is in no event' AS what
      FROM "IpAllocation" a
      WHERE a."instanceId" IS NOT NULL AND a."since" > coalesce((SELECT max("lastAt") FROM "LedgerAnchor"), '')
        AND NOT EXISTS (
        SELECT 1 FROM "Event" e WHERE e."instanceId" = a."instanceId" AND e."address" = a."address")`,
  },
  {
    name: 'events are numbered without gaps',
    rule: 'B5',
    sql: `
      SELECT count(*) || ' events are numbered from ' || min("seq") || ' to ' || max("seq") AS what
      FROM "Event", (SELECT coalesce(max("seq"), 0) AS "removed" FROM "LedgerAnchor") WHERE "seq" > "removed"
      HAVING count(*) > 0 AND (min("seq") <> "removed" + 1 OR max("seq") - "removed" <> count(*))`,
  },
  {
    name: 'running work has its instance',
    rule: 'B7',
    sql: `
      SELECT o."id" || ' (' || o."kind" || ') works on ' || o."instanceId" || ', which is not there' AS what
      FROM "Operation" o
      LEFT JOIN "StatefulInstance" i ON i."id" = o."instanceId" AND i."groupId" = o."groupId"
      LEFT JOIN "PooledVm" v ON v."id" = o."instanceId" AND v."groupId" = o."groupId"
      WHERE o."state" = 'running'
        AND coalesce(i."state", v."state", 'gone') IN ('deallocated', 'gone')`,
  },
  {
    name: 'an instance under way has its work',
    rule: 'B7',
    sql: `
      SELECT "id" || ' is ' || "state" || ', and nobody works on it' AS what FROM "StatefulInstance" i
      WHERE i.${BUSY} AND NOT EXISTS (
        SELECT 1 FROM "Operation" o WHERE o."instanceId" = i."id" AND o."state" = 'running')
      UNION ALL
      SELECT "id" || ' is launching, and nobody works on it' FROM "PooledVm" v
      WHERE v."state" = 'launching' AND NOT EXISTS (
        SELECT 1 FROM "Operation" o WHERE o."instanceId" = v."id" AND o."state" = 'running')`,
  },
  {
    name: 'what lives belongs to a group that exists',
    rule: 'B7',
    sql: `
      SELECT m."id" || ' belongs to ' || m."groupId" || ', which is ' || coalesce(g."state", 'not there') AS what
      FROM (
        SELECT DISTINCT "groupId" AS "id", "groupId" FROM "StatefulInstance" WHERE ${LIVE_INSTANCE}
        UNION SELECT "groupId", "groupId" FROM "PooledVm" WHERE ${LIVE_VM}
        UNION SELECT "groupId", "groupId" FROM "PoolMember"
        UNION SELECT "groupId", "groupId" FROM "PublicPoolMember") m
      LEFT JOIN "Group" g ON g."id" = m."groupId" WHERE coalesce(g."state", 'deleted') = 'deleted'`,
  },
  {
    name: 'what is being deleted is nobody’s',
    rule: 'B6',
    sql: `
      SELECT d."id" || ' deletes ' || d."resourceId" || ', which ' || coalesce(i."id", p."instanceId") || ' has' AS what
      FROM "Disposal" d
      LEFT JOIN "StatefulInstance" i ON i."interfaceId" = d."resourceId" AND i.${LIVE_INSTANCE}
      LEFT JOIN "PublicIpAllocation" p ON p."publicIpId" = d."resourceId" AND p."releasedAt" IS NULL
      WHERE d."state" = 'running' AND coalesce(i."id", p."instanceId") IS NOT NULL`,
  },
  {
    name: 'a rolling recycle counts its machines',
    rule: 'B7',
    sql: `
      SELECT r."id" || ' counts ' || r."done" || ' done, ' || r."skipped" || ' skipped and ' || r."failed"
        || ' failed of ' || r."total" || ', and its machines say otherwise' AS what
      FROM "RollingRecycle" r LEFT JOIN (
        SELECT "runId", count(*) AS "total", sum("state" = 'done') AS "done", sum("state" = 'skipped') AS "skipped",
          sum("state" = 'failed') AS "failed" FROM "RollingItem" GROUP BY "runId") i ON i."runId" = r."id"
      WHERE (i."total", i."done", i."skipped", i."failed") IS NOT (r."total", r."done", r."skipped", r."failed")`,
  },
  ...ACCOUNT_RULES,
]
