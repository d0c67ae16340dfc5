import type { EventQuery } from '@/lib/allocation/ports/store'
import { recordEvent } from '@/lib/allocation/record-event'
import { queryOf } from '@/lib/api/route-parameters'
import type { RouteName } from '@/lib/auth/doors'
import { CSV_HEAD, csvLine, type ExportedEvent, jsonLine } from '@/lib/domain/event-export'
import { type Holdfast, holdfast } from '@/lib/server/compose'
import { answerThrough } from '@/lib/server/doors/read'
import { wholeLogFilterOf } from '@/lib/server/reads/event-filter'

const FORMS = {
  csv: { type: 'text/csv; charset=utf-8', head: CSV_HEAD, line: csvLine },
  jsonl: {
    type: 'application/jsonl; charset=utf-8',
    head: '',
    line: (one: ExportedEvent) => `${jsonLine(one)}\n`,
  },
} as const

/**
 * The log as a file: what the filter of the address finds, up to the event that tells of this export. It is read and
 * sent page by page, as fast as the other end takes it.
 */
export const answerLedgerExport = (name: RouteName, request: Request): Promise<Response> =>
  answerThrough(name, request, async () => {
    const search = queryOf('ledgerExport', request)
    const as = search.get('as') === 'csv' ? 'csv' : 'jsonl'
    const filter = wholeLogFilterOf(search)
    const hold = await holdfast()
    const bounded = boundedBy(filter, await hold.store.lastSeq())
    await tellExport(hold, as, filter)
    const { type, head, line } = FORMS[as]
    const pages = hold.store.exportEvents(bounded)
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        if (head !== '') controller.enqueue(encoder.encode(head))
      },
      async pull(controller) {
        const { value, done } = await pages.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value.map(line).join('')))
      },
      async cancel() {
        await pages.return(undefined)
      },
    })
    return new Response(body, {
      headers: {
        'content-type': type,
        'content-disposition': `attachment; filename="holdfast-ledger.${as}"`,
        'cache-control': 'no-store',
      },
    })
  })

const boundedBy = (filter: Omit<EventQuery, 'limit'>, lastSeq: number): Omit<EventQuery, 'limit'> => ({
  ...filter,
  before: Math.min(filter.before ?? Number.POSITIVE_INFINITY, lastSeq + 1),
})

const tellExport = ({ engine }: Holdfast, as: string, filter: Omit<EventQuery, 'limit'>): Promise<void> =>
  recordEvent(engine.allocation, {
    kind: 'exported',
    why: Object.keys(filter).length === 0 ? 'The whole log as a file.' : 'A part of the log as a file.',
    after: { as, ...filter },
  })
