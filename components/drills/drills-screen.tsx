'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ReasonButton } from '@/components/form/reason-button'
import { Ago } from '@/components/shell/ago'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import type { DrillActions } from '@/lib/api/actions'
import { durationText, scenarioSentence, scopeText } from '@/lib/api/drill-messages'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { DrillRowView } from '@/lib/api/views/drills'
import { RehearseAccount } from './drill-dialog'
import { StateMark } from './drill-marks'
import { outcomeText } from './drill-words'
import css from './drills.module.css'
import { RemoveDrill } from './remove-drill'

const WHILE_PLAYING_MS = 1_000

/** Every drill that is kept, and the way to another one. `actions`: start, cancel and remove. */
export function DrillsScreen(props: { actions: DrillActions }) {
  const { data, error, refetch } = useQuery({
    ...queries.drills(),
    refetchInterval: ({ state }) =>
      state.data?.drills.some((one) => one.state === 'playing') ? WHILE_PLAYING_MS : false,
  })
  const [opened, setOpened] = useState(false)
  const [removing, setRemoving] = useState<DrillRowView | null>(null)
  const columns = useMemo(() => columnsOf(setRemoving), [])
  const nothing = data?.accounts.length === 0 ? 'There is no group to rehearse yet.' : null
  const start = (
    <ReasonButton
      action="startDrill"
      reason={data ? nothing : 'The groups are being read.'}
      onClick={() => setOpened(true)}
    >
      Rehearse an interruption
    </ReasonButton>
  )
  return (
    <>
      <PageHeader
        title="Drills"
        sub="What would happen if machines were taken: played on a copy with simulated time, nothing real is touched."
        actions={start}
      />
      {data ? (
        <DataTable
          label="Drills"
          rows={data.drills}
          columns={columns}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.drill(row.id)}
          search={SEARCH}
          empty={<EmptyState title="Nothing was rehearsed yet" text={nothing ?? INVITATION} action={start} />}
          nothingFound="No drill matches. Change the search."
        />
      ) : (
        <div className={css.card}>
          {error ? (
            <ErrorState title="The drills could not be read" error={error} retry={() => void refetch()} />
          ) : (
            <RowsSkeleton rows={5} label="drills" />
          )}
        </div>
      )}
      {data && (
        <RehearseAccount
          accounts={data.accounts}
          opened={opened}
          onClose={() => setOpened(false)}
          actions={props.actions}
        />
      )}
      <RemoveDrill row={removing} actions={props.actions} onClose={() => setRemoving(null)} />
    </>
  )
}

const INVITATION =
  'Take a zone, a share of the machines or the cloud’s associations away, and see which addresses stay.'

const SEARCH = {
  label: 'Search drills',
  text: (row: DrillRowView) => `${scopeText(row.scope)} ${scenarioSentence(row.scenario)} ${row.id}`,
}

const columnsOf = (remove: (row: DrillRowView) => void): readonly DataColumn<DrillRowView>[] => [
  {
    id: 'scope',
    header: 'Rehearsed',
    narrow: 'title',
    width: '18%',
    sortValue: (row) => scopeText(row.scope),
    cell: (row) => <span className={css.name}>{scopeText(row.scope)}</span>,
  },
  {
    id: 'scenario',
    header: 'What happened',
    cell: (row) => scenarioSentence(row.scenario),
  },
  {
    id: 'outcome',
    header: 'Outcome',
    width: '26%',
    cell: (row) => (
      <span className={css.outcome}>
        {row.figures && <StateMark state={worstOf(row)} />} {outcomeText(row)}
      </span>
    ),
  },
  {
    id: 'dark',
    header: 'Longest dark',
    align: 'right',
    width: '11%',
    sortValue: (row) => row.figures?.darkLongest ?? -1,
    cell: (row) => (row.figures ? durationText(row.figures.darkLongest) : ''),
  },
  {
    id: 'when',
    header: 'When',
    width: '11%',
    sortValue: (row) => row.startedAt,
    cell: (row) => <Ago at={row.startedAt} still />,
  },
  {
    id: 'delete',
    header: 'Delete',
    headerHidden: true,
    narrow: 'bare',
    width: '9%',
    align: 'right',
    cell: (row) => (
      <ReasonButton
        action="removeDrill"
        variant="subtle"
        color="gray"
        size="compact-sm"
        aria-label={`Delete the drill of ${scopeText(row.scope)}`}
        onClick={(event) => {
          event.preventDefault()
          event.stopPropagation()
          remove(row)
        }}
      >
        Delete
      </ReasonButton>
    ),
  },
]

function worstOf({ figures }: DrillRowView) {
  const { byFate } = figures ?? { byFate: null }
  if (byFate === null || byFate.lost > 0) return 'lost'
  if (byFate.waiting > 0) return 'dark'
  return byFate['fell-back'] > 0 ? 'fell-back' : byFate.moved > 0 ? 'moved' : 'kept'
}
