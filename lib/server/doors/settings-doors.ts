import * as settings from '@/lib/allocation/change-settings'
import type { ActionResult } from '@/lib/api/action-result'
import { changeSettingsSchema, maintenanceSchema } from '@/lib/api/schemas/account-settings'
import type { AccountSettings } from '@/lib/domain/account-settings'
import { asking } from '@/lib/server/asking'
import { act } from './action'

export function changeSettings(change: unknown): Promise<ActionResult<AccountSettings>> {
  return act(changeSettingsSchema, change, async ({ engine }, { values, seen }) => {
    const changed = await settings.changeSettings(engine.allocation, given(values), given(seen))
    return changed.ok ? { ...changed, message: 'Settings saved.' } : changed
  })
}

/** Makes Holdfast read-only, or ends that. Who wants what is so already is told since when. */
export function switchMaintenance(wanted: unknown): Promise<ActionResult<AccountSettings>> {
  return act(maintenanceSchema, wanted, async ({ engine, readOnly }, { on }) => {
    const { store, surroundings } = engine.allocation
    const seen = await store.settings()
    const maintenance = on
      ? (seen.maintenance ?? { by: asking()?.name ?? 'Somebody', since: surroundings.now() })
      : null
    const changed = await settings.changeSettings(engine.allocation, { maintenance }, {})
    if (!changed.ok) return changed
    await readOnly.refresh()
    return { ...changed, message: on ? 'Holdfast is read-only.' : 'Changes are made again.' }
  })
}

/** An optional field that is not there is not there, rather than undefined. */
const given = (values: { [name in keyof AccountSettings]?: AccountSettings[name] | undefined }) =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Partial<AccountSettings>
