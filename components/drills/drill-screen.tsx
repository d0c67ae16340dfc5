'use client'

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ReasonButton } from '@/components/form/reason-button'
import { PageHeader } from '@/components/shell/page-header'
import { ScreenSkeleton } from '@/components/shell/screen-skeleton'
import { EmptyState, ErrorState, errorSentence } from '@/components/shell/states'
import type { DrillActions } from '@/lib/api/actions'
import { assumptionSentence, scenarioSentence, scopeText } from '@/lib/api/drill-messages'
import { apiPaths, paths } from '@/lib/api/paths'
import { queries, ReadError } from '@/lib/api/queries'
import type { DrillRowView, DrillView } from '@/lib/api/views/drills'
import { DrillPlaying } from './drill-playing'
import { DrillResult } from './drill-result'
import { outcomeText } from './drill-words'
import css from './drills.module.css'
import { RemoveDrill } from './remove-drill'

/** While it is played its progress is worth a look twice a second; the report does not change any more. */
const LOOK_MS = 500
const MISSING = 404
const CRUMBS = [{ label: 'Drills', href: paths.drills() }]

/** One drill: its progress while it is played, then its map and report. Wants `queries.drill` prefetched. */
export function DrillScreen(props: { drillId: string; actions: DrillActions }) {
  const { data, error, refetch } = useQuery({
    ...queries.drill(props.drillId),
    retry: (count, failure) => !isMissing(failure) && count < 2,
    refetchInterval: ({ state }) => (state.data?.row.state === 'playing' ? LOOK_MS : false),
  })
  if (data) return <Drill view={data} actions={props.actions} />
  if (!error) return <ScreenSkeleton />
  const missing = isMissing(error)
  return (
    <>
      <PageHeader title={missing ? 'No such drill' : 'Drill'} breadcrumbs={CRUMBS} />
      <div className={css.card}>
        {missing ? (
          <EmptyState
            title={errorSentence(error)}
            action={
              <Button component={Link} href={paths.drills()}>
                All drills
              </Button>
            }
          />
        ) : (
          <ErrorState title="The drill could not be read" error={error} retry={() => void refetch()} />
        )}
      </div>
    </>
  )
}

const isMissing = (error: unknown): boolean => error instanceof ReadError && error.status === MISSING

function Drill(props: { view: DrillView; actions: DrillActions }) {
  const { row, report } = props.view
  const router = useRouter()
  const [removing, setRemoving] = useState(false)
  return (
    <>
      <PageHeader
        breadcrumbs={CRUMBS}
        title={`Drill of ${scopeText(row.scope)}`}
        sub={
          <>
            <p className={css.sentence}>{scenarioSentence(row.scenario)}</p>
            <p className={css.soft}>
              {assumptionSentence(row.scenario)} Seed {row.seed}. Played on a copy: nothing real was touched.
            </p>
          </>
        }
        actions={
          <>
            {report && <Exports row={row} />}
            <ReasonButton action="removeDrill" variant="default" onClick={() => setRemoving(true)}>
              Delete
            </ReasonButton>
          </>
        }
      />
      {row.state === 'playing' && <DrillPlaying row={row} actions={props.actions} />}
      {report && <DrillResult report={report} />}
      {row.state !== 'playing' && !report && (
        <div className={css.card}>
          <EmptyState title={outcomeText(row)} text="There is no report of it. Rehearse it once more." />
        </div>
      )}
      <RemoveDrill
        row={removing ? row : null}
        actions={props.actions}
        onClose={() => setRemoving(false)}
        onDone={() => router.push(paths.drills())}
      />
    </>
  )
}

const Exports = ({ row }: { row: DrillRowView }) => (
  <>
    <Button
      component="a"
      variant="default"
      href={apiPaths.drillReport(row.id, 'html')}
      download={`${row.id}.html`}
    >
      Export HTML
    </Button>
    <Button
      component="a"
      variant="default"
      href={apiPaths.drillReport(row.id, 'json')}
      download={`${row.id}.json`}
    >
      Export JSON
    </Button>
  </>
)
