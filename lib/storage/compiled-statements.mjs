// @ts-check
/*
 * Texts of one or several statements, compiled once and run without ever yielding. Plain JavaScript, because the same
 * lines run in the server's thread and in the second one (`second-thread.mjs`), which nothing compiles.
 */

/**
 * The texts differ in which columns of a set are alike (see `insertRows`): in practice a few dozen. Beyond this,
 * somebody builds SQL by concatenation, and all are forgotten.
 */
const MOST_COMPILED = 1_000

/** Between statements that are written together. Not a text that SQL of ours contains. */
export const SEPARATOR = '\n;;\n'

/** @typedef {{ statement: import('better-sqlite3').Statement, parameters: number }} Part */

export class CompiledStatements {
  /** @param {import('better-sqlite3').Database} database */
  constructor(database) {
    this.database = database
    /** @type {Map<string, readonly Part[]>} */
    this.texts = new Map()
    /** @type {Map<string, Part>} */
    this.statements = new Map()
    this.begin = database.prepare('BEGIN IMMEDIATE')
    this.commit = database.prepare('COMMIT')
    this.rollback = database.prepare('ROLLBACK')
  }

  /**
   * Answers how many rows changed. Several statements are one transaction: all of them are run, or none.
   * @param {string} sql
   * @param {readonly unknown[]} args  of all statements, in order of appearance
   * @returns {number}
   */
  run(sql, args) {
    try {
      const parts = this.compile(sql)
      if (parts.length === 1) return runParts(parts, args)
      this.begin.run()
      const changes = runParts(parts, args)
      this.commit.run()
      return changes
    } catch (error) {
      if (this.database.inTransaction) this.rollback.run()
      throw error
    }
  }

  /**
   * @param {string} sql
   * @returns {readonly Part[]}
   */
  compile(sql) {
    const known = this.texts.get(sql)
    if (known) return known
    if (this.texts.size >= MOST_COMPILED) {
      this.texts.clear()
      this.statements.clear()
    }
    const parts = sql.split(SEPARATOR).map((text) => this.compileOne(text))
    this.texts.set(sql, parts)
    return parts
  }

  /**
   * @param {string} text
   * @returns {Part}
   */
  compileOne(text) {
    const known = this.statements.get(text)
    if (known) return known
    // A question mark in our statements is always a parameter, never part of a text in quotes.
    const part = { statement: this.database.prepare(text), parameters: text.split('?').length - 1 }
    this.statements.set(text, part)
    return part
  }
}

/**
 * @param {readonly Part[]} parts
 * @param {readonly unknown[]} args
 */
function runParts(parts, args) {
  let changes = 0
  let from = 0
  for (const { statement, parameters } of parts) {
    changes += statement.run(...args.slice(from, from + parameters)).changes
    from += parameters
  }
  return changes
}
