import type { Ask } from './large-record'
import { persistenceSql } from './stored-config'

/**
 * Live groups that settling may change, when a process starts: the one before may have been killed between the end of
 * some work and what follows from it (B7). One too many costs a decision that changes nothing; one too few would stay as
 * it is until somebody touches it. Pool members that can be had again are known apart from this (`Settling`).
 *
 *   paused, wanted active   its launch was to follow          more wanted than target    some are to be paused
 *   active, wanted paused   its pause was to follow           fewer than target          others are to be drawn (A4)
 *   retained, never ran     its first launch failed (A7)      floating, kept address     is to be anchored
 *   a VM that is not simply active and wanted, or not as many as target
 */
export async function readUnsettled(ask: Ask): Promise<string[]> {
  const rows = await ask<{ id: string }>(UNSETTLED)
  return rows.map((row) => row.id)
}

const TARGET = `json_extract(g."config", '$.capacity.target')`

const UNSETTLED = `
  SELECT g."id" FROM "Group" g
  LEFT JOIN (
    SELECT "groupId",
      sum("state" = 'paused' AND "desired" = 'active' OR "state" = 'active' AND "desired" = 'paused') AS "torn",
      sum("desired" = 'active' AND "state" <> 'deallocating') AS "wanted",
      sum(("origin" <> 'pool' OR "retained") AND "state" <> 'deallocating') AS "extra",
      sum("retained" AND "state" = 'paused' AND "machineCount" = 0) AS "stranded",
      sum("origin" = 'floating') AS "floating"
    FROM "StatefulInstance" WHERE "state" <> 'deallocated' GROUP BY "groupId") i ON i."groupId" = g."id"
  LEFT JOIN (
    SELECT "groupId", sum("state" <> 'active' OR NOT "wanted") AS "torn",
      sum("wanted" AND "state" <> 'leaving') AS "wanted"
    FROM "PooledVm" WHERE "state" <> 'gone' GROUP BY "groupId") v ON v."groupId" = g."id"
  LEFT JOIN (SELECT "groupId", count(*) AS "members" FROM "PoolMember" GROUP BY "groupId") p ON p."groupId" = g."id"
  WHERE g."state" = 'live' AND CASE WHEN json_extract(g."config", '$.persistence.kind') = 'pooled'
    THEN coalesce(v."torn", 0) > 0 OR coalesce(v."wanted", 0) <> ${TARGET}
    ELSE coalesce(i."torn", 0) > 0 OR coalesce(i."wanted", 0) > ${TARGET} OR coalesce(i."stranded", 0) > 0
      OR coalesce(p."members", 0) + coalesce(i."extra", 0) < ${TARGET}
      OR coalesce(i."floating", 0) > 0 AND ${persistenceSql('g."config"', 'maintainPrivateIp')}
    END
  ORDER BY g."name"`
