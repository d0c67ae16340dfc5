import type { DriftsView, SyncView } from '@/lib/api/views/drifts'
import type { Holdfast } from './compose'
import { readKnownGroups } from './known-groups'
import { presentDrift, presentSync } from './present-drift'

/** More than anybody goes through one by one; the rest is counted. */
const MOST_OPEN = 2_000
const MOST_CLOSED = 100

export async function readDrifts(hold: Holdfast): Promise<DriftsView> {
  const [open, closed, groups] = await Promise.all([
    hold.store.openDrifts(),
    hold.store.closedDrifts(MOST_CLOSED),
    readKnownGroups(hold),
  ])
  const nameOf = (groupId: string) => groups.nameOf(groupId) ?? null
  return {
    open: open.slice(0, MOST_OPEN).map((one) => presentDrift(one, nameOf)),
    moreOpen: Math.max(0, open.length - MOST_OPEN),
    closed: closed.map((one) => presentDrift(one, nameOf)),
  }
}

export const readSync = async ({ engine }: Holdfast): Promise<SyncView> => presentSync(engine.sync.status())
