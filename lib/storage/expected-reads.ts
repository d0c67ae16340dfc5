import type { Cloud as CloudName } from '@/lib/domain/cloud-rules'
import type { Expected, ExpectedKind } from '@/lib/domain/expected'
import type { PrismaClient } from './client'

/** A few milliseconds each, whatever else the record has: every page is one walk along an index. */
const PER_PAGE = 500

/** Whether the record has more members than that, or had: the answer is one look at the end of each table. */
export async function isBeyond(client: PrismaClient, members: number): Promise<boolean> {
  const [row] = await client.$queryRawUnsafe<{ last: number | bigint }[]>(
    `SELECT coalesce((SELECT max(rowid) FROM "StatefulInstance"), 0)
       + coalesce((SELECT max(rowid) FROM "PooledVm"), 0) AS "last"`,
  )
  return Number(row?.last ?? 0) > members
}

/**
 * What a look at the cloud expects to find of live groups, page by page. Only the ids are read: of a record that is larger
 * than memory, reading the groups would cost as much as they have instances, every second, and push those that are worked
 * with out of it.
 *
 *   machines     index of machine ids    ▕ i-1 … i-500 ▏ i-501 … ▏           active, stateful instances and VMs
 *   interfaces   index of what is held   ▕ row 3 … 812 ▏ row 813 … ▏         paused, stateful instances
 */
export async function* readExpected(
  client: PrismaClient,
  cloud: CloudName,
  kind: ExpectedKind,
): AsyncGenerator<readonly Expected[]> {
  for (const source of SOURCES[kind])
    for (let after: string | number = source.first, isLast = false; !isLast; ) {
      const [row]: { page: string }[] = await client.$queryRawUnsafe(source.sql, after, PER_PAGE, cloud)
      const { read, last, items } = JSON.parse(row?.page ?? '{}') as Page
      isLast = read < PER_PAGE
      after = last ?? after
      if (items.length > 0) yield items
    }
}

/** `read`: rows of the walk, of this cloud or not; `last`: where it goes on. */
type Page = {
  readonly read: number
  readonly last: string | number | null
  readonly items: readonly Expected[]
}

/** As one JSON text: Prisma would convert every value by itself. */
const pageOf = (walk: string, place: string): string => `
  SELECT json_object('read', count(*), 'last', max(walk."${place}"), 'items', json_group_array(json_object(
      'id', walk."found", 'instanceId', walk."id", 'groupId', walk."groupId"
    )) FILTER (WHERE g."id" IS NOT NULL)) AS "page"
  FROM (${walk} LIMIT ?) AS walk
  LEFT JOIN "Group" g ON g."id" = walk."groupId" AND g."state" = 'live' AND g."cloud" = ?`

const machinesOf = (table: 'StatefulInstance' | 'PooledVm') => ({
  first: '',
  sql: pageOf(
    `SELECT "id", "groupId", "machineId" AS "found", "machineId" AS "place" FROM "${table}"
     WHERE "machineId" IS NOT NULL AND "machineId" > ? AND "state" = 'active' ORDER BY "machineId"`,
    'place',
  ),
})

/** Its first two conditions are those of the index. */
const INTERFACES = {
  first: -1,
  sql: pageOf(
    `SELECT "id", "groupId", "interfaceId" AS "found", rowid AS "place"
     FROM "StatefulInstance" INDEXED BY "StatefulInstance_held_idx"
     WHERE "state" IN ('paused', 'error') AND ("interfaceId" IS NOT NULL OR "publicIpId" IS NOT NULL)
       AND "state" = 'paused' AND "interfaceId" IS NOT NULL AND rowid > ? ORDER BY rowid`,
    'place',
  ),
}

const SOURCES = {
  machines: [machinesOf('StatefulInstance'), machinesOf('PooledVm')],
  interfaces: [INTERFACES],
} as const
