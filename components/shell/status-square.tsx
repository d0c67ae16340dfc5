import { statusWords } from '@/lib/api/status-words'
import type { Cloud } from '@/lib/domain/cloud-rules'
import type { AddressStatus } from '@/lib/domain/occupancy'
import css from './chips.module.css'

/**
 * The mark of an address status: hue, and a rim, hatching or notch that tells it apart without hue.
 *   active: plain · paused: pale, green rim · random: hollow centre · pool: pale tint, thin rim ·
 *   foreign: cut corner · cooling: level stripes · planned: dark rim · reserved: slanted hatching · free: hairline
 * Beside words it is decoration; alone it needs `alone`, which gives it the status's words as its name.
 * `size` in px, 12 by default.
 */
export function StatusSquare(props: {
  status: AddressStatus
  size?: number
  alone?: boolean
  cloud?: Cloud
}) {
  const style = props.size === undefined ? undefined : { width: props.size, height: props.size }
  if (!props.alone)
    return <span className={css.square} data-status={props.status} style={style} aria-hidden />
  const words = statusWords(props.status, props.cloud)
  return (
    <span
      className={css.square}
      data-status={props.status}
      style={style}
      role="img"
      aria-label={words}
      title={words}
    />
  )
}
