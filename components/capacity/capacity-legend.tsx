import { CAPACITY_SERIES, type CapacityCount, type CapacitySeries } from '@/lib/domain/capacity-count'
import { say } from '@/lib/domain/plural'
import type { SeriesLabels } from './capacity-words'
import css from './chart.module.css'

/** Which line is which, and what each says now. */
export function CapacityLegend(props: { now: CapacityCount; labels: SeriesLabels }) {
  return (
    <ul className={css.legend} aria-label="Capacity now">
      {CAPACITY_SERIES.map((series) => (
        <li key={series}>
          <SeriesLine series={series} />
          {props.labels[series]} <b>{say(props.now[series])}</b>
        </li>
      ))}
    </ul>
  )
}

/** A piece of the line as it is drawn in the chart. */
export function SeriesLine(props: { series: CapacitySeries }) {
  return (
    <svg className={css.swatch} width={30} height={10} aria-hidden focusable={false}>
      <path className={css.line} data-series={props.series} d="M1 5H29" />
    </svg>
  )
}
