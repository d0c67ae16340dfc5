import css from './network.module.css'
import type { PoolRangeUse } from './pool-use'

/** How much of an entry is held by active and by paused instances; the words beside it say the same. */
export function PoolBar(props: { use: PoolRangeUse }) {
  const { size, active, paused } = props.use
  const width = (count: number) => ({ width: `${size === 0 ? 0 : (count / size) * 100}%` })
  return (
    <span className={css.bar} aria-hidden>
      {active > 0 && <span className={css.active} style={width(active)} />}
      {paused > 0 && <span className={css.paused} style={width(paused)} />}
    </span>
  )
}
