import Database from 'better-sqlite3'
import { PRAGMAS } from '@/lib/storage/client'
import { templateDatabase } from '@/lib/testing/database'
import type { Figure } from './figure'
import { createPool, type LargeWorld, median, openLargeWorld, rounded } from './large-world'

const MEMBERS = 10_000
const GOAL_MS = 1_000
/** 10,000 addresses of the /16 each. */
/** As many turns, each with 10,000 addresses of the /16 for itself. */
const POOLS = Array.from({ length: 6 }, (_, n) => `10.8.${n * 40 + 1}.0-10.8.${n * 40 + 40}.15`)

/**
 * Creating a group of 10,000 pool instances in a /16: read the world, check the pool, plan, commit, answer.
 *
 * The baseline is the raw driver inserting the same rows (copied out of the database that the store wrote, so
 * exactly these) into an empty one in one durable transaction, statements prepared once.
 */
export async function benchCreateGroup(): Promise<Figure[]> {
  const world = await openLargeWorld()
  const times: number[] = []
  for (const [n, pool] of POOLS.entries()) times.push(await createPool(world, `bench-${n}`, pool))
  // The first one also pays for the compiler; a server has run for a while.
  const value = median(times.slice(1))
  const raw: number[] = []
  for (let turn = 0; turn < 3; turn++) raw.push(await writeSameRows(world))
  const baseline = median(raw)
  await world.store.close()
  return [
    {
      name: `creating a group of ${MEMBERS.toLocaleString('en')} pool instances in a /16`,
      value: rounded(value),
      unit: 'ms',
      baseline: rounded(baseline),
      ratio: rounded(value / baseline, 2),
      goal: `< ${GOAL_MS.toLocaleString('en')} ms; baseline: the raw driver writing the same rows`,
      met: value < GOAL_MS,
    },
    {
      name: 'the same, in a process that has just started',
      value: rounded(times[0] ?? 0),
      unit: 'ms',
      baseline: rounded(baseline),
      ratio: rounded((times[0] ?? 0) / baseline, 2),
      goal: 'for comparison',
      met: null,
    },
  ]
}

const TABLES = ['Group', 'StatefulInstance', 'IpAllocation', 'PoolMember', 'Event', 'Request'] as const

/** Milliseconds. Only the rows of one group: those of the last pool. */
async function writeSameRows({ file }: LargeWorld): Promise<number> {
  const from = new Database(file, { readonly: true })
  const last = from.prepare('SELECT "id" FROM "Group" ORDER BY rowid DESC LIMIT 1').pluck().get() as string
  const tables = TABLES.map((table) => {
    const where = { Group: '"id" = ?', Request: '"key" <> ?' }[table as string] ?? '"groupId" = ?'
    return {
      table,
      rows: from.prepare(`SELECT * FROM "${table}" WHERE ${where}`).raw().all(last) as unknown[][],
    }
  })
  from.close()
  const into = new Database(await templateDatabase())
  for (const pragma of PRAGMAS) into.pragma(pragma)
  const statements = tables.flatMap(({ table, rows }) => {
    const [first] = rows
    if (!first) return []
    const statement = into.prepare(`INSERT INTO "${table}" VALUES (${first.map(() => '?').join(', ')})`)
    return [{ statement, rows }]
  })
  const begin = performance.now()
  into.transaction(() => {
    for (const { statement, rows } of statements) for (const row of rows) statement.run(...row)
  })()
  const took = performance.now() - begin
  into.close()
  return took
}
