import type { RollingBatchCount } from '@/lib/allocation/ports/group-rows'
import { refusalSentence } from '@/lib/api/messages'
import type {
  LiveRollingView,
  RollingBatchView,
  RollingItemView,
  RollingRunView,
  RollingView,
} from '@/lib/api/views/rolling'
import { expectedSeconds } from '@/lib/domain/plan-rolling'
import {
  ASSUMED_MACHINE_SECONDS,
  isLiveRolling,
  isUnderWay,
  type RollingItem,
  type RollingRun,
  rollingCan,
} from '@/lib/domain/rolling-recycle'
import { waitsFor } from '@/lib/domain/rolling-unavailable'
import { type Holdfast, nowIso } from '@/lib/server/compose'
import { NotFound } from './groups'

/** Those that ended: what an operator looks back at; older ones stand in the activity. */
export const SHOWN_RUNS = 6
export const MOST_ITEMS = 500

export async function readRolling({ store }: Holdfast, groupId: string): Promise<RollingView> {
  const [group, runs] = await Promise.all([
    store.reads.groupRecord(groupId),
    store.reads.rollings(groupId, SHOWN_RUNS),
  ])
  if (!group) throw new NotFound('This group does not exist.')
  const live = runs.find(isLiveRolling)
  const { name } = group.config
  return {
    live: live ? await readLive(store, live) : null,
    history: runs.filter((run) => !isLiveRolling(run)).map((run) => presentRun(run, 0)),
    blocked: live
      ? refusalSentence({ kind: 'rolling-live', groupName: name })
      : group.state === 'live'
        ? null
        : refusalSentence({ kind: 'group-deleting', groupId, name }),
  }
}

async function readLive(store: Holdfast['store'], run: RollingRun): Promise<LiveRollingView> {
  const [counts, every, current, measured, snapshot] = await Promise.all([
    store.reads.rollingBatches(run.id),
    store.reads.rollingItems(run.id, MOST_ITEMS),
    store.rolling(run.id),
    store.reads.rollingMachineSeconds(run.groupId),
    store.groupSnapshot(run.groupId),
  ])
  const mine = current?.items ?? []
  const others = every.filter(({ batch }) => batch !== run.batch)
  const items = [...mine, ...others].slice(0, MOST_ITEMS)
  const underWay = mine.filter(isUnderWay).length
  return {
    ...presentRun(run, underWay),
    batch: Math.min(run.batch + 1, run.batches),
    strip: counts.map(presentBatch),
    items: items.map((item) => presentItem(item, run)),
    moreItems: run.counts.total - items.length,
    waitsFor: snapshot && underWay === 0 ? waitsFor(run, snapshot, mine) : null,
    expectedEnd: expectedEnd(run, measured),
    can: {
      pause: rollingCan('pause', run) === 'yes',
      resume: rollingCan('resume', run) === 'yes',
      cancel: rollingCan('cancel', run) === 'yes',
    },
  }
}

function presentRun(run: RollingRun, underWay: number): RollingRunView {
  const { total, done, skipped, failed } = run.counts
  return {
    id: run.id,
    state: run.state,
    cancelling: run.cancelling && isLiveRolling(run),
    reason: run.reason,
    settings: run.settings,
    counts: { ...run.counts, underWay, waiting: total - done - skipped - failed - underWay },
    batches: run.batches,
    startedAt: run.createdAt,
    endedAt: run.endedAt,
  }
}

const presentBatch = ({ batch, zone, byState }: RollingBatchCount): RollingBatchView => ({
  number: batch + 1,
  zone,
  total: Object.values(byState).reduce((sum, count) => sum + count, 0),
  byState,
})

function presentItem(item: RollingItem, { settings }: RollingRun): RollingItemView {
  const { instanceId, address, zone, state, reason, machineId, newMachineId, newInstanceId } = item
  const since = state === 'health' ? item.healthySince : null
  const passed = since === null ? 0 : (Date.parse(nowIso()) - Date.parse(since)) / 1000
  return {
    ...{ instanceId, batch: item.batch + 1, address, zone, state, reason, machineId, newMachineId },
    newInstanceId: newInstanceId === instanceId ? null : newInstanceId,
    countsIn: since === null ? null : Math.max(0, Math.ceil(settings.healthSeconds - passed)),
  }
}

/** Reckoned from what machines took lately; the batch under way is as far as its time says, and not less than a gate. */
function expectedEnd(run: RollingRun, measured: number | null): string | null {
  if (run.state === 'paused' || run.cancelling) return null
  const perBatch = expectedSeconds(1, measured ?? ASSUMED_MACHINE_SECONDS, run.settings)
  const now = Date.parse(nowIso())
  const behind = run.batchSince === null ? 0 : (now - Date.parse(run.batchSince)) / 1000
  const left = Math.max(perBatch - behind, 1) + perBatch * (run.batches - run.batch - 1)
  return new Date(now + left * 1000).toISOString()
}
