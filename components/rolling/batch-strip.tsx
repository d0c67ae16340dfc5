import type { LiveRollingView, RollingBatchView } from '@/lib/api/views/rolling'
import { say } from '@/lib/domain/plural'
import css from './rolling.module.css'
import { batchText, ITEM_STATES, zoneText } from './rolling-words'

/** More batches than that stand no longer beside each other: those around the one under way are shown. */
const SHOWN = 24

/** Every batch as a box with its machines by state, in order; the one under way is framed. */
export function BatchStrip(props: { run: LiveRollingView }) {
  const { strip, batch, batches } = props.run
  const first = Math.max(0, Math.min(batch - 1 - SHOWN / 2, strip.length - SHOWN))
  const shown = strip.slice(first, first + SHOWN)
  // One zone for all of them is said by the group already.
  const zones = new Set(strip.map(({ zone }) => zone))
  return (
    <>
      <ol className={css.strip} aria-label="Batches">
        {shown.map((one) => (
          <li
            key={one.number}
            className={css.batch}
            data-now={one.number === batch || undefined}
            aria-current={one.number === batch ? 'step' : undefined}
            title={batchText(one, batches)}
          >
            <span className={css.words}>{batchText(one, batches)}</span>
            <span className={css.bar} aria-hidden>
              <Parts batch={one} />
            </span>
            <span className={css.number} aria-hidden>
              {one.number}
              {one.zone !== null && zones.size > 1 && <i>{zoneText(one.zone)}</i>}
            </span>
          </li>
        ))}
      </ol>
      {shown.length < strip.length && (
        <p className={css.soft}>
          Batches {say(first + 1)} to {say(first + shown.length)} of {say(strip.length)}
        </p>
      )}
    </>
  )
}

function Parts(props: { batch: RollingBatchView }) {
  const { byState, total } = props.batch
  return ITEM_STATES.map((state) => {
    const count = byState[state] ?? 0
    if (count === 0) return null
    return <span key={state} data-state={state} style={{ width: `${(count / total) * 100}%` }} />
  })
}
