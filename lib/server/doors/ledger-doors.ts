import { z } from 'zod'
import type { ActionResult } from '@/lib/api/action-result'
import { act } from './action'

/** Begins a check of the whole log; how far it is, the page reads. */
export function checkLedger(): Promise<ActionResult<null>> {
  return act(z.null(), null, async ({ ledger }) => {
    ledger.check()
    return { ok: true, value: null }
  })
}
