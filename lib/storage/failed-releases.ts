import type { FailedRelease } from '@/lib/allocation/ports/reads'
import type { Disposal } from '@/lib/domain/disposal'
import { ask } from './ask'
import type { PrismaClient } from './client'
import { DISPOSAL_COLUMNS, readDisposal } from './disposals'
import { columns } from './rows'

/** The steps that let something go; a try of another step is no release. */
const RELEASING = `(o."steps" ->> ('$[' || o."cursor" || ']')) IN ('disassociate-public-ip', 'delete-interface')
  OR (o."steps" ->> ('$[' || o."cursor" || ']')) LIKE 'disassociate-public-ip:%'
  OR (o."steps" ->> ('$[' || o."cursor" || ']')) LIKE 'delete-%:%'
  OR o."kind" IN ('deallocate', 'remove-vm')`

/** Releases that failed and are tried again: of instances and VMs, and of what nobody has. */
export async function readFailedReleases(client: PrismaClient): Promise<FailedRelease[]> {
  const [operations, members, disposals] = await Promise.all([
    ask<FailedRelease>(
      client,
      `SELECT 'operation' AS "kind", o."id", o."groupId", g."name" AS "groupName", g."cloud", o."instanceId",
         o."attempts", o."notBefore" AS "nextTry", o."lastError", o."createdAt" AS "since",
         o."steps" ->> ('$[' || o."cursor" || ']') AS "step"
       FROM "Operation" o JOIN "Group" g ON g."id" = o."groupId"
       WHERE o."state" = 'running' AND o."attempts" > 0 AND (${RELEASING}) ORDER BY o."createdAt", o."id"`,
    ),
    ask<FailedRelease>(
      client,
      `SELECT 'instance' AS "kind", i."id", i."groupId", g."name" AS "groupName", g."cloud", i."id" AS "instanceId",
         i."failedReleases" AS "attempts", NULL AS "nextTry", i."reason" AS "lastError", i."stateSince" AS "since",
         NULL AS "step"
       FROM "StatefulInstance" i JOIN "Group" g ON g."id" = i."groupId"
       WHERE i."reason" IS NOT NULL AND i."state" = 'error' AND i."failedReleases" > 0
       UNION ALL
       SELECT 'vm', v."id", v."groupId", g."name", g."cloud", v."id", v."failedReleases", NULL, v."reason",
         v."stateSince", NULL
       FROM "PooledVm" v JOIN "Group" g ON g."id" = v."groupId"
       WHERE v."reason" IS NOT NULL AND v."state" = 'leaving' AND v."failedReleases" > 0 AND NOT EXISTS (
         SELECT 1 FROM "Operation" o WHERE o."instanceId" = v."id" AND o."state" = 'running')`,
    ),
    readRunningDisposals(client),
  ])
  return [
    ...operations,
    ...members,
    ...disposals.filter(({ attempts }) => attempts > 0).map(failedDisposal),
  ].map((one) => ({ ...one, attempts: Number(one.attempts) }))
}

const failedDisposal = (disposal: Disposal): FailedRelease => ({
  ...{ kind: 'disposal', id: disposal.id, groupId: null, groupName: null, cloud: disposal.cloud },
  ...{ instanceId: null, attempts: disposal.attempts, nextTry: disposal.notBefore },
  ...{ lastError: disposal.lastError, since: disposal.createdAt, step: disposal.kind },
  resourceId: disposal.resourceId,
})

export async function readRunningDisposals(client: PrismaClient): Promise<Disposal[]> {
  const rows = await client.$queryRawUnsafe<Parameters<typeof readDisposal>[0][]>(
    `SELECT ${columns(DISPOSAL_COLUMNS)} FROM "Disposal" WHERE "state" = 'running' ORDER BY "createdAt", "id"`,
  )
  return rows.map(readDisposal)
}
