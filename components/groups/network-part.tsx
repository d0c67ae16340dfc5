import type { ReactNode } from 'react'
import css from './network.module.css'

/** A titled part of the Network tab. */
export function Part(props: { title: string; aside?: string; children: ReactNode }) {
  return (
    <section aria-label={props.title}>
      <div className={css.head}>
        <h2>{props.title}</h2>
        {props.aside && <span className={css.soft}>{props.aside}</span>}
      </div>
      {props.children}
    </section>
  )
}
