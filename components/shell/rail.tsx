'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { NavView } from '@/lib/api/views/groups'
import { AccountMenu, type ShellActions } from './account-menu'
import { Mark } from './mark'
import { NearLink } from './near-link'
import { isCurrentPage, PAGES, type Page } from './pages'
import { SchemeSwitch } from './scheme-switch'
import css from './shell.module.css'

/**
 * The side rail's content; also what the burger opens on narrow screens, where it carries what the
 * bar has no room for. `onFollow`: a link was followed.
 */
export function Rail(props: { actions: ShellActions; onFollow?: () => void }) {
  const pathname = usePathname()
  const { data: nav } = useQuery(queries.nav())
  const item = (page: Page) => (
    <RailLink
      key={page.href}
      page={page}
      nav={nav}
      current={isCurrentPage(page.href, pathname)}
      onFollow={props.onFollow}
    />
  )
  return (
    <>
      <NearLink href={paths.groups()} className={css.mark} onClick={props.onFollow}>
        <Mark />
        Holdfast
      </NearLink>
      <nav aria-label="Pages" className={css.nav}>
        <ul>{PAGES.filter((page) => page.part === 'watch').map(item)}</ul>
        <h2 className={css.part}>Manage</h2>
        <ul>{PAGES.filter((page) => page.part === 'manage').map(item)}</ul>
      </nav>
      {props.onFollow && (
        <div className={css.here}>
          <span>{nav?.cloudText}</span>
          <SchemeSwitch icons />
        </div>
      )}
      <div className={css.foot}>
        <AccountMenu actions={props.actions} />
      </div>
    </>
  )
}

function RailLink(props: { page: Page; nav: NavView | undefined; current: boolean; onFollow?: () => void }) {
  const { page, nav, current } = props
  const count = page.count === null ? null : nav?.[page.count]
  return (
    <li>
      <NearLink
        href={page.href}
        className={css.link}
        aria-current={current ? 'page' : undefined}
        data-on={current || undefined}
        onClick={props.onFollow}
      >
        {page.label}
        {count != null && <span className={css.number}>{count.toLocaleString('en')}</span>}
      </NearLink>
    </li>
  )
}
