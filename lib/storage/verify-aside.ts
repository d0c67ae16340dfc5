import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ChainReport, Head, NewestReport, StretchReport } from './verify-chain.mjs'

/** Beside the source, which is there wherever Holdfast runs. */
const PROGRAM = join(process.cwd(), 'lib', 'storage', 'ledger-thread.mjs')

type Said<R> = { readonly checked: number; readonly of: number } | { readonly report: R }

/** Follows the whole chain of a file in a thread of its own: the server goes on, and hears how far it is. */
export function verifyAside(
  file: string,
  noted: Head | null,
  onProgress: (checked: number, of: number) => void,
): Promise<ChainReport> {
  return inThread({ file, noted }, onProgress)
}

/** Its newest stretch only, which a start looks at. */
export const verifyNewestAside = (file: string): Promise<NewestReport> =>
  inThread({ file, newest: true }, () => undefined)

/** What retention is about to remove, and that the chain goes on from there. */
export const verifyUntilAside = (file: string, until: number): Promise<StretchReport> =>
  inThread({ file, until }, () => undefined)

function inThread<R>(asked: object, onProgress: (checked: number, of: number) => void): Promise<R> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(PROGRAM, { workerData: asked })
    worker.unref()
    worker.on('message', (said: Said<R>) => {
      if ('report' in said) resolve(said.report)
      else onProgress(said.checked, said.of)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('The thread that checks the log has ended.')))
  })
}
