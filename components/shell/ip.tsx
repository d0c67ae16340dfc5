import css from './mono.module.css'
import { splitAddress } from './split-address'

/**
 * An address in mono type, the part that its neighbours share dimmed.
 * `address`: text, also a range or a CIDR. `base`: the CIDR whose prefix counts as shared; without it everything
 * but the last octet (or the last IPv6 group) does. `strong` is for headings. `plain`: nothing dimmed.
 */
export function Ip(props: { address: string; base?: string; strong?: boolean; plain?: boolean }) {
  const { shared, own } = props.plain
    ? { shared: '', own: props.address }
    : splitAddress(props.address, props.base)
  return (
    <span className={css.ip} data-strong={props.strong || undefined}>
      {shared !== '' && <span className={css.shared}>{shared}</span>}
      {own}
    </span>
  )
}
