import { errorSentence } from '@/components/shell/states'
import type { ActionResult } from '@/lib/api/action-result'

/** A server action that could not be reached throws; here it is one more refusal with a sentence. */
export async function settle<T>(promise: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await promise
  } catch (error) {
    return {
      ok: false,
      kind: 'unreachable',
      message: errorSentence(error),
      fields: [],
      moved: [],
      freshPlan: null,
    }
  }
}
