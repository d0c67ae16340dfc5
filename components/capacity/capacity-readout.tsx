import { CAPACITY_SERIES, type CapacityPoint } from '@/lib/domain/capacity-count'
import { say } from '@/lib/domain/plural'
import { SeriesLine } from './capacity-legend'
import { countsText, momentText, type SeriesLabels, stretchText } from './capacity-words'
import css from './chart.module.css'
import type { ChartGeometry } from './chart-geometry'

/** "3 Nov 2026, 09:12:41.207 to 09:13:02.010": how long a point holds. Of thinned points only their moment is sure. */
function holdsText(points: readonly CapacityPoint[], index: number, thinned: boolean): string {
  const at = points[index]?.at ?? ''
  const next = points[index + 1]
  if (next) return thinned ? momentText(at) : stretchText(at, next.at, momentText)
  return `Since ${momentText(at)}`
}

/** What a screen reader is told of a point. */
export const readingText = (
  points: readonly CapacityPoint[],
  index: number,
  how: { readonly labels: SeriesLabels; readonly thinned: boolean },
): string => {
  const point = points[index]
  return point
    ? `${holdsText(points, index, how.thinned)}: ${countsText(point, how.labels)}`
    : 'Nothing recorded'
}

/** Beside what is read. Assistive technology hears the same from the slider. */
export function CapacityReadout(props: {
  points: readonly CapacityPoint[]
  index: number
  geometry: ChartGeometry
  labels: SeriesLabels
  thinned: boolean
}) {
  const { points, index, geometry } = props
  const point = points[index]
  if (!point) return null
  const x = Math.max(geometry.x(Date.parse(point.at)), geometry.left)
  const side = x > geometry.width / 2 ? { right: geometry.width - x + 10 } : { left: x + 10 }
  return (
    <div className={css.readout} aria-hidden style={{ top: geometry.top + 6, ...side }}>
      <div className={css.moment}>{holdsText(points, index, props.thinned)}</div>
      {CAPACITY_SERIES.map((series) => (
        <div key={series} className={css.read}>
          <SeriesLine series={series} />
          <span>{props.labels[series]}</span>
          <b>{say(point[series])}</b>
        </div>
      ))}
    </div>
  )
}
