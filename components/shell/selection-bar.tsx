import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './selection-bar.module.css'

/** What can be done with the selected rows of a table, at the bottom of the window while there are any. */
export function SelectionBar(props: {
  label: string
  /** "3 instances selected" */
  count: ReactNode
  onClear: () => void
  /** The buttons. */
  children: ReactNode
}) {
  return (
    <section className={css.bar} aria-label={props.label} data-bottom-bar>
      <p className={css.count} role="status">
        {props.count}
      </p>
      <div className={css.actions}>
        {props.children}
        <Button size="compact-md" variant="subtle" color="gray" onClick={props.onClear}>
          Clear selection
        </Button>
      </div>
    </section>
  )
}
