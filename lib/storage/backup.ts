import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { type AuditReport, auditFile } from './audit'

/** What a file holds, after it was opened and read. */
export type RecordReport = {
  /** Bytes. */
  readonly size: number
  readonly lastSeq: number
  /** Null: an older Holdfast wrote it, whose rules are read after it was brought up to date. */
  readonly audit: AuditReport | null
}

export type Progress = { readonly done: number; readonly total: number }

/** Pages of 4 KB that are copied in one go: a few milliseconds. */
const PAGES_AT_ONCE = 1_024

/**
 * Copies a database that may be in use into one new file, as it was at one moment.
 *
 *   source   BEGIN, read ── snapshot ─────────────────────────▶ END
 *   writer        │ commits, commits, commits …  (in the log; nobody waits)
 *   target        └▶ a page, a page, a page … ─▶ one plain file ─▶ checked ─▶ on disk ─▶ its name
 *
 * SQLite's own backup begins anew whenever another process writes, which a busy Holdfast would make it do for ever. A
 * reader that has begun sees one state until it ends; the copy is made inside of such a one. The file gets its name
 * when it is whole and was read: what bears the name is a backup, or the one that bore it before.
 */
export async function backUp(
  source: string,
  target: string,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<RecordReport> {
  const unnamed = unnamedFile(target)
  discard(unnamed)
  // It holds what the record holds, keys of accounts among it: it is nobody else's to read.
  closeSync(openSync(unnamed, 'wx', 0o600))
  try {
    await copyAsOfNow(source, unnamed, onProgress)
    const report = readRecord(unnamed)
    persist(unnamed)
    renameSync(unnamed, target)
    persist(dirname(target))
    return report
  } catch (error) {
    discard(unnamed)
    throw error
  }
}

/** Two that make the same backup at once do not write into each other's file. */
export const unnamedFile = (target: string): string => `${target}.unfinished-${process.pid}`

async function copyAsOfNow(source: string, target: string, onProgress: (progress: Progress) => void) {
  const database = new Database(source, { readonly: true, fileMustExist: true })
  try {
    // Another process may be making the file smaller or recovering it for an instant.
    database.pragma('busy_timeout = 5000')
    database.exec('BEGIN')
    database.prepare('SELECT count(*) FROM sqlite_master').get()
    await database.backup(target, {
      progress({ totalPages, remainingPages }) {
        onProgress({ done: totalPages - remainingPages, total: totalPages })
        return PAGES_AT_ONCE
      },
    })
  } finally {
    database.close()
  }
}

/**
 * Reads a file that nobody has open: SQLite's own check of its pages, then every rule of the record. Throws a sentence
 * where the pages are not in order. The file is one file afterwards, without a log beside it.
 */
export function readRecord(file: string): RecordReport {
  const lastSeq = checkPages(file)
  return { size: statSync(file).size, lastSeq, audit: auditOrNull(file) }
}

function auditOrNull(file: string): AuditReport | null {
  try {
    return auditFile(file)
  } catch (error) {
    if (error instanceof Error && /no such (table|column)/.test(error.message)) return null
    throw error
  }
}

/** Answers the number of the last event. */
export function checkPages(file: string): number {
  const database = new Database(file, { fileMustExist: true })
  try {
    database.pragma('journal_mode = DELETE')
    const found = String(database.pragma('quick_check(1)', { simple: true }))
    if (found !== 'ok') throw new DamagedFile(file, found)
    const { seq } = database.prepare('SELECT coalesce(max("seq"), 0) AS "seq" FROM "Event"').get() as {
      seq: number
    }
    return seq
  } finally {
    database.close()
  }
}

class DamagedFile extends Error {
  override readonly name = 'DamagedFile'

  constructor(file: string, found: string) {
    super(`${file} is damaged (${found.replace(/\s+/g, ' ')}).`)
  }
}

/** With what SQLite puts beside it. */
export function discard(file: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
}

/** Of a folder: the names in it. Some systems keep no folder open; there the name is on disk when they say so. */
export function persist(path: string): void {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch {
    return
  }
  try {
    fsyncSync(descriptor)
  } catch {
    // The system does not do that for what this is.
  } finally {
    closeSync(descriptor)
  }
}
