import { LONGEST_FILE_NAME, LONGEST_IMPORT, MOST_FILES } from '@/lib/api/limits'
import type { RouteName } from '@/lib/auth/doors'
import { refused } from '@/lib/server/doors/action'
import { readImport } from '@/lib/server/doors/inventory-doors'
import { answerThrough } from '@/lib/server/doors/read'
import { readImportBody } from './import-body'

/** Whoever reads one of three hundred megabytes leaves no room for another. */
const KEY = Symbol.for('holdfast.reading-import')
const shared = globalThis as { [KEY]?: boolean }

const LIMITS = { bytes: LONGEST_IMPORT, files: MOST_FILES, name: LONGEST_FILE_NAME }

/**
 * Files in, what they would change out, as an action answers it. A route and not an action, because all that an action
 * is sent is taken apart before it is known which one it is: what is large comes in by this door only.
 */
export function answerImport(name: RouteName, request: Request): Promise<Response> {
  return answerThrough(name, request, async () => {
    const answer = await readAlone(request.body)
    return Response.json(answer, { status: answer.ok ? 200 : 400, headers: { 'cache-control': 'no-store' } })
  })
}

async function readAlone(body: ReadableStream<Uint8Array> | null) {
  if (shared[KEY]) return invalid('Another import is being read. Try again when it is through.')
  shared[KEY] = true
  try {
    const files = await readImportBody(body, LIMITS)
    return files.ok ? await readImport(files.value) : invalid(files.refusal)
  } finally {
    shared[KEY] = false
  }
}

const invalid = (message: string) => refused({ kind: 'invalid', problems: [{ path: 'files', message }] })
