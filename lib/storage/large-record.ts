import type { OpenDatabase } from './client'

/** Asks a question about the whole record. */
export type Ask = <T>(sql: string) => Promise<readonly T[]>

/** With more instances or pool members than this, such a question takes longer than anybody should be held up. */
const LARGE = 20_000

/** A small record is asked at once; a large one by the second connection, while everything else goes on. */
export async function askerOf({ client, second }: OpenDatabase): Promise<{ ask: Ask; isLarge: boolean }> {
  const [row] = await client.$queryRawUnsafe<{ [name in 'instances' | 'members']: number | bigint | null }[]>(
    `SELECT (SELECT max(rowid) FROM "StatefulInstance") AS "instances",
       (SELECT max(rowid) FROM "PoolMember") AS "members"`,
  )
  const isLarge = Number(row?.instances ?? 0) > LARGE || Number(row?.members ?? 0) > LARGE
  return { isLarge, ask: isLarge ? (sql) => second.read(sql) : (sql) => client.$queryRawUnsafe(sql) }
}
