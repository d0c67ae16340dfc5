import {
  type AccountSettings,
  type MovedSetting,
  movedSettings,
  SETTING_NAMES,
} from '@/lib/domain/account-settings'
import type { EventKind } from '@/lib/domain/event'
import type { Refusal } from '@/lib/domain/refusal'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Allocation } from './command'
import { EMPTY_COMMIT } from './ports/commit'

/** The turn that everybody who changes settings takes; no group's id has a space. */
const TURN = 'account settings'

/**
 * Changes some of the account's settings. `seen` is what the operator had before them: where one of those has moved
 * since, nothing is changed and the refusal says what moved. What is so already is changed by no event.
 */
export function changeSettings(
  { store, surroundings, turns }: Allocation,
  wanted: Partial<AccountSettings>,
  seen: Partial<AccountSettings>,
): Promise<Result<AccountSettings, Refusal>> {
  return turns(TURN, async () => {
    const current = await store.settings()
    const changes = movedSettings(wanted, current)
    const moved = movedSettings(seen, current)
    if (changes.length === 0) return ok(current)
    if (moved.length > 0) return refuse({ kind: 'settings-moved', moved })
    const next: AccountSettings = { ...current, ...wanted }
    const stored = await store.commit({
      ...EMPTY_COMMIT,
      settings: changes.map(({ name }) => ({ name, value: next[name] })),
      events: [
        {
          at: surroundings.now(),
          kind: kindOf(changes, next),
          actor: 'operator',
          requestId: `req-${surroundings.id(12)}`,
          groupId: null,
          instanceId: null,
          subnetId: null,
          address: null,
          interfaceId: null,
          publicIpId: null,
          machineId: null,
          why: 'Asked for by the operator.',
          before: only(
            changes.map(({ name }) => name),
            current,
          ),
          after: only(
            changes.map(({ name }) => name),
            next,
          ),
        },
      ],
    })
    return stored.ok ? ok(next) : refuse({ kind: 'busy', attempts: 1 })
  })
}

/** Making everything read-only is no setting like the others: it has kinds of its own, by which it is found. */
const kindOf = (changes: readonly MovedSetting[], next: AccountSettings): EventKind =>
  changes.some(({ name }) => name !== 'maintenance')
    ? 'settings-changed'
    : next.maintenance
      ? 'maintenance-on'
      : 'maintenance-off'

const only = (names: readonly string[], settings: AccountSettings): Record<string, unknown> =>
  Object.fromEntries(
    SETTING_NAMES.filter((name) => names.includes(name)).map((name) => [name, settings[name]]),
  )
