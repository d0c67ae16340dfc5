import type { ReactNode } from 'react'
import type { AddressStatus } from '@/lib/domain/occupancy'
import css from './share-bar.module.css'

/**
 * How much of something is what, as a bar with the same in words below it (`children`): colour is never the only
 * sign. `parts`: shares from 0 to 1, in the order in which they stand; what exists at all is seen.
 */
export function ShareBar(props: {
  parts: readonly { readonly status: AddressStatus; readonly share: number }[]
  title?: string
  children?: ReactNode
}) {
  return (
    <span className={css.use} title={props.title}>
      <span className={css.bar} aria-hidden>
        {props.parts
          .filter(({ share }) => share > 0)
          .map(({ status, share }) => (
            <span key={status} data-status={status} style={{ width: `${share * 100}%` }} />
          ))}
      </span>
      {props.children !== undefined && <span className={css.words}>{props.children}</span>}
    </span>
  )
}
