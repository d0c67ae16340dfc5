import type { ActionResult } from './action-result'
import { LONGEST_IMPORT, tooLongSentence } from './limits'
import { apiPaths } from './paths'
import type { ImportView } from './views/imports'

type Refused = { readonly ok: false; readonly message: string }

/** Sends files as `lib/server/requests/import-body.ts` reads them; they are not copied. What they would change comes back. */
export async function sendImport(files: readonly File[]): Promise<ActionResult<ImportView> | Refused> {
  const list = JSON.stringify(files.map(({ name, size }) => ({ name, size })))
  const body = new Blob([list, '\n', ...files])
  if (body.size > LONGEST_IMPORT) return { ok: false, message: tooLongSentence(body.size, LONGEST_IMPORT) }
  const response = await fetch(apiPaths.imports(), { method: 'POST', body })
  const answer = (await response.json().catch(() => null)) as
    | ActionResult<ImportView>
    | Partial<Refused>
    | null
  if (answer && typeof answer.ok === 'boolean') return answer as ActionResult<ImportView>
  // Turned away at a door before this one: signed out, or too long.
  const message = answer && 'message' in answer ? answer.message : null
  return { ok: false, message: message ?? 'The server could not read these files. Try again in a moment.' }
}
