import type { Commit } from '@/lib/allocation/ports/commit'
import { formatAddress } from '@/lib/domain/address'
import type { Disposal } from '@/lib/domain/disposal'
import { forEachRow, insertRows, type Statement } from './insert'
import type { Row } from './rows'

export const DISPOSAL_COLUMNS = [
  'id',
  'kind',
  'cloud',
  'resourceId',
  'subnetId',
  'address',
  'label',
  'requestId',
  'state',
  'attempts',
  'notBefore',
  'lastError',
  'createdAt',
  'endedAt',
] as const satisfies readonly (keyof Disposal)[]

const disposalRow = (disposal: Disposal): Row => DISPOSAL_COLUMNS.map((column) => disposal[column])

export const readDisposal = (raw: { [C in (typeof DISPOSAL_COLUMNS)[number]]: unknown }): Disposal => ({
  ...(raw as Disposal),
  attempts: Number(raw.attempts),
})

/** Those that end come first: what is called off may be asked for again in the same transaction. */
export function disposalStatements(disposals: readonly Disposal[]): Statement[] {
  const ended = disposals.filter(({ state }) => state !== 'running')
  const running = disposals.filter(({ state }) => state === 'running')
  return [
    ...forEachRow(
      REFUSE_TAKEN,
      running.filter(({ attempts }) => attempts === 0).map(({ resourceId, kind }) => [resourceId, kind]),
    ),
    ...insertRows('Disposal', DISPOSAL_COLUMNS, ended.map(disposalRow), 'replace'),
    ...insertRows('Disposal', DISPOSAL_COLUMNS, running.map(disposalRow), 'replace'),
  ]
}

/** What nobody knows any more, because an instance adopted it or it is gone, is not begun to be deleted. */
const REFUSE_TAKEN = `
  INSERT INTO "CommitGuard" ("groupMoved", "missingHold")
  SELECT NULL, '' FROM json_each(?) AS asked
  WHERE CASE asked.value ->> 1
    WHEN 'delete-interface' THEN NOT EXISTS (SELECT 1 FROM "ForeignInterface" WHERE "id" = asked.value ->> 0)
    ELSE EXISTS (SELECT 1 FROM "PublicIpAllocation"
                 WHERE "publicIpId" = asked.value ->> 0 AND "releasedAt" IS NULL) END`

/**
 * The interface becomes an instance's: the hold that it had ends as the instance's begins, and it is no stranger any
 * more. Refused where it is not on that address by now, or is being deleted.
 */
export function adoptionStatements(commits: readonly Commit[]): Statement[] {
  const rows = commits.flatMap(({ adopted }) =>
    adopted.map(
      ({ interfaceId, subnetId, address, at }): Row => [interfaceId, subnetId, formatAddress(address), at],
    ),
  )
  return [REFUSE_UNADOPTABLE, END_STRAY_HOLD, FORGET_STRAY].flatMap((sql) => forEachRow(sql, rows))
}

const REFUSE_UNADOPTABLE = `
  INSERT INTO "CommitGuard" ("groupMoved", "missingHold")
  SELECT NULL, '' FROM json_each(?) AS wanted
  WHERE NOT EXISTS (
    SELECT 1 FROM "IpAllocation" WHERE "subnetId" = wanted.value ->> 1 AND "address" = wanted.value ->> 2
      AND "interfaceId" = wanted.value ->> 0 AND "releasedAt" IS NULL AND "ownerKind" IN ('kept', 'foreign'))
  OR EXISTS (SELECT 1 FROM "Disposal" WHERE "resourceId" = wanted.value ->> 0 AND "state" = 'running')`

const END_STRAY_HOLD = `
  UPDATE "IpAllocation" SET "releasedAt" = taken.value ->> 3 FROM json_each(?) AS taken
  WHERE "subnetId" = taken.value ->> 1 AND "address" = taken.value ->> 2 AND "releasedAt" IS NULL
    AND "interfaceId" = taken.value ->> 0`

const FORGET_STRAY = `DELETE FROM "ForeignInterface" WHERE "id" IN (SELECT value ->> 0 FROM json_each(?))`
