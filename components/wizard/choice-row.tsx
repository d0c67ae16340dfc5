import type { ReactNode } from 'react'
import css from './choice-row.module.css'

/**
 * One row of a list to choose from: what is chosen, and in a softer voice what helps to choose. `side` stands at the
 * right. Under the pointer or the arrow keys all of it takes the colour of the highlighted row.
 */
export function ChoiceRow(props: { children: ReactNode; more: string; side?: string }) {
  return (
    <span className={css.row}>
      <span className={css.what}>{props.children}</span>
      <span className={css.more}>{props.more}</span>
      {props.side && <span className={css.side}>{props.side}</span>}
    </span>
  )
}
