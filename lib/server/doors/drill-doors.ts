import { z } from 'zod'
import { recordEvent } from '@/lib/allocation/record-event'
import type { ActionResult } from '@/lib/api/action-result'
import { requestKeySchema } from '@/lib/api/schemas/commands'
import { drillIdSchema, drillValuesSchema, scenarioOf } from '@/lib/api/schemas/drills'
import { hexOf } from '@/lib/domain/digest'
import { refuse } from '@/lib/domain/result'
import type { Holdfast } from '@/lib/server/compose'
import { scopeGroups } from '@/lib/server/reads/drills'
import { act } from './action'

const startInput = z.object({ values: drillValuesSchema, requestKey: requestKeySchema })

export function startDrill(values: unknown, requestKey: unknown): Promise<ActionResult<{ drillId: string }>> {
  return act(startInput, { values, requestKey }, async (hold, parsed) => {
    const { scope } = parsed.values
    const wanted = await scopeGroups(hold, scope)
    if (!wanted)
      return refuse({ kind: 'unknown-group', groupId: scope.kind === 'group' ? scope.groupId : '' })
    // The request names the drill: a second click finds the first one's.
    const id = `drill-${hexOf(12, parsed.requestKey, 0)}`
    const known = await hold.store.reads.drill(id)
    const started = await hold.drills.start({ id, ...wanted, ...scenarioOf(parsed.values) })
    if (started.ok && !known)
      await tell(hold, 'drill-started', 'Played on a copy of the world.', id, { scope })
    return started
  })
}

export function cancelDrill(drillId: unknown): Promise<ActionResult<null>> {
  return act(drillIdSchema, drillId, async (hold, id) => {
    const isPlaying = hold.drills.progress(id) !== null
    await hold.drills.cancel(id)
    if (isPlaying) await tell(hold, 'drill-cancelled', 'It was ended before its time.', id)
    return { ok: true, value: null }
  })
}

export function removeDrill(drillId: unknown): Promise<ActionResult<null>> {
  return act(drillIdSchema, drillId, async (hold, id) => {
    const known = await hold.store.reads.drill(id)
    await hold.drills.cancel(id)
    await hold.store.reads.removeDrill(id)
    if (known) await tell(hold, 'drill-removed', 'Its report was deleted with it.', id)
    return { ok: true, value: null, message: 'The drill is deleted.' }
  })
}

const tell = (
  { engine }: Holdfast,
  kind: 'drill-started' | 'drill-cancelled' | 'drill-removed',
  why: string,
  drillId: string,
  more: Record<string, unknown> = {},
): Promise<void> => recordEvent(engine.allocation, { kind, why, after: { drill: drillId, ...more } })
