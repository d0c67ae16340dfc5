import { runThrough, SLICE, type Sliced } from '@/lib/domain/slices'
import type { Row } from './rows'

/** A statement for a whole set of rows, with its parameters in order of appearance. */
export type Statement = { readonly sql: string; readonly args: readonly (string | number | null)[] }

/** One text and one parameter, the JSON array of its rows; null where there are none. */
export const forEachRow = (sql: string, rows: readonly (Row | string)[]): Statement[] =>
  runThrough(forEachRowSliced(sql, rows))

/** The same, with pauses: for sets that a large commit may fill with thousands of rows. */
export function* forEachRowSliced(sql: string, rows: readonly (Row | string)[]): Sliced<Statement[]> {
  return rows.length === 0 ? [] : [{ sql, args: [yield* jsonSliced(rows, (row) => row)] }]
}

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
export const insertRows = (...set: Parameters<typeof insertRowsSliced>): Statement[] =>
  runThrough(insertRowsSliced(...set))

/** The same, with pauses: for sets that a large commit may fill with thousands of rows. */
export function* insertRowsSliced(
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
  onConflict: OnConflict = 'refuse',
): Sliced<Statement[]> {
  const [first] = rows
  if (!first) return []
  const alike = yield* columnsAlike(columns.length, rows)
  const same = alike.filter((column) => first[column] !== null)
  const shared = same.map((column) => plain(first[column]))
  const differing = columns.flatMap((_, column) => (alike.includes(column) ? [] : [column]))
  const sql = textOf(table, columns, { same, differing, single: rows.length === 1 }, onConflict)
  if (rows.length === 1) return [{ sql, args: shared }]
  const varied = yield* jsonSliced(rows, (row) => differing.map((column) => row[column]))
  return [{ sql, args: [...shared, varied] }]
}

/** The columns that have one value in all rows. */
function* columnsAlike(columns: number, rows: readonly Row[]): Sliced<number[]> {
  const first = rows[0] as Row
  let alike = Array.from({ length: columns }, (_, column) => column)
  for (let from = 0; from < rows.length; from += SLICE) {
    if (from > 0) yield
    const slice = rows.slice(from, from + SLICE)
    alike = alike.filter((column) => slice.every((row) => row[column] === first[column]))
  }
  return alike
}

/** A JSON array, printed slice by slice. */
function* jsonSliced<T>(rows: readonly T[], printed: (row: T) => unknown): Sliced<string> {
  const slices: string[] = []
  for (let from = 0; from < rows.length; from += SLICE) {
    if (from > 0) yield
    slices.push(JSON.stringify(rows.slice(from, from + SLICE).map(printed)).slice(1, -1))
  }
  return `[${slices.join(',')}]`
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
