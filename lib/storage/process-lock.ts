import Database from 'better-sqlite3'

/**
 * One process per SQLite file. Two servers on one file would each believe their own memory of which addresses are
 * taken, and would find each other's commits only as failures.
 *
 * The lock is an exclusive transaction on a small database beside the file. The system lets go of it when the
 * process ends, however it ends, so nothing is left to clean up after kill -9. It is a file of its own because an
 * exclusive lock on the database itself would also keep out backups and people who look at it.
 */
export function lockFile(file: string): () => void {
  const lock = new Database(`${file}.lock`, { timeout: 0 })
  try {
    // Nothing is written, so there is no journal to leave behind either.
    lock.pragma('journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DatabaseInUse(file)
    }
    throw error
  }
  return () => lock.close()
}

export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse'

  constructor(readonly file: string) {
    super(
      `Another Holdfast process is using ${file}. One process may use one SQLite file: stop the other process, or ` +
        'set DATABASE_URL to another file. Running several processes on one database will need PostgreSQL.',
    )
  }
}
