import type { DriftsView, DriftView, SyncView } from '@/lib/api/views/drifts'
import type { DriftRecord } from '@/lib/domain/drift'
import { contestedKey, repairDue, repairsCountFrom } from '@/lib/domain/repair-rest'
import { type Holdfast, nowIso } from '@/lib/server/compose'
import { readKnownGroups } from '@/lib/server/present/known-groups'
import { presentDrift, presentSync } from '@/lib/server/present/present-drift'
import { listed } from './long-list'

/** More than anybody goes through one by one; the rest is counted, and found by searching. */
export const MOST_OPEN = 2_000
export const MOST_CLOSED = 100

export async function readDrifts(hold: Holdfast, words = ''): Promise<DriftsView> {
  const { store } = hold
  const [open, closed, groups, repaired, settings] = await Promise.all([
    store.openDrifts(),
    store.closedDrifts(MOST_CLOSED),
    readKnownGroups(hold),
    store.repairedByItself(repairsCountFrom(nowIso())),
    store.settings(),
  ])
  const lately = new Map(repaired.map((one) => [contestedKey(one), one]))
  const contestedOf = (drift: DriftRecord): DriftView['contested'] => {
    const known = lately.get(contestedKey(drift))
    if (!known) return null
    // What was begun once and did not help waits for an operator.
    const byItself = settings.repairByItself.includes(drift.kind) && drift.repairAt === null
    return { times: known.times, lastAt: known.lastAt, nextAt: byItself ? repairDue(known) : null }
  }
  const nameOf = (groupId: string) => groups.nameOf(groupId) ?? null
  // Who looks for nothing is not kept waiting for all of them to be put into words.
  const sought = words.trim() === '' ? open.slice(0, MOST_OPEN) : open
  const views = sought.map((one) => presentDrift(one, nameOf, contestedOf(one)))
  const { rows, more } = listed(views, MOST_OPEN, words)
  return {
    // The longest open first; what may stay as it is comes after what may not.
    open: [...rows].sort((a, b) => Number(a.mayStay) - Number(b.mayStay)),
    moreOpen: more + open.length - sought.length,
    closed: closed.map((one) => presentDrift(one, nameOf)),
  }
}

export const readSync = async ({ engine }: Holdfast): Promise<SyncView> => presentSync(engine.sync.status())
