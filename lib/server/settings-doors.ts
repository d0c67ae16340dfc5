import * as settings from '@/lib/allocation/change-settings'
import type { ActionResult } from '@/lib/api/action-result'
import { changeSettingsSchema } from '@/lib/api/schemas/account-settings'
import type { AccountSettings } from '@/lib/domain/account-settings'
import { act } from './action'

export function changeSettings(change: unknown): Promise<ActionResult<AccountSettings>> {
  return act(changeSettingsSchema, change, async ({ engine }, { values, seen }) => {
    const changed = await settings.changeSettings(engine.allocation, given(values), given(seen))
    return changed.ok ? { ...changed, message: 'Settings saved.' } : changed
  })
}

/** An optional field that is not there is not there, rather than undefined. */
const given = (values: { [name in keyof AccountSettings]?: AccountSettings[name] | undefined }) =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Partial<AccountSettings>
