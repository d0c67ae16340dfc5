import { type ReactNode, useId } from 'react'
import css from './panel.module.css'

/** A part of a page with a heading, on a ground of its own. */
export function Panel(props: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className={css.panel} aria-labelledby={id}>
      <h2 id={id} className={css.h2}>
        {props.title}
      </h2>
      {props.children}
    </section>
  )
}
