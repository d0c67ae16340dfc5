// @ts-check
/*
 * The program of the thread that checks the whole log beside the server. It says how far it is, and at last what it
 * found; see `verify-aside.ts`, its only partner.
 *
 *   { file, noted }        ─▶  { checked, of }, { checked, of }, …, { report }
 *   { file, newest: true } ─▶  { report }
 *   { file, until }        ─▶  { report }
 */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { verifyChain, verifyNewest, verifyUntil } from './verify-chain.mjs'

const database = new Database(workerData.file, { readonly: true, fileMustExist: true })
try {
  parentPort?.postMessage({ report: reportOf(workerData) })
} finally {
  database.close()
}

/** @param {{ newest?: boolean, until?: number, noted?: import('./verify-chain.mjs').Head | null }} asked */
function reportOf({ newest, until, noted = null }) {
  if (newest) return verifyNewest(database)
  if (until !== undefined) return verifyUntil(database, until)
  return verifyChain(database, {
    noted,
    onProgress: (checked, of) => parentPort?.postMessage({ checked, of }),
  })
}
