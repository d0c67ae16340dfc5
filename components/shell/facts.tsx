import type { ReactNode } from 'react'
import css from './facts.module.css'

/**
 * Terms and facts, one below the other. `columns`: several beside each other where there is room; `beside`: each fact
 * beside its term. Holds `Fact`s.
 */
export function Facts(props: { columns?: boolean; beside?: boolean; children: ReactNode }) {
  return (
    <dl
      className={css.facts}
      data-columns={props.columns || undefined}
      data-beside={props.beside || undefined}
    >
      {props.children}
    </dl>
  )
}

export function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

/** More about a fact, quieter, on a line of its own. */
export const FactNote = (props: { children: ReactNode }) => <span className={css.note}>{props.children}</span>
