import Database from 'better-sqlite3'
import type { NewEvent } from '@/lib/domain/event'
import { runThrough } from '@/lib/domain/slices'
import { chainStatements, readHeadOf } from './event-chain'

/**
 * Tells of something in a file that no Holdfast has open, as its last event, and does what it tells of in the same
 * transaction, if that is something in the file. Where a version without hashes wrote the file, its events get theirs
 * before (`sealUnbegun`): what is told now is later than any of them can be.
 */
export function appendEvent(
  file: string,
  event: NewEvent,
  deed: (database: Database.Database) => void = () => undefined,
): void {
  const database = new Database(file, { fileMustExist: true })
  try {
    const { statements } = runThrough(chainStatements([{ events: [event] }], readHeadOf(database)))
    database.pragma('foreign_keys = ON')
    database.transaction(() => {
      deed(database)
      for (const { sql, args } of statements) database.prepare(sql).run(...args)
    })()
  } finally {
    database.close()
  }
}
