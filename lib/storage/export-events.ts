import type { EventQuery } from '@/lib/allocation/ports/store'
import type { ExportedEvent } from '@/lib/domain/event-export'
import { EVENT_FIELDS, GENESIS, type Value } from '@/lib/domain/event-form.mjs'
import { conditionsOf } from './events'
import { columns } from './rows'
import type { SecondConnection } from './second-connection'

/** About 5 ms of reading in the other thread, and 2 of taking apart in this one. */
const PAGE = 500

/** The hash before an event's own: of the event before it, of what retention left, or of nothing. */
const PREVIOUS = `coalesce(
  (SELECT p."hash" FROM "Event" p WHERE p."seq" = e."seq" - 1),
  (SELECT a."hash" FROM "LedgerAnchor" a WHERE a."seq" = e."seq" - 1),
  CASE e."seq" WHEN 1 THEN '${GENESIS}' END)`

/**
 * Events of a filter, oldest first, page by page, each page read when it is asked for: by the second connection, so
 * that a search through millions holds nobody up.
 */
export async function* exportEvents(
  second: SecondConnection,
  filter: Omit<EventQuery, 'limit'>,
): AsyncGenerator<readonly ExportedEvent[]> {
  for (let after = filter.after ?? 0; ; ) {
    const { conditions, values } = conditionsOf({ ...filter, after })
    const [row] = await second.read<{ page: string }>(
      `SELECT json_group_array(json_array(${columns(EVENT_FIELDS, 'e')}, ${PREVIOUS}, e."hash")) AS page
       FROM (SELECT * FROM "Event" WHERE ${conditions.join(' AND ')} ORDER BY "seq" LIMIT ${PAGE}) e`,
      ...values,
    )
    const page = JSON.parse(row?.page ?? '[]') as Value[][]
    if (page.length > 0) yield page.map(exported)
    if (page.length < PAGE) return
    after = Number(page.at(-1)?.[0])
  }
}

function exported(row: Value[]): ExportedEvent {
  const [previous = null, hash = null] = row.slice(EVENT_FIELDS.length) as (string | null)[]
  return { values: row.slice(0, EVENT_FIELDS.length), previous, hash }
}
