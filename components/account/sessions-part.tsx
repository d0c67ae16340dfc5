'use client'

import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { ReasonButton } from '@/components/form/reason-button'
import { Ago } from '@/components/shell/ago'
import { Chip } from '@/components/shell/chips'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import { EmptyState } from '@/components/shell/states'
import type { ActionResult } from '@/lib/api/action-result'
import { paths } from '@/lib/api/paths'
import type { SessionView } from '@/lib/api/views/people'
import css from './account.module.css'
import { AskDialog } from './ask-dialog'

/** Where somebody is signed in, and the end of each. `other`: whose they are, where they are not one's own. */
export function SessionsPart(props: {
  sessions: readonly SessionView[]
  other: string | null
  end: (sessionId: string) => Promise<ActionResult<null>>
  endAll: () => Promise<ActionResult<null>>
}) {
  const { sessions, other } = props
  const [ending, setEnding] = useState<SessionView | null>(null)
  const [everywhere, setEverywhere] = useState(false)
  const columns = useMemo(() => columnsOf(setEnding), [])
  const [verb, endAll] =
    other === null
      ? (['Sign out everywhere', 'signOutEverywhere'] as const)
      : (['End all sessions', 'endSessionsOf'] as const)
  return (
    <section aria-labelledby="sessions">
      <div className={css.part}>
        <h2 id="sessions" className={css.h2}>
          Sessions
        </h2>
        <ReasonButton
          action={endAll}
          variant="default"
          size="compact-sm"
          reason={sessions.length === 0 ? `${other ?? 'Nobody'} is signed in nowhere.` : null}
          onClick={() => setEverywhere(true)}
        >
          {verb}
        </ReasonButton>
      </div>
      <DataTable
        label="Sessions"
        urlPrefix="sessions"
        rows={sessions}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState compact title="Signed in nowhere" />}
      />
      <AskDialog
        opened={ending !== null}
        title="End this session"
        verb="End session"
        action={other === null ? 'endSession' : 'endSessionOf'}
        ends
        ask={() => props.end(ending?.id ?? '')}
        onClose={() => setEnding(null)}
      >
        <p>
          {ending?.device} is signed out at once. What was typed there and not saved stays in that browser.
        </p>
      </AskDialog>
      <AskDialog
        opened={everywhere}
        title={verb}
        verb={verb}
        action={endAll}
        ends
        ask={props.endAll}
        onDone={() => other === null && window.location.assign(paths.login())}
        onClose={() => setEverywhere(false)}
      >
        {other === null ? (
          <p>Every session of yours ends, this one, too.</p>
        ) : (
          <p>
            {other} is signed out everywhere at once. API tokens go on until they are revoked, and whoever
            still knows the password can sign in again.
          </p>
        )}
      </AskDialog>
    </section>
  )
}

const columnsOf = (end: (session: SessionView) => void): readonly DataColumn<SessionView>[] => [
  {
    id: 'device',
    header: 'Device',
    narrow: 'title',
    cell: ({ device, isThis }) => (
      <span className={css.device}>
        {device} {isThis && <Chip tone="ok">This one</Chip>}
      </span>
    ),
  },
  {
    id: 'from',
    header: 'From',
    width: '20%',
    cell: ({ origin }) => <span className={css.mono}>{origin}</span>,
  },
  { id: 'since', header: 'Since', width: '16%', cell: ({ since }) => <Ago at={since} still /> },
  { id: 'used', header: 'Last used', width: '16%', cell: ({ usedAt }) => <Ago at={usedAt} still /> },
  {
    id: 'end',
    header: 'End',
    headerHidden: true,
    narrow: 'bare',
    align: 'right',
    width: '12%',
    cell: (session) =>
      session.isThis ? null : (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={`End the session of ${session.device}`}
          onClick={() => end(session)}
        >
          End
        </Button>
      ),
  },
]
