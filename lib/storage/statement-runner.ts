import { DriverAdapterError, type MappedError, type SqlQuery } from '@prisma/driver-adapter-utils'
import Database, { type Statement } from 'better-sqlite3'

type Part = { readonly statement: Statement; readonly parameters: number }

/**
 * The texts differ in which columns of a set are alike (see `insertRows`): in practice a few dozen. Beyond this,
 * somebody builds SQL by concatenation, and all are forgotten.
 */
const MOST_COMPILED = 1_000

/** Runs texts of one or several statements, compiled once, without ever yielding. */
export class StatementRunner {
  private readonly texts = new Map<string, readonly Part[]>()
  private readonly statements = new Map<string, Part>()
  private readonly begin: Statement
  private readonly commit: Statement
  private readonly rollback: Statement

  constructor(
    private readonly database: Database.Database,
    private readonly separator: string,
  ) {
    this.begin = database.prepare('BEGIN IMMEDIATE')
    this.commit = database.prepare('COMMIT')
    this.rollback = database.prepare('ROLLBACK')
  }

  /** Answers how many rows changed. Several statements are one transaction. */
  run({ sql, args }: SqlQuery): number {
    try {
      const parts = this.compile(sql)
      if (parts.length === 1) return runParts(parts, args)
      this.begin.run()
      const changes = runParts(parts, args)
      this.commit.run()
      return changes
    } catch (error) {
      if (this.database.inTransaction) this.rollback.run()
      throw error instanceof Database.SqliteError ? new DriverAdapterError(mapped(error)) : error
    }
  }

  private compile(sql: string): readonly Part[] {
    const known = this.texts.get(sql)
    if (known) return known
    if (this.texts.size >= MOST_COMPILED) {
      this.texts.clear()
      this.statements.clear()
    }
    const parts = sql.split(this.separator).map((text) => this.compileOne(text))
    this.texts.set(sql, parts)
    return parts
  }

  private compileOne(text: string): Part {
    const known = this.statements.get(text)
    if (known) return known
    // A question mark in our statements is always a parameter, never part of a text in quotes.
    const part = { statement: this.database.prepare(text), parameters: text.split('?').length - 1 }
    this.statements.set(text, part)
    return part
  }
}

function runParts(parts: readonly Part[], args: readonly unknown[]): number {
  let changes = 0
  let from = 0
  for (const { statement, parameters } of parts) {
    changes += statement.run(...args.slice(from, from + parameters)).changes
    from += parameters
  }
  return changes
}

type DriverError = ConstructorParameters<typeof DriverAdapterError>[0]

/** In Prisma's words, the same that its own adapter uses: "UNIQUE constraint failed: Table.column, Table.column". */
function mapped({ code, message }: InstanceType<typeof Database.SqliteError>): DriverError {
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
