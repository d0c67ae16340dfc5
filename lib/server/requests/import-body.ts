import { z } from 'zod'
import { decodeText } from '@/lib/cloud/cli/decode-text'
import { ok, type Result, refuse } from '@/lib/domain/result'

/*
 * How the files of an import travel: a line of JSON that lists them, then one after the other.
 *
 *   [{"name":"nics.json","size":81}]⏎{"NetworkInterfaces":…}
 *
 * A browser sends that without copying the files, and it is read without looking for boundaries: only one file is
 * there as bytes at a time.
 */

export type ImportLimits = { readonly bytes: number; readonly files: number; readonly name: number }
export type ImportFile = { readonly name: string; readonly text: string }

/** Two bytes for each character of a name, and what JSON puts around it. */
const longestList = ({ files, name }: ImportLimits): number => files * (2 * name + 100)

const UNREADABLE = 'These files arrived damaged. Choose them again.'

/** The files of a request's body, as text. What is refused is a sentence. */
export async function readImportBody(
  body: ReadableStream<Uint8Array> | null,
  limits: ImportLimits,
): Promise<Result<ImportFile[], string>> {
  if (body === null) return ok([])
  const bytes = new Bytes(body)
  const line = await bytes.untilNewline(longestList(limits))
  const list = line && listOf(decodeText(line), limits)
  if (!list) return refuse(UNREADABLE)
  const files: ImportFile[] = []
  let left = limits.bytes
  for (const { name, size } of list) {
    left -= size
    const content = left < 0 ? null : await bytes.take(size)
    if (!content) return refuse(UNREADABLE)
    files.push({ name: name || 'file', text: decodeText(content) })
  }
  return ok(files)
}

function listOf(line: string, limits: ImportLimits) {
  const list = z
    .array(z.object({ name: z.string().max(limits.name), size: z.number().int().min(0).max(limits.bytes) }))
    .max(limits.files)
  try {
    const read = list.safeParse(JSON.parse(line))
    return read.success ? read.data : null
  } catch {
    // No JSON.
    return null
  }
}

const NEWLINE = 10

/** A stream of pieces, read as a line and as runs of known length. */
class Bytes {
  #piece: Uint8Array = new Uint8Array()
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader()
  }

  /** Null where there is none within `most` bytes. */
  async untilNewline(most: number): Promise<Uint8Array | null> {
    const parts: Uint8Array[] = []
    let size = 0
    while (size <= most) {
      const at = this.#piece.indexOf(NEWLINE)
      const part = at < 0 ? this.#piece : this.#piece.subarray(0, at)
      parts.push(part)
      size += part.length
      if (at >= 0) {
        this.#piece = this.#piece.subarray(at + 1)
        return size <= most ? Buffer.concat(parts) : null
      }
      if (!(await this.#next())) return null
    }
    return null
  }

  /** Null where the stream ends before. */
  async take(size: number): Promise<Uint8Array | null> {
    const taken = Buffer.allocUnsafe(size)
    let filled = 0
    while (filled < size) {
      if (this.#piece.length === 0 && !(await this.#next())) return null
      const part = this.#piece.subarray(0, size - filled)
      taken.set(part, filled)
      filled += part.length
      this.#piece = this.#piece.subarray(part.length)
    }
    return taken
  }

  async #next(): Promise<boolean> {
    const { value, done } = await this.#reader.read()
    this.#piece = value ?? new Uint8Array()
    return !done
  }
}
