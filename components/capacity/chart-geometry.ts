import { scaleLinear, scaleTime } from 'd3-scale'
import { curveStepAfter, line } from 'd3-shape'
import { exactText } from '@/components/shell/ago-text'
import { CAPACITY_SERIES, type CapacityPoint, type CapacitySeries } from '@/lib/domain/capacity-count'
import type { TimeSpan } from '@/lib/domain/thin-points'

export type ChartGeometry = {
  readonly width: number
  readonly height: number
  /** The plot within it, in px. */
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Epoch ms → px. */
  readonly x: (at: number) => number
  readonly y: (count: number) => number
  /** px → epoch ms */
  readonly timeAt: (x: number) => number
  readonly xTicks: readonly number[]
  readonly yTicks: readonly number[]
}

/** Room above the plot for the marks, and below it for the times. */
const ABOVE = 40
const BELOW = 28
const RIGHT = 14
/** A label such as "24 Nov" or "09:12:41", and a gap. */
const TICK_ROOM = 88
const DIGIT = 8

/** `most`: the highest count that is drawn. */
export function chartGeometry(
  span: TimeSpan,
  most: number,
  size: { width: number; height: number },
): ChartGeometry {
  const yScale = scaleLinear()
    .domain([0, Math.max(most, 1)])
    .nice(4)
  const top = yScale.domain()[1] ?? 1
  const left = 14 + DIGIT * top.toLocaleString('en').length
  const plot = {
    left,
    right: Math.max(size.width - RIGHT, left + 1),
    top: ABOVE,
    bottom: size.height - BELOW,
  }
  yScale.range([plot.bottom, plot.top])
  const xScale = scaleTime()
    .domain([span.from, Math.max(span.to, span.from + 1)])
    .range([plot.left, plot.right])
  return {
    ...size,
    ...plot,
    x: (at) => xScale(at),
    y: (count) => yScale(count),
    timeAt: (x) => xScale.invert(x).getTime(),
    xTicks: apart(
      xScale.ticks(Math.max(Math.floor((plot.right - plot.left) / TICK_ROOM), 2)).map((at) => at.getTime()),
      xScale,
    ),
    yTicks: yScale.ticks(4).filter(Number.isInteger),
  }
}

/** Where a month begins, its first day may come right after the last of the month before. */
function apart(ticks: readonly number[], x: (at: number) => number): number[] {
  const kept: number[] = []
  for (const tick of ticks) {
    const last = kept.at(-1)
    if (last === undefined || x(tick) - x(last) >= TICK_ROOM / 2) kept.push(tick)
  }
  return kept
}

/**
 * Lines that would cover each other lie side by side: usually as many run as are wanted, all of them on pool addresses.
 * In px; the numbers beside the chart and under the pointer are exact.
 */
const LIFT: Readonly<Record<CapacitySeries, number>> = {
  desired: -2.5,
  running: 0,
  onPool: 2.5,
  onOther: 2.5,
}

/** A line of steps: each count holds until the next point, the last until the end of the span. */
export function stepPath(
  points: readonly CapacityPoint[],
  series: CapacitySeries,
  { x, y }: ChartGeometry,
  span: TimeSpan,
): string {
  const path = line<readonly [at: number, count: number]>()
    .x(([at]) => x(Math.max(at, span.from)))
    .y(([, count]) => y(count) + LIFT[series])
    .curve(curveStepAfter)
  const steps = points.map((point) => [Date.parse(point.at), point[series]] as const)
  const last = steps.at(-1)
  return path(last ? [...steps, [Math.max(span.to, last[0]), last[1]]] : []) ?? ''
}

export const highestCount = (points: readonly CapacityPoint[]): number =>
  points.reduce((most, point) => Math.max(most, ...CAPACITY_SERIES.map((series) => point[series])), 0)

/** Which point holds at a moment; the first one before it. -1 where there is none. */
export function pointAt(points: readonly CapacityPoint[], moment: number): number {
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (Date.parse(points[middle]?.at ?? '') <= moment) low = middle + 1
    else high = middle
  }
  return points.length === 0 ? -1 : Math.max(low - 1, 0)
}

/** "24 Nov" at midnight, "09:12" else, with seconds where there are any; in the zone of whoever reads. */
export function tickText(at: number): string {
  const [day = '', time = ''] = exactText(new Date(at).toISOString()).split(', ')
  if (time === '00:00:00') return day.slice(0, day.lastIndexOf(' '))
  return time.endsWith(':00') ? time.slice(0, 5) : time
}
