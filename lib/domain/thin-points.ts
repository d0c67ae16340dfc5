import { CAPACITY_SERIES, type CapacityPoint } from './capacity-count'

/** Epoch milliseconds. */
export type TimeSpan = { readonly from: number; readonly to: number }

/**
 * At most `most` of the points, so that nothing that stands out is lost. Where they are more, the span is cut into equal
 * parts, and of each part these stay: its first point, its last, and for every series the first lowest and the first
 * highest. What stays is as it was, so every step that is drawn was taken.
 *
 *      ╷           ╷         ╷          one part: ● stays, ○ goes
 *      │   ●       │         │
 *      │ ●╌╯╰╌○╌○╌╮│         │
 *      │          ╰●         │
 *
 * The number of parts is a power of two, the largest one that leaves few enough. So thinning what was thinned before,
 * together with later points, keeps the extremes too: each part is whole parts of the finer cut.
 *
 * `points` are in order; those before the span belong to its first part. `most` is at least `PER_PART`.
 */
export function thinPoints(points: readonly CapacityPoint[], span: TimeSpan, most: number): CapacityPoint[] {
  if (points.length <= most) return [...points]
  const places = points.map(({ at }) => placeIn(span, Date.parse(at)))
  for (let parts = 2 ** Math.floor(Math.log2(most)); parts > 1; parts /= 2) {
    const kept = keptOf(points, (at) => Math.floor((places[at] ?? 0) * parts))
    if (kept.length <= most) return kept
  }
  return keptOf(points, () => 0)
}

/** The most that stays of one part: first, last, and two for every series. */
export const PER_PART = 2 + 2 * CAPACITY_SERIES.length

/** From 0 up to, and never, 1. */
function placeIn({ from, to }: TimeSpan, at: number): number {
  const place = to > from ? (at - from) / (to - from) : 0
  return Math.min(Math.max(place, 0), 1 - Number.EPSILON)
}

function keptOf(points: readonly CapacityPoint[], partOf: (at: number) => number): CapacityPoint[] {
  const kept: CapacityPoint[] = []
  for (let from = 0; from < points.length; ) {
    let to = from + 1
    while (to < points.length && partOf(to) === partOf(from)) to++
    for (const at of standingOut(points, from, to)) kept.push(points[at] as CapacityPoint)
    from = to
  }
  return kept
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
  }
  return [...places].sort((a, b) => a - b)
}
