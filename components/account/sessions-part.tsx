'use client'

import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { Ago } from '@/components/shell/ago'
import { Chip } from '@/components/shell/chips'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import type { OwnActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import type { SessionView } from '@/lib/api/views/people'
import css from './account.module.css'
import { AskDialog } from './ask-dialog'

/** Where somebody is signed in, and the end of each. */
export function SessionsPart(props: { sessions: readonly SessionView[]; actions: OwnActions }) {
  const [ending, setEnding] = useState<SessionView | null>(null)
  const [everywhere, setEverywhere] = useState(false)
  const columns = useMemo(() => columnsOf(setEnding), [])
  return (
    <section aria-labelledby="sessions">
      <div className={css.part}>
        <h2 id="sessions" className={css.h2}>
          Sessions
        </h2>
        <Button variant="default" size="compact-sm" onClick={() => setEverywhere(true)}>
          Sign out everywhere
        </Button>
      </div>
      <DataTable label="Sessions" rows={props.sessions} columns={columns} rowKey={({ id }) => id} />
      <AskDialog
        opened={ending !== null}
        title="End this session"
        verb="End session"
        ends
        ask={() => props.actions.endSession(ending?.id ?? '')}
        onClose={() => setEnding(null)}
      >
        <p>
          {ending?.device} is signed out at once. What was typed there and not saved stays in that browser.
        </p>
      </AskDialog>
      <AskDialog
        opened={everywhere}
        title="Sign out everywhere"
        verb="Sign out everywhere"
        ends
        ask={() => props.actions.signOutEverywhere()}
        onDone={() => window.location.assign(paths.login())}
        onClose={() => setEverywhere(false)}
      >
        <p>Every session of yours ends, this one, too.</p>
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
