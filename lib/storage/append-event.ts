import Database from 'better-sqlite3'
import type { NewEvent } from '@/lib/domain/event'
import { NOBODY_ASKS } from '@/lib/domain/event'
import { runThrough } from '@/lib/domain/slices'
import { chainStatements, HEAD, type HeadRaw, headOf } from './event-chain'
import { insertRows } from './insert'
import { EVENT_ROW_COLUMNS, eventRow } from './rows'

/**
 * Tells of something in a file that no Holdfast has open, as its last event, and does what it tells of in the same
 * transaction, if that is something in the file. Where a version without hashes wrote the
 * file, this event gets its hash with the others, when one with hashes opens it.
 */
export function appendEvent(
  file: string,
  event: NewEvent,
  deed: (database: Database.Database) => void = () => undefined,
): void {
  const database = new Database(file, { fileMustExist: true })
  try {
    const { head, unhashed } = headOf(database.prepare(HEAD).get() as HeadRaw | undefined)
    const statements = unhashed
      ? insertRows('Event', EVENT_ROW_COLUMNS, [[...eventRow(event, head.seq + 1, NOBODY_ASKS), null]])
      : runThrough(chainStatements([{ events: [event] }], head)).statements
    database.pragma('foreign_keys = ON')
    database.transaction(() => {
      deed(database)
      for (const { sql, args } of statements) database.prepare(sql).run(...args)
    })()
  } finally {
    database.close()
  }
}
