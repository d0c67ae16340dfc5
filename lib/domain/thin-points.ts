import { CAPACITY_SERIES, type CapacityPoint } from './capacity-count'

/** Epoch milliseconds. */
export type TimeSpan = { readonly from: number; readonly to: number }

/**
 * At most `most` of the points, so that nothing that stands out is lost. Where they are more, the span is cut into as
 * many equal parts as leave few enough (`keepStandingOut`). `points` are in order; `most` is at least `PER_PART`.
 *
 * What was thinned may be thinned again together with later points: the highest and the lowest stay through it all. So
 * points can be gathered page by page.
 */
export function thinPoints(points: readonly CapacityPoint[], span: TimeSpan, most: number): CapacityPoint[] {
  if (points.length <= most) return [...points]
  const moments = momentsOf(points)
  for (let parts = Math.floor(most / 2); parts > 1; parts = Math.floor(parts * FEWER)) {
    const kept = keepStandingOut(points, span, parts, moments)
    if (kept.length <= most) return kept
  }
  return keepStandingOut(points, span, 1, moments)
}

const FEWER = 0.9

/**
 * Cuts the span into equal parts. Of each part these stay: its first point and its last, and for every series the first
 * lowest, the first highest, and the one after the later of these two, which ends it. What stays is as it was, so every
 * step that is drawn was taken, and a dip or a spike that is alone in its part is as long as it was.
 *
 *      │●╌○╌○╮   ●╌○╌○╌●│        one part: ● stays, ○ goes
 *      │     ╰●╌○╯       │
 *
 * Points outside the span belong to its first or last part.
 */
export function keepStandingOut(
  points: readonly CapacityPoint[],
  span: TimeSpan,
  parts: number,
  moments = momentsOf(points),
): CapacityPoint[] {
  const kept: CapacityPoint[] = []
  for (let from = 0; from < points.length; ) {
    const part = partOf(moments[from] ?? 0, span, parts)
    let to = from + 1
    while (to < points.length && partOf(moments[to] ?? 0, span, parts) === part) to++
    for (const at of standingOut(points, from, to)) kept.push(points[at] as CapacityPoint)
    from = to
  }
  return kept
}

/** The most that stays of one part. */
export const PER_PART = 2 + 3 * CAPACITY_SERIES.length

const momentsOf = (points: readonly CapacityPoint[]): number[] => points.map(({ at }) => Date.parse(at))

export function partOf(moment: number, { from, to }: TimeSpan, parts: number): number {
  const place = to > from ? (moment - from) / (to - from) : 0
  return Math.min(Math.max(Math.floor(place * parts), 0), parts - 1)
}

/** Places of the points of one part that stay, in order. */
function standingOut(points: readonly CapacityPoint[], from: number, to: number): number[] {
  const places = new Set([from, to - 1])
  for (const series of CAPACITY_SERIES) {
    const value = (at: number) => points[at]?.[series] ?? 0
    let low = from
    let high = from
    for (let at = from + 1; at < to; at++) {
      if (value(at) < value(low)) low = at
      if (value(at) > value(high)) high = at
    }
    places.add(low).add(high)
    if (low !== high) places.add(Math.min(Math.max(low, high) + 1, to - 1))
  }
  return [...places].sort((a, b) => a - b)
}
