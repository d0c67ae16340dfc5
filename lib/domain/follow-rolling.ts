import type { RollingItem, RollingSettings } from './rolling-recycle'
import type { Standing } from './rolling-standing'

/**
 * An item as it is after its machine was found to stand so. What was begun and still runs on its old machine was
 * refused; what somebody else had begun, and then not done, waits again.
 */
export function followItem(
  item: RollingItem,
  standing: Standing,
  now: string,
  settings: Pick<RollingSettings, 'healthSeconds'>,
): RollingItem {
  switch (standing.at) {
    case 'untouched':
      return item.begun
        ? ended(item, 'failed', standing.reason ?? 'It runs on its old machine.', now)
        : { ...item, state: 'waiting', reason: null, startedAt: null, gateSince: null, healthySince: null }
    case 'left-out':
      return ended(item, 'skipped', standing.reason, now)
    case 'failed':
      return ended(item, item.begun ? 'failed' : 'skipped', standing.reason, now)
    case 'under-way':
      return {
        ...started(item, now),
        ...{ state: 'replacing', healthySince: null, reason: standing.reason },
        newInstanceId: standing.newInstanceId ?? item.newInstanceId,
      }
    case 'up':
      return up(started(item, now), standing, now, settings)
  }
}

function up(
  item: RollingItem,
  { newInstanceId, machineId, told, lacking }: Extract<Standing, { at: 'up' }>,
  now: string,
  { healthSeconds }: Pick<RollingSettings, 'healthSeconds'>,
): RollingItem {
  const same = item.newMachineId === machineId
  const next: RollingItem = {
    ...{ ...item, state: 'health', newInstanceId, newMachineId: machineId },
    healthySince: same ? item.healthySince : null,
  }
  if (lacking !== null) return { ...next, healthySince: null, reason: lacking }
  // Silence is no proof, neither of health nor of the contrary.
  if (!told) return { ...next, reason: 'The cloud has not told of it yet.' }
  const healthySince = next.healthySince ?? now
  const reason = item.begun ? null : 'It got another machine meanwhile.'
  if (Date.parse(now) - Date.parse(healthySince) < healthSeconds * 1000)
    return { ...next, healthySince, reason }
  return ended({ ...next, healthySince }, 'done', reason, now)
}

const started = (item: RollingItem, now: string): RollingItem => ({
  ...item,
  startedAt: item.startedAt ?? now,
  gateSince: item.gateSince ?? now,
})

const ended = (
  item: RollingItem,
  state: 'done' | 'skipped' | 'failed',
  reason: string | null,
  endedAt: string,
): RollingItem => ({ ...item, state, reason, endedAt })
