import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type {
  IsolationLevel,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
} from '@prisma/driver-adapter-utils'
import Database from 'better-sqlite3'
import { SEPARATOR } from './compiled-statements.mjs'
import type { Statement } from './insert'
import { SecondConnection } from './second-connection'
import { StatementRunner } from './statement-runner'

/**
 * Prisma's adapter for better-sqlite3, with four additions.
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
 *
 * **A large commit holds nobody up.** It is written by a second connection in a thread of its own. Reads go on
 * meanwhile, and see what was there before; what would write waits, because SQLite lets one of two writers wait by
 * holding up its thread.
 *
 *   commit of 10,000      BEGIN a b c COMMIT          in the second thread
 *   read                     ▲ at once
 *   upsert                      ▲ waits ··▶ BEGIN …
 *
 * **A commit does not pass through Prisma**, which prints all parameters and reads them again before it hands them on:
 * some 30 ms for ten thousand instances, in one turn; and for a commit of one address as much as writing it takes.
 */
export class SqliteAdapter implements SqlDriverAdapterFactory {
  readonly provider = 'sqlite'
  readonly adapterName = '@prisma/adapter-better-sqlite3'
  private readonly inner: PrismaBetterSqlite3
  private writing: ((query: SqlQuery) => Promise<number>) | null = null

  constructor(
    file: string,
    private readonly pragmas: readonly string[],
    private readonly second = new SecondConnection(file, pragmas),
  ) {
    this.inner = new PrismaBetterSqlite3({ url: `file:${file}` })
  }

  async connect(): Promise<SqlDriverAdapter> {
    const connection = await this.inner.connect()
    for (const pragma of this.pragmas) await connection.executeScript(`PRAGMA ${pragma}`)
    const guarded = guard(connection, new StatementRunner(databaseOf(connection), this.second), this.second)
    this.writing = guarded.write
    return guarded
  }

  /** Null: nothing was ever asked of this database. Then it goes the usual way. */
  write({ sql, args }: Statement): Promise<number> | null {
    return this.writing?.({ sql, args: [...args], argTypes: [] }) ?? null
  }
}

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

/** Prisma asks for some of its writes as for rows. */
const isRead = ({ sql }: SqlQuery): boolean => /^\s*(SELECT|WITH|PRAGMA)\b/i.test(sql)

/** What is asked outside a transaction waits until none is open; what would write, until nothing large is written. */
function guard(
  connection: SqlDriverAdapter,
  runner: StatementRunner,
  second: SecondConnection,
): SqlDriverAdapter & { write(query: SqlQuery): Promise<number> } {
  let open: Promise<void> | null = null
  let large: Promise<unknown> | null = null
  // Asked anew after every wait, and acted on without another: of several that waited, one may go on and the rest wait.
  const inTheWay = (writes: boolean): Promise<unknown> | null => open ?? (writes ? large : null)
  const runAside = (query: SqlQuery): Promise<number> => {
    const writing = runner.runAside(query).finally(() => {
      large = null
    })
    large = writing.catch(() => undefined)
    return writing
  }

  const startTransaction = async (isolationLevel?: IsolationLevel) => {
    while (inTheWay(true)) await inTheWay(true)
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

  /** Plain values only. */
  const write = async (query: SqlQuery): Promise<number> => {
    while (inTheWay(true)) await inTheWay(true)
    return StatementRunner.isLarge(query) ? runAside(query) : runner.run(query)
  }

  return {
    write,
    provider: connection.provider,
    adapterName: connection.adapterName,
    async queryRaw(query: SqlQuery) {
      const writes = !isRead(query)
      while (inTheWay(writes)) await inTheWay(writes)
      return connection.queryRaw(query)
    },
    async executeRaw(query: SqlQuery) {
      if (query.args.every(isPlain)) return write(query)
      while (inTheWay(true)) await inTheWay(true)
      return connection.executeRaw(query)
    },
    async executeScript(script: string) {
      while (inTheWay(true)) await inTheWay(true)
      return connection.executeScript(script)
    },
    startTransaction,
    async dispose() {
      while (inTheWay(true)) await inTheWay(true)
      await second.close()
      await connection.dispose()
    },
  }
}
