import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import type { CloudRefusal, WirePage } from './protocol'
import type { Bindable, State } from './state'

const TOKEN = /^after (\d{1,15})$/

/**
 * Where a page begins, as SQL: among the rows of `alias` with these ids, or among all. The unary plus keeps SQLite from
 * walking the whole table by seq where ids name a few rows.
 */
export const startAmong = (
  alias: string,
  ids: readonly string[] | undefined,
): { readonly start: string; readonly params: readonly Bindable[] } =>
  ids
    ? {
        start: `${alias}.id in (select value from json_each(?)) and +${alias}.seq`,
        params: [JSON.stringify(ids)],
      }
    : { start: `${alias}.seq`, params: [] }

/**
 * One page of rows in the order in which they came to be. The token names the last row of the page before, so what
 * exists during the whole walk is met exactly once, whatever comes and goes meanwhile.
 *
 * `sql` selects rows with their `seq`; its last two parameters are the seq to start after and the limit.
 */
export function readPage<R extends { seq: number }, T>(
  state: State,
  pageSize: number,
  pageToken: string | null | undefined,
  query: { sql: string; params: readonly Bindable[] },
  shape: (row: R) => T,
): Result<WirePage<T>, CloudRefusal> {
  let after = 0
  if (pageToken) {
    const read = TOKEN.exec(Buffer.from(pageToken, 'base64url').toString('latin1'))
    if (!read) return refuse({ code: 'InvalidNextToken', message: 'The specified NextToken is not valid.' })
    after = Number(read[1])
  }
  const rows = state.rows<R>(query.sql, ...query.params, after, pageSize + 1)
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  const nextToken =
    rows.length > pageSize && last ? Buffer.from(`after ${last.seq}`, 'latin1').toString('base64url') : null
  return ok({ items: shown.map(shape), nextToken })
}
