import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type {
  IsolationLevel,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
} from '@prisma/driver-adapter-utils'
import Database from 'better-sqlite3'
import type { Statement } from './insert'
import { StatementRunner } from './statement-runner'

/**
 * Prisma's adapter for better-sqlite3, with two additions.
 *
 * **Several statements in one go.** A commit is a few statements that are written together or not at all. Prisma's
 * own transaction passes each of them, and BEGIN and COMMIT, through all of its layers, which for a small commit
 * costs more than the disk; and it yields in between, when anybody's query would run inside the open transaction.
 * Here a commit is one call: its texts joined, its parameters one after the other. The driver runs them inside a
 * transaction without yielding, from statements that it compiled once.
 *
 *   together([a, b, c])  ──▶  $executeRawUnsafe('a ;; b ;; c', …)  ──▶  BEGIN a b c COMMIT
 *
 * **Nobody looks into an open transaction.** Prisma still opens transactions of its own for some calls of its model
 * API. There is one connection: a query that arrives meanwhile would run inside, a read would see what may yet be
 * rolled back, and a write, though answered, would vanish. So it waits.
 *
 *   upsert   BEGIN ── select ── insert ── COMMIT
 *   commit               ▲ waits ···············▶ BEGIN a b c COMMIT
 */
export class SqliteAdapter implements SqlDriverAdapterFactory {
  readonly provider = 'sqlite'
  readonly adapterName = '@prisma/adapter-better-sqlite3'
  private readonly inner: PrismaBetterSqlite3

  constructor(
    file: string,
    private readonly pragmas: readonly string[],
  ) {
    this.inner = new PrismaBetterSqlite3({ url: `file:${file}` })
  }

  async connect(): Promise<SqlDriverAdapter> {
    const connection = await this.inner.connect()
    for (const pragma of this.pragmas) await connection.executeScript(`PRAGMA ${pragma}`)
    return guard(connection, new StatementRunner(databaseOf(connection), SEPARATOR))
  }
}

/** Not a text that SQL of ours contains. */
const SEPARATOR = '\n;;\n'

/** One text and one list of parameters for `$executeRawUnsafe`: all of the statements are run, or none. */
export const together = (statements: readonly Statement[]): Statement => ({
  sql: statements.map((statement) => statement.sql).join(SEPARATOR),
  args: statements.flatMap((statement) => statement.args),
})

/** The adapter keeps its connection in a field that its types do not mention. */
function databaseOf(connection: SqlDriverAdapter): Database.Database {
  const database: unknown = 'client' in connection ? connection.client : null
  if (database instanceof Database) return database
  throw new Error('This version of @prisma/adapter-better-sqlite3 keeps its connection elsewhere')
}

/** Other values, such as dates, are converted by Prisma's adapter. */
const isPlain = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'number'

/** What is asked outside a transaction waits until none is open. */
function guard(connection: SqlDriverAdapter, runner: StatementRunner): SqlDriverAdapter {
  let open: Promise<void> | null = null
  const free = async (): Promise<void> => {
    while (open) await open
  }

  const startTransaction = async (isolationLevel?: IsolationLevel) => {
    await free()
    let end = () => {}
    open = new Promise((resolve) => {
      end = () => {
        open = null
        resolve()
      }
    })
    try {
      const transaction = await connection.startTransaction(isolationLevel)
      const commit = transaction.commit.bind(transaction)
      const rollback = transaction.rollback.bind(transaction)
      return Object.assign(transaction, {
        commit: () => commit().finally(end),
        rollback: () => rollback().finally(end),
      })
    } catch (error) {
      end()
      throw error
    }
  }

  return {
    provider: connection.provider,
    adapterName: connection.adapterName,
    async queryRaw(query: SqlQuery) {
      if (open) await free()
      return connection.queryRaw(query)
    },
    async executeRaw(query: SqlQuery) {
      if (open) await free()
      return query.args.every(isPlain) ? runner.run(query) : connection.executeRaw(query)
    },
    async executeScript(script: string) {
      await free()
      return connection.executeScript(script)
    },
    startTransaction,
    dispose: () => connection.dispose(),
  }
}
