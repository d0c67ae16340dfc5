import { CAPACITY_SERIES, type CapacityPoint, type CapacitySeries } from '@/lib/domain/capacity-count'
import { say } from '@/lib/domain/plural'
import type { TimeSpan } from '@/lib/domain/thin-points'
import css from './chart.module.css'
import { type ChartGeometry, stepPath, tickText } from './chart-geometry'
import type { MarkGroup } from './mark-groups'

/** From the back to the front: the solid line would cover the others. */
const DRAWN: readonly CapacitySeries[] = ['running', 'desired', 'onPool', 'onOther']

/** Axes, lines, marks and what is read. Assistive technology reads the slider over it, or the table. */
export function ChartDrawing(props: {
  points: readonly CapacityPoint[]
  geometry: ChartGeometry
  span: TimeSpan
  marks: readonly MarkGroup[]
  read: number | null
  opened: MarkGroup | null
}) {
  const { geometry, points, span } = props
  return (
    <svg
      className={css.drawing}
      width={geometry.width}
      height={geometry.height}
      aria-hidden
      focusable={false}
    >
      <Axes geometry={geometry} />
      {props.read !== null && <Read points={points} index={props.read} geometry={geometry} span={span} />}
      {props.marks.map((group) => (
        <line
          key={`${group.at} ${group.x}`}
          className={css.markLine}
          data-opened={group === props.opened || undefined}
          x1={group.x}
          x2={group.x}
          y1={geometry.top - 6}
          y2={geometry.bottom}
        />
      ))}
      {DRAWN.map((series) => (
        <path
          key={series}
          className={css.line}
          data-series={series}
          d={stepPath(points, series, geometry, span)}
        />
      ))}
    </svg>
  )
}

function Axes({ geometry }: { geometry: ChartGeometry }) {
  const { left, right, bottom } = geometry
  return (
    <g>
      {geometry.yTicks.map((count) => (
        <g key={count}>
          <line
            className={css.grid}
            data-base={count === 0 || undefined}
            x1={left}
            x2={right}
            y1={geometry.y(count)}
            y2={geometry.y(count)}
          />
          <text className={css.tick} x={left - 8} y={geometry.y(count)} dy="0.32em" textAnchor="end">
            {say(count)}
          </text>
        </g>
      ))}
      {geometry.xTicks.map((at) => (
        <g key={at}>
          <line
            className={css.grid}
            data-base
            x1={geometry.x(at)}
            x2={geometry.x(at)}
            y1={bottom}
            y2={bottom + 5}
          />
          <text className={css.tick} x={geometry.x(at)} y={bottom + 18} textAnchor={anchorOf(geometry, at)}>
            {tickText(at)}
          </text>
        </g>
      ))}
    </g>
  )
}

/** A label at the very end would be cut off. */
function anchorOf({ x, left, right }: ChartGeometry, at: number): 'start' | 'middle' | 'end' {
  if (x(at) < left + 20) return 'start'
  return x(at) > right - 14 ? 'end' : 'middle'
}

/** The stretch of time for which the point that is read holds, and its counts on the lines. */
function Read(props: {
  points: readonly CapacityPoint[]
  index: number
  geometry: ChartGeometry
  span: TimeSpan
}) {
  const { geometry, span, points, index } = props
  const point = points[index]
  if (!point) return null
  const next = points[index + 1]
  const from = geometry.x(Math.max(Date.parse(point.at), span.from))
  const to = geometry.x(next ? Date.parse(next.at) : span.to)
  return (
    <g>
      <rect
        className={css.readBand}
        x={from}
        y={geometry.top}
        width={Math.max(to - from, 1)}
        height={geometry.bottom - geometry.top}
      />
      <line className={css.readLine} x1={from} x2={from} y1={geometry.top} y2={geometry.bottom} />
      {CAPACITY_SERIES.map((series) => (
        <circle
          key={series}
          className={css.readDot}
          data-series={series}
          cx={from}
          cy={geometry.y(point[series])}
          r={3.5}
        />
      ))}
    </g>
  )
}
