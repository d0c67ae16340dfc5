import { closeSync, openSync, readSync } from 'node:fs'
import Database from 'better-sqlite3'

/**
 * One process per SQLite file. Two servers on one file would each believe their own memory of which addresses are
 * taken, and would find each other's commits only as failures.
 *
 * The lock is an exclusive transaction on a small database beside the file. The system lets go of it when the
 * process ends, however it ends, so nothing is left to clean up after kill -9. It is a file of its own because an
 * exclusive lock on the database itself would also keep out backups and people who look at it. Whose it is stands in its
 * header, so that who is refused can be told which process to end.
 */
export function lockFile(file: string): () => void {
  const lock = new Database(`${file}.lock`, { timeout: 0 })
  try {
    // What is written need not survive anything, and no journal is left behind. The lock outlasts the transaction.
    for (const pragma of ['journal_mode = MEMORY', 'synchronous = OFF', 'locking_mode = EXCLUSIVE'])
      lock.pragma(pragma)
    lock.exec(`BEGIN EXCLUSIVE; PRAGMA user_version = ${process.pid}; COMMIT`)
  } catch (error) {
    lock.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DatabaseInUse(file, ownerOf(`${file}.lock`))
    }
    throw error
  }
  return () => lock.close()
}

/** Where the header of a database has the number that its owner put there. */
const VERSION_AT = 60

/** Read past the lock, from the file itself; null where it says nothing. */
function ownerOf(lockFile: string): number | null {
  const bytes = Buffer.alloc(4)
  try {
    const opened = openSync(lockFile, 'r')
    try {
      readSync(opened, bytes, 0, bytes.length, VERSION_AT)
    } finally {
      closeSync(opened)
    }
  } catch {
    return null
  }
  return bytes.readUInt32BE() || null
}

export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse'

  constructor(
    readonly file: string,
    /** The process that has it, where that is known. */
    readonly owner: number | null,
  ) {
    super(
      `Another Holdfast process is using ${file}${owner === null ? '' : ` (process ${owner})`}. One process may use one SQLite file: stop the other process, or ` +
        'set DATABASE_URL to another file. Running several processes on one database will need PostgreSQL.',
    )
  }
}
