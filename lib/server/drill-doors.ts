import { z } from 'zod'
import type { ActionResult } from '@/lib/api/action-result'
import { requestKeySchema } from '@/lib/api/schemas/commands'
import { drillIdSchema, drillValuesSchema, scenarioOf } from '@/lib/api/schemas/drills'
import { hexOf } from '@/lib/domain/digest'
import { refuse } from '@/lib/domain/result'
import { act } from './action'
import { scopeGroups } from './reads-drills'

const startInput = z.object({ values: drillValuesSchema, requestKey: requestKeySchema })

export function startDrill(values: unknown, requestKey: unknown): Promise<ActionResult<{ drillId: string }>> {
  return act(startInput, { values, requestKey }, async (hold, parsed) => {
    const { scope } = parsed.values
    const wanted = await scopeGroups(hold, scope)
    if (!wanted)
      return refuse({ kind: 'unknown-group', groupId: scope.kind === 'group' ? scope.groupId : '' })
    // The request names the drill: a second click finds the first one's.
    const id = `drill-${hexOf(12, parsed.requestKey, 0)}`
    return hold.drills.start({ id, ...wanted, ...scenarioOf(parsed.values) })
  })
}

export function cancelDrill(drillId: unknown): Promise<ActionResult<null>> {
  return act(drillIdSchema, drillId, async ({ drills }, id) => {
    await drills.cancel(id)
    return { ok: true, value: null }
  })
}

export function removeDrill(drillId: unknown): Promise<ActionResult<null>> {
  return act(drillIdSchema, drillId, async ({ drills, store }, id) => {
    await drills.cancel(id)
    await store.reads.removeDrill(id)
    return { ok: true, value: null, message: 'The drill is deleted.' }
  })
}
