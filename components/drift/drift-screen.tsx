'use client'

import { SegmentedControl } from '@mantine/core'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { PageHeader } from '@/components/shell/page-header'
import { ErrorState, RowsSkeleton } from '@/components/shell/states'
import { useLongList } from '@/components/shell/use-long-list'
import type { DriftActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { DriftsView } from '@/lib/api/views/drifts'
import css from './drift.module.css'
import { DriftList } from './drift-list'
import { driftHeadline } from './drift-words'
import { SyncBar } from './sync-bar'

const VIEW = parseAsStringLiteral(['closed'] as const)

/** Where record and cloud differ, and what to do about it; what is shown stands in the URL. Wants `drifts` and `sync` prefetched. */
export function DriftScreen(props: { actions: DriftActions }) {
  const { data, error, refetch } = useLongList(queries.drifts, ({ moreOpen }) => moreOpen)
  const [view, setView] = useQueryState('view', VIEW)
  return (
    <>
      <PageHeader
        title="Drift"
        sub={data && driftHeadline(data)}
        actions={
          <SegmentedControl
            aria-label="Show"
            value={view ?? 'open'}
            onChange={(value) => void setView(value === 'closed' ? 'closed' : null)}
            data={[
              { value: 'open', label: 'Open' },
              { value: 'closed', label: 'Closed' },
            ]}
          />
        }
      />
      <SyncBar actions={props.actions} />
      {data ? (
        <Shown key={view} data={data} closed={view === 'closed'} actions={props.actions} />
      ) : (
        <div className={css.card}>
          {error ? (
            <ErrorState title="The drift could not be read" error={error} retry={() => void refetch()} />
          ) : (
            <RowsSkeleton rows={6} label="Drift" />
          )}
        </div>
      )}
    </>
  )
}

const Shown = (props: { data: DriftsView; closed: boolean; actions: DriftActions }) => (
  <DriftList
    rows={props.closed ? props.data.closed : props.data.open}
    more={props.closed ? 0 : props.data.moreOpen}
    closed={props.closed}
    actions={props.actions}
  />
)
