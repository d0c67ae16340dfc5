import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { DatabaseInUse, lockFile } from '@/lib/storage/process-lock'

/** Bytes. Checking takes up to ten milliseconds for each megabyte, and every start waits for it. */
const LARGEST_CHECKED = 128 * 1024 * 1024

/**
 * Why a database file cannot be worked on, as one sentence; null when it can. A file that another process has is not
 * brought up to date under its feet, and what the schema engine would answer to a broken one is a stack trace.
 */
export function databaseProblem(file: string): string | null {
  try {
    const unlock = lockFile(file)
    try {
      return damage(file)
    } finally {
      unlock()
    }
  } catch (error) {
    if (error instanceof DatabaseInUse) return error.message
    const why = error instanceof Error ? error.message : String(error)
    return `The database ${file} cannot be used: ${why}. Restore a backup of it, or set DATABASE_URL to a file in a folder that this user may write to.`
  }
}

/** Throws what the driver says of a file that is no database, or may not be written. */
function damage(file: string): string | null {
  const database = new Database(file)
  try {
    database.exec('BEGIN IMMEDIATE; ROLLBACK')
    if (statSync(file).size > LARGEST_CHECKED) return null
    const found = database.pragma('quick_check(1)', { simple: true })
    if (found === 'ok') return null
    return `The database ${file} is damaged (${String(found).replace(/\s+/g, ' ')}). Restore a backup of it.`
  } finally {
    database.close()
  }
}
