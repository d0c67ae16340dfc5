import type { ReactNode } from 'react'
import { NearLink } from './near-link'
import css from './page-header.module.css'

export type Breadcrumb = { readonly label: ReactNode; readonly href?: string }

/**
 * The head of every page: its only h1. `sub`: a sentence below the title. `actions`: buttons at the right.
 * `breadcrumbs`: from the outside in, without the page itself. `aside`: words beside the title, lighter.
 */
export function PageHeader(props: {
  title: ReactNode
  aside?: ReactNode
  sub?: ReactNode
  actions?: ReactNode
  breadcrumbs?: readonly Breadcrumb[]
}) {
  return (
    <div className={css.header}>
      <div className={css.words}>
        {props.breadcrumbs && props.breadcrumbs.length > 0 && (
          <nav aria-label="Breadcrumbs" className={css.crumbs}>
            <ol>
              {props.breadcrumbs.map((crumb, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a crumb's place is its identity
                <li key={at}>
                  {crumb.href ? <NearLink href={crumb.href}>{crumb.label}</NearLink> : crumb.label}
                </li>
              ))}
            </ol>
          </nav>
        )}
        <h1 className={css.title}>
          {props.title}
          {props.aside != null && <span className={css.aside}>{props.aside}</span>}
        </h1>
        {props.sub != null && <div className={css.sub}>{props.sub}</div>}
      </div>
      {props.actions != null && <div className={css.actions}>{props.actions}</div>}
    </div>
  )
}
