import { DriverAdapterError, type MappedError, type SqlQuery } from '@prisma/driver-adapter-utils'
import Database from 'better-sqlite3'
import { CompiledStatements } from './compiled-statements.mjs'
import { type SecondConnection, SecondConnectionError } from './second-connection'

/**
 * Parameters of more characters than this are written by the second connection. About 500 instances with their
 * allocations and events, which take this thread 10 ms; handing them over costs a fraction of one.
 */
const LARGE = 200_000

/** Runs texts of one or several statements: small ones at once and without yielding, large ones in the other thread. */
export class StatementRunner {
  private readonly compiled: CompiledStatements

  constructor(
    database: Database.Database,
    private readonly second: SecondConnection,
  ) {
    this.compiled = new CompiledStatements(database)
  }

  static isLarge({ args }: SqlQuery): boolean {
    let characters = 0
    for (const arg of args) if (typeof arg === 'string') characters += arg.length
    return characters > LARGE
  }

  /** Answers how many rows changed. Several statements are one transaction. */
  run({ sql, args }: SqlQuery): number {
    try {
      return this.compiled.run(sql, args)
    } catch (error) {
      throw asDriverError(error)
    }
  }

  /** The same. Nothing else may be written meanwhile. */
  async runAside({ sql, args }: SqlQuery): Promise<number> {
    try {
      return await this.second.run(sql, args)
    } catch (error) {
      throw asDriverError(error)
    }
  }
}

function asDriverError(error: unknown): unknown {
  const isSqlite = error instanceof Database.SqliteError || error instanceof SecondConnectionError
  return isSqlite && error.code ? new DriverAdapterError(mapped(error.code, error.message)) : error
}

type DriverError = ConstructorParameters<typeof DriverAdapterError>[0]

/** In Prisma's words, the same that its own adapter uses: "UNIQUE constraint failed: Table.column, Table.column". */
function mapped(code: string, message: string): DriverError {
  const columns = message.split('constraint failed: ')[1]?.split(', ') ?? []
  const fields = columns.map((column) => column.slice(column.indexOf('.') + 1))
  const original = { originalCode: code, originalMessage: message }
  const kind: MappedError =
    code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
      ? { kind: 'UniqueConstraintViolation', constraint: { fields }, table: columns[0]?.split('.')[0] }
      : code === 'SQLITE_CONSTRAINT_NOTNULL'
        ? { kind: 'NullConstraintViolation', constraint: { fields } }
        : code.startsWith('SQLITE_BUSY')
          ? { kind: 'SocketTimeout' }
          : { kind: 'sqlite', extendedCode: 1, message }
  return { ...original, ...kind }
}
