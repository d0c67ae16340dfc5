'use client'

import { statusWords } from '@/lib/api/status-words'
import type { AddressStatus } from '@/lib/domain/occupancy'
import { StatusSquare } from '../shell/status-square'
import { formatCount } from './describe'
import css from './legend.module.css'
import { LEGEND_ORDER } from './legend-order'
import type { MapModel } from './map-model'

/**
 * How many addresses of each status there are, adding up to the size of the CIDR. Each entry is a toggle that lights
 * its status on the map and dims the others; pointing at it shows the same for as long as the pointer stays.
 */
export function Legend(props: {
  model: MapModel
  lit: AddressStatus | null
  onLight: (status: AddressStatus | null) => void
  onPeek: (status: AddressStatus | null) => void
}) {
  const { model } = props
  const entries = LEGEND_ORDER.filter((status) => model.counts[status] > 0n || status === props.lit)
  const drifting = model.drift.size
  return (
    <div className={css.legend}>
      <ul className={css.entries} aria-label="Legend">
        {entries.map((status) => (
          <li key={status}>
            <button
              type="button"
              className={css.entry}
              aria-pressed={props.lit === status}
              onClick={() => props.onLight(props.lit === status ? null : status)}
              onPointerEnter={() => props.onPeek(status)}
              onPointerLeave={() => props.onPeek(null)}
            >
              <StatusSquare status={status} />
              {statusWords(status, model.cloud)} <b>{formatCount(model.counts[status])}</b>
            </button>
          </li>
        ))}
        {drifting > 0 && (
          <li className={css.plain}>
            <span className={css.drift} aria-hidden />
            Drift <b>{drifting.toLocaleString('en')}</b>
          </li>
        )}
      </ul>
      <p className={css.total}>
        {formatCount(model.total)} {model.total === 1n ? 'address' : 'addresses'} in all
      </p>
    </div>
  )
}
