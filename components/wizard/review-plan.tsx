'use client'

import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { PlanLines } from '@/components/form/plan-view'
import { ScrollRegion } from '@/components/shell/scroll-region'
import type { PlanLine } from '@/lib/api/views/plans'
import { PlanPanel } from './plan-panel'
import { searchLines } from './plan-search'
import css from './review.module.css'
import { useWizard } from './wizard-context'

/** From here on a list of changes is searched rather than read. */
const SEARCHED_FROM = 12

/** The plan that "Create group" agrees to, and what moved when it could not be applied (B3). */
export function ReviewPlan() {
  const { plan } = useWizard()
  const { plan: found, moved } = plan
  return (
    <div className={css.card}>
      {moved.length > 0 && (
        <div className={css.moved} role="alert">
          <p>Nothing was done: the world moved since this plan was made.</p>
          <ul>
            {moved.map((what, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
              <li key={at}>{what}</li>
            ))}
          </ul>
          <p>This is the plan as it is now. Look at it and agree anew.</p>
        </div>
      )}
      {found && !found.empty && !plan.refused && <p className={css.headline}>{found.headline}</p>}
      <PlanPanel />
      {found && !plan.refused && found.lines.length > 0 && (
        <AllLines lines={found.lines} more={found.moreLines} />
      )}
    </div>
  )
}

function AllLines(props: { lines: readonly PlanLine[]; more: number }) {
  const [search, setSearch] = useState('')
  const total = props.lines.length + props.more
  const found = searchLines(props.lines, search)
  return (
    <section className={css.all} aria-label="Every change">
      <h3 className={css.title}>
        {total === 1 ? 'The one change' : `All ${total.toLocaleString('en')} changes`}
      </h3>
      {total >= SEARCHED_FROM && (
        <TextInput
          size="xs"
          aria-label="Search the changes"
          placeholder="Address or instance"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
      )}
      <ScrollRegion className={css.scroll} aria-label="List of changes">
        {found.lines.length === 0 && <p className={css.quiet}>No change mentions “{search.trim()}”.</p>}
        <PlanLines lines={found.lines} label="Every change" />
        {found.more > 0 && (
          <p className={css.quiet}>{found.more.toLocaleString('en')} more match. Search to see them.</p>
        )}
      </ScrollRegion>
      {props.more > 0 && (
        <p className={css.quiet}>{props.more.toLocaleString('en')} more of the same kind are not listed.</p>
      )}
    </section>
  )
}
