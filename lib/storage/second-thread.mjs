// @ts-check
/*
 * The program of the second thread: a connection of its own to the same file, for what would hold up the server's
 * thread. It is asked one thing after the other by `SecondConnection`, which is its only partner.
 *
 *   { id, sql, args }              ─▶  { id, changes }            a large commit, written together
 *   { id, sql, args, read: true }  ─▶  { id, rows }               a question about the whole record
 *   either                         ─▶  { id, error: { code, message } }
 */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { CompiledStatements } from './compiled-statements.mjs'

const database = new Database(workerData.file)
for (const pragma of workerData.pragmas) database.pragma(pragma)
const statements = new CompiledStatements(database)

parentPort?.on('message', ({ id, sql, args, read }) => {
  try {
    const answer = read
      ? { id, rows: database.prepare(sql).all(...args) }
      : { id, changes: statements.run(sql, args) }
    parentPort?.postMessage(answer)
  } catch (error) {
    const { code, message } = /** @type {{ code?: string, message: string }} */ (error)
    parentPort?.postMessage({ id, error: { code: code ?? null, message } })
  }
})
