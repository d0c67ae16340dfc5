import { Pagination } from '@mantine/core'
import { GROUPS_PER_PAGE } from '@/lib/api/group-list'
import type { GroupsView } from '@/lib/api/views/groups'
import { say } from '@/lib/domain/plural'
import css from './groups-list.module.css'

/** Below a list of several pages: which part of it this is, and the way to the others. */
export function GroupPages(props: { view: GroupsView; onPage: (page: number) => void }) {
  const { found, page, pages, rows } = props.view
  if (pages < 2) return null
  const first = (page - 1) * GROUPS_PER_PAGE + 1
  return (
    <nav className={css.pages} aria-label="Pages of groups">
      <span className={css.soft}>
        {say(first)} to {say(first + rows.length - 1)} of {say(found)}
      </span>
      <Pagination
        total={pages}
        value={page}
        onChange={props.onPage}
        size="sm"
        getItemProps={(number) => ({ 'aria-label': `Page ${number}` })}
        getControlProps={(control) => ({ 'aria-label': control === 'next' ? 'Next page' : 'Previous page' })}
      />
    </nav>
  )
}
