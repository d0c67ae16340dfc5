import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { CsvReader, ExportCheck, readJsonLine } from '@/lib/domain/event-export'
import { sha256 } from './sha256.mjs'

/** Follows an exported file from line to line; whether it is CSV or JSON lines, its first sign says. */
export async function checkExport(
  file: string,
  noted: { readonly seq: number; readonly hash: string } | null,
): Promise<ExportCheck> {
  const check = new ExportCheck(sha256, noted)
  const stream = createReadStream(file, 'utf8')
  if ((await firstSign(file)) === '{') {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      // A line that is no event fits no hash, and is named by the number that it would have.
      if (line !== '')
        check.add(readJsonLine(line) ?? { values: [(check.last?.seq ?? 0) + 1], hash: null, previous: null })
    }
  } else {
    const reader = new CsvReader()
    for await (const piece of stream) for (const one of reader.read(String(piece))) check.add(one)
  }
  check.end()
  return check
}

async function firstSign(file: string): Promise<string> {
  for await (const piece of createReadStream(file, { encoding: 'utf8', start: 0, end: 0 }))
    return String(piece)
  return ''
}
