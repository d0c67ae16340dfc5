import type { ReactNode } from 'react'
import css from './before-after.module.css'

export type BeforeAfterRow = {
  readonly key: string
  readonly name: ReactNode
  readonly before: string
  readonly after: string
}

/**
 * What differs, before and after; on narrow screens each row is a card. `what` heads the names ("Field"); `dense`
 * where it stands inside a list, `mono` where the values are addresses and ids rather than words.
 */
export function BeforeAfter(props: {
  what: string
  rows: readonly BeforeAfterRow[]
  dense?: boolean
  mono?: boolean
}) {
  return (
    <table className={css.table} data-dense={props.dense || undefined} data-mono={props.mono || undefined}>
      <thead>
        <tr>
          <th scope="col">{props.what}</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.name}</th>
            <td data-head="Before">{row.before}</td>
            <td data-head="After">{row.after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
