import Database from 'better-sqlite3'
import { PRAGMAS } from '@/lib/storage/client'
import { templateDatabase } from '@/lib/testing/database'

/**
 * The baseline of what the store writes for one group: the raw driver inserting exactly these rows, copied out of the
 * database that the store wrote, into an empty one, in one durable transaction, statements prepared once. Only the rows
 * of the last group. Milliseconds.
 */
export async function writeSameRows(file: string, names: readonly string[]): Promise<number> {
  const from = new Database(file, { readonly: true })
  const last = from.prepare('SELECT "id" FROM "Group" ORDER BY rowid DESC LIMIT 1').pluck().get() as string
  const tables = names.map((table) => {
    const where = { Group: '"id" = ?', Request: '"key" <> ?' }[table] ?? '"groupId" = ?'
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
