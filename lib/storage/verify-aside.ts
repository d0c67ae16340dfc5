import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ChainReport, Head } from './verify-chain.mjs'

/** Beside the source, which is there wherever Holdfast runs. */
const PROGRAM = join(process.cwd(), 'lib', 'storage', 'ledger-thread.mjs')

type Said = { readonly checked: number; readonly of: number } | { readonly report: ChainReport }

/** Follows the whole chain of a file in a thread of its own: the server goes on, and hears how far it is. */
export function verifyAside(
  file: string,
  noted: Head | null,
  onProgress: (checked: number, of: number) => void,
): Promise<ChainReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(PROGRAM, { workerData: { file, noted } })
    worker.unref()
    worker.on('message', (said: Said) => {
      if ('report' in said) resolve(said.report)
      else onProgress(said.checked, said.of)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('The thread that checks the log has ended.')))
  })
}
