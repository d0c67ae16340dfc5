import type { Row } from './rows'

/** A statement for a whole set of rows, with its parameters in order of appearance. */
export type Statement = { readonly sql: string; readonly args: readonly (string | number | null)[] }

/** One text and one parameter, the JSON array of its rows; null where there are none. */
export const forEachRow = (sql: string, rows: readonly (Row | string)[]): Statement[] =>
  rows.length === 0 ? [] : [{ sql, args: [JSON.stringify(rows)] }]

/** What happens to a row whose key exists: an error, the row is replaced, or the existing one stays. */
export type OnConflict = 'refuse' | 'replace' | 'keep'

/**
 * Inserts a set of rows with one statement.
 *
 * Rows of one commit are much alike: one time, one group, one reason, and many columns that are empty. Taking a value
 * out of JSON costs more than writing it, so only what differs between the rows travels as JSON. What all rows share
 * is a parameter, and a column that is empty in all of them is not named.
 *
 *   at    kind       address     machineId
 *   10:00 allocated  10.0.1.7    –              INSERT INTO "Event" ("at", "kind", "address")
 *   10:00 allocated  10.0.1.8    –              SELECT ?, ?, value ->> 0 FROM jsonb_each(?)
 *   ───── same ────  ─ differs ─ ─ empty ─
 *
 * `jsonb_each` hands each row on as it was parsed; `json_each` would print it for `->>` to parse again, which is half
 * of what inserting costs.
 *
 * For `replace`, the first column is the key. An empty column is replaced too: it is null in `excluded`.
 */
export function insertRows(
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  onConflict: OnConflict = 'refuse',
): Statement[] {
  const [first] = rows
  if (!first) return []
  const same: number[] = []
  const differing: number[] = []
  for (let column = 0; column < columns.length; column++) {
    const value = first[column]
    if (!rows.every((row) => row[column] === value)) differing.push(column)
    else if (value !== null) same.push(column)
  }
  const shared = same.map((column) => plain(first[column]))
  const sql = textOf(table, columns, { same, differing, single: rows.length === 1 }, onConflict)
  if (rows.length === 1) return [{ sql, args: shared }]
  const varied = rows.map((row) => differing.map((column) => row[column]))
  return [{ sql, args: [...shared, JSON.stringify(varied)] }]
}

const plain = (value: Row[number] | undefined): string | number | null =>
  typeof value === 'boolean' ? Number(value) : (value ?? null)

type Shape = {
  readonly same: readonly number[]
  readonly differing: readonly number[]
  readonly single: boolean
}

/** `WHERE true` tells SQLite's parser that ON does not belong to a join. */
function textOf(table: string, columns: readonly string[], shape: Shape, onConflict: OnConflict): string {
  const named = [...shape.same, ...shape.differing].map((column) => `"${columns[column]}"`)
  const values = [...shape.same.map(() => '?'), ...shape.differing.map((_, place) => `value ->> ${place}`)]
  const source = shape.single ? '' : ' FROM jsonb_each(?)'
  const insert = `INSERT INTO "${table}" (${named.join(', ')}) SELECT ${values.join(', ')}${source}`
  if (onConflict === 'refuse') return insert
  if (onConflict === 'keep') return `${insert} WHERE true ON CONFLICT DO NOTHING`
  const [key, ...others] = columns
  const replaced = others.map((column) => `"${column}" = excluded."${column}"`)
  return `${insert} WHERE true ON CONFLICT ("${key}") DO UPDATE SET ${replaced.join(', ')}`
}
