// @ts-check
/*
 * The program of the thread that checks the whole log beside the server. It says how far it is, and at last what it
 * found; see `verify-aside.ts`, its only partner.
 *
 *   { file, noted }        ─▶  { checked, of }, { checked, of }, …, { report }
 *   { file, newest: true } ─▶  { report }
 */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { verifyChain, verifyNewest } from './verify-chain.mjs'

const database = new Database(workerData.file, { readonly: true, fileMustExist: true })
try {
  const report = workerData.newest
    ? verifyNewest(database)
    : verifyChain(database, {
        noted: workerData.noted,
        onProgress: (checked, of) => parentPort?.postMessage({ checked, of }),
      })
  parentPort?.postMessage({ report })
} finally {
  database.close()
}
