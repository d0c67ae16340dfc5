import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname } from 'node:path'
import Database from 'better-sqlite3'
import { happeningEvent } from '@/lib/allocation/record-event'
import { type NewEvent, TERMINAL } from '@/lib/domain/event'
import { appendEvent } from '@/lib/storage/append-event'
import { checkPages, discard, persist, type RecordReport, readRecord } from '@/lib/storage/backup'
import { lockFile } from '@/lib/storage/process-lock'
import { sealedEvent, sealUnbegun } from '@/lib/storage/seal-events'
import { applyMigrations, diagnose, MIGRATIONS_DIR } from './migrations'
import { firstBreak } from './told-record'

export type Restored = RecordReport & {
  /** Where the database that was replaced is now; null where there was none. */
  readonly kept: string | null
  /** Migrations that an older backup lacked. */
  readonly migrated: readonly string[]
}

/** A reason not to restore, to be told as it is. */
export class NotRestored extends Error {
  override readonly name = 'NotRestored'
}

type Restoring = {
  readonly backup: string
  readonly database: string
  /** ISO 8601: the replaced database bears it in its name. */
  readonly at: string
  /** Take a backup whose record breaks rules, too. */
  readonly force: boolean
  readonly migrations?: string
}

/**
 * Puts a backup in the place of the database.
 *
 *   locked ─▶ copied beside it ─▶ pages checked ─▶ migrated ─▶ record read ─▶ told in it ─▶ old one kept ─▶ renamed
 *
 * Up to the last arrow the database is as it was, whatever breaks; that arrow is one rename, so at every moment there
 * is a whole database under its name. The lock is held throughout: a Holdfast that runs on it refuses this, and one
 * that is started meanwhile is refused. Throws `NotRestored` with a sentence, and `DatabaseInUse`.
 */
export async function restoreDatabase(wanted: Restoring): Promise<Restored> {
  const { backup, database } = wanted
  if (!existsSync(backup)) throw new NotRestored(`There is no file ${backup}.`)
  if (!statSync(backup).isFile()) throw new NotRestored(`${backup} is not a file.`)
  if (existsSync(database) && statSync(backup).ino === statSync(database).ino)
    throw new NotRestored(`${backup} is the database itself; there is nothing to restore.`)
  mkdirSync(dirname(database), { recursive: true })
  const unlock = lockFile(database)
  const coming = `${database}.restoring`
  try {
    discard(coming)
    const { migrated, ...report } = await makeReady(wanted, coming)
    const sealed = await sealUnbegun(coming)
    if (sealed) appendEvent(coming, sealedEvent(sealed, wanted.at))
    appendEvent(coming, restoredEvent(wanted, report, coming))
    const kept = existsSync(database) ? keepReplaced(database, wanted.at) : null
    if (kept) chmodSync(coming, statSync(kept).mode)
    persist(coming)
    renameSync(coming, database)
    persist(dirname(database))
    // A first start that was broken off would add the demo to what was restored.
    rmSync(`${database}.unseeded`, { force: true })
    return { ...report, kept, migrated }
  } finally {
    discard(coming)
    unlock()
  }
}

/** The first event of the record from now on: what was between it and the one before is not in it. */
function restoredEvent(
  { backup, at, force }: Restoring,
  { lastSeq }: RecordReport,
  coming: string,
): NewEvent {
  const lastAt = lastMoment(coming)
  const until =
    lastAt === null ? 'without any event' : `up to event ${lastSeq.toLocaleString('en')} of ${lastAt}`
  return happeningEvent(
    {
      kind: 'backup-restored',
      why: `The record became that of a backup again, ${until}. What happened since then is not in it.`,
      by: TERMINAL,
      after: { file: basename(backup), lastSeq, lastAt, ...(force ? { forced: true } : {}) },
    },
    at,
    `restore-${at}`,
  )
}

function lastMoment(file: string): string | null {
  const database = new Database(file, { readonly: true })
  try {
    const at = database.prepare('SELECT "at" FROM "Event" ORDER BY "seq" DESC LIMIT 1').pluck().get()
    return typeof at === 'string' ? at : null
  } finally {
    database.close()
  }
}

/** A copy that this Holdfast can work on; the backup itself stays as it is. */
async function makeReady({ backup, force, migrations }: Restoring, coming: string) {
  copyWhole(backup, coming)
  const problem = pageProblem(coming) ?? (await migrationProblem(coming, migrations))
  if (problem) throw new NotRestored(`${backup} cannot be restored: ${problem}`)
  const migrated = await applyMigrations(coming, migrations)
  endSessions(coming)
  const report = readRecord(coming)
  // It is up to date now, so nothing is missing from it because it is old.
  if (report.audit === null)
    throw new NotRestored(`${backup} cannot be restored: tables are missing from it.`)
  const broken = firstBreak(report)
  if (broken !== null && !force) {
    throw new NotRestored(
      `The record in ${backup} is broken: ${broken.replace(/\.$/, '')}. Restore it as it is: npm run restore -- ${backup} --force`,
    )
  }
  return { ...report, migrated }
}

/**
 * Whoever was signed in when the backup was made may have been signed out since, or thrown out, and nothing in the
 * backup knows of it: everybody signs in again.
 */
function endSessions(file: string): void {
  const database = new Database(file)
  try {
    database.exec('DELETE FROM "Session"; DELETE FROM "Verification"')
  } finally {
    database.close()
  }
}

/** A file that was copied while a log stood beside it is whole only with that log. */
function copyWhole(from: string, to: string): void {
  copyFileSync(from, to)
  chmodSync(to, 0o600)
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`)
}

function pageProblem(file: string): string | null {
  try {
    checkPages(file)
    return null
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    if (/no such table/.test(why)) return 'it is not a database of Holdfast.'
    return /not a database/.test(why) ? 'it is not a database.' : 'it is damaged.'
  }
}

async function migrationProblem(file: string, folder = MIGRATIONS_DIR): Promise<string | null> {
  const { unknown, edited, failed } = await diagnose(file, folder)
  if (unknown.length > 0)
    return `a newer Holdfast made it (it knows the migration ${unknown.at(-1)}). Restore it with that one.`
  if (failed.length > 0) return `its migration ${failed[0]} failed half-way.`
  return edited.length > 0 ? `its migration ${edited[0]} is another one than this Holdfast has.` : null
}

/** Keeps what is replaced under a name of its own; what it had in its log is in it, where it can still be opened. */
function keepReplaced(database: string, at: string): string {
  const kept = `${database}.replaced-${at.replace(/[:.]/g, '-')}`
  closeLog(database)
  // A second name for the same file, so that the first is never without one.
  try {
    linkSync(database, kept)
  } catch {
    copyFileSync(database, kept, constants.COPYFILE_EXCL)
  }
  // A log that is left belongs to a file that cannot be opened. Beside another file it would be that one's ruin.
  for (const suffix of ['-wal', '-shm'])
    if (existsSync(`${database}${suffix}`)) renameSync(`${database}${suffix}`, `${kept}${suffix}`)
  return kept
}

function closeLog(file: string): void {
  try {
    const database = new Database(file, { fileMustExist: true })
    try {
      database.pragma('journal_mode = DELETE')
    } finally {
      database.close()
    }
  } catch {
    // It is being replaced because of that, perhaps. It is kept with its log.
  }
}
