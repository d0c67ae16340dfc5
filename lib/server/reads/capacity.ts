import type { EventCluster } from '@/lib/allocation/ports/reads'
import {
  CAPACITY_WINDOWS,
  type CapacityMark,
  type CapacityView,
  type CapacityWindow,
} from '@/lib/api/views/capacity'
import type { CapacityPoint } from '@/lib/domain/capacity-count'
import { isMarked } from '@/lib/domain/capacity-marks'
import type { Event } from '@/lib/domain/event'
import { type TimeSpan, thinPoints } from '@/lib/domain/thin-points'
import { type Holdfast, nowIso } from '@/lib/server/compose'
import { NotFound } from './groups'

/** As many as a wide screen has room for: more could not be told apart. */
export const MOST_POINTS = 600
const MOST_GATHERED = 20_000
/** Marks closer than this part of the window share a pixel or two, and would share a button anyway. */
export const MARK_SLOTS = 300

const HOUR = 3_600_000
const LENGTHS: Record<Exclude<CapacityWindow, 'all'>, number> = {
  '1h': HOUR,
  '6h': 6 * HOUR,
  '24h': 24 * HOUR,
  '7d': 7 * 24 * HOUR,
  '30d': 30 * 24 * HOUR,
}

/** What cannot be read is a day: a link never fails. */
export const windowOf = (text: string | null): CapacityWindow =>
  CAPACITY_WINDOWS.find((one) => one === text) ?? '24h'

/** The capacity of a group over a window of time that ends at `to`, and what happened in it. */
export async function readCapacity(
  { store }: Pick<Holdfast, 'store'>,
  groupId: string,
  window: CapacityWindow,
  to = nowIso(),
): Promise<CapacityView> {
  const group = await store.reads.groupRecord(groupId)
  if (!group) throw new NotFound('This group does not exist.')
  const from = window === 'all' ? group.createdAt : new Date(Date.parse(to) - LENGTHS[window]).toISOString()
  const span = { from: Date.parse(from), to: Date.parse(to) }
  const [{ points, recorded }, clusters] = await Promise.all([
    gather(store.reads.capacityPoints(groupId, from), span),
    store.reads.capacityMarks({ groupId, from, to, slots: MARK_SLOTS }),
  ])
  return { window, from, to, points, recorded, marks: clusters.flatMap(presentMark) }
}

/** Thinned on the way, so that a group with a million points needs no more memory than one with some ten thousand. */
async function gather(pages: AsyncIterable<readonly CapacityPoint[]>, span: TimeSpan) {
  let points: CapacityPoint[] = []
  let recorded = 0
  for await (const page of pages) {
    points = [...points, ...page]
    if (points.length > MOST_GATHERED) points = thinPoints(points, span, MOST_GATHERED / 4)
    recorded += page.length
  }
  return { points: thinPoints(points, span, MOST_POINTS), recorded }
}

function presentMark({ kind, count, at, firstSeq, last }: EventCluster): CapacityMark[] {
  if (!isMarked(kind)) return []
  return [
    { kind, count, at, until: last.at, firstSeq, lastSeq: last.seq, why: count === 1 ? whyOf(last) : null },
  ]
}

function whyOf({ kind, before, after, instanceId, why }: Event): string {
  if (kind === 'group-scaled') return `Target ${before?.target} becomes ${after?.target}. ${why}`
  return instanceId ? `${instanceId}: ${why}` : why
}
