'use client'

import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import css from '@/components/account/account.module.css'
import { AskDialog } from '@/components/account/ask-dialog'
import { Ago } from '@/components/shell/ago'
import { Chip } from '@/components/shell/chips'
import { type DataColumn, DataTable } from '@/components/shell/data-table'
import { EmptyState } from '@/components/shell/states'
import type { PeopleActions } from '@/lib/api/actions'
import type { InvitationView } from '@/lib/api/views/people'
import { INVITATION_STATES, ROLE_WORDS } from './people-words'

/** Who was invited, and what came of it; those that came to nothing are listed for a month. */
export function InvitationsPart(props: { invitations: readonly InvitationView[]; actions: PeopleActions }) {
  const [revoking, setRevoking] = useState<InvitationView | null>(null)
  const columns = useMemo(() => columnsOf(setRevoking), [])
  return (
    <section aria-labelledby="invitations">
      <div className={css.part}>
        <h2 id="invitations" className={css.h2}>
          Invitations
        </h2>
      </div>
      <DataTable
        label="Invitations"
        urlPrefix="invitations"
        rows={props.invitations}
        columns={columns}
        rowKey={({ id }) => id}
        empty={
          <EmptyState compact title="Nobody is invited" text="An invitation is a link that you pass on." />
        }
      />
      <AskDialog
        opened={revoking !== null}
        title="Take the invitation back"
        verb="Take back"
        action="revokeInvitation"
        ends
        ask={() => props.actions.revokeInvitation(revoking?.id ?? '')}
        onClose={() => setRevoking(null)}
      >
        <p>The link that {revoking?.email} was given leads nowhere then.</p>
      </AskDialog>
    </section>
  )
}

const columnsOf = (revoke: (one: InvitationView) => void): readonly DataColumn<InvitationView>[] => [
  {
    id: 'email',
    header: 'E-mail',
    narrow: 'title',
    sortValue: ({ email }) => email,
    cell: ({ email }) => <span className={css.name}>{email}</span>,
  },
  { id: 'role', header: 'Role', width: '11%', cell: ({ role }) => ROLE_WORDS[role] },
  {
    id: 'state',
    header: 'State',
    width: '16%',
    sortValue: ({ state }) => state,
    cell: ({ state }) => <Chip tone={INVITATION_STATES[state].tone}>{INVITATION_STATES[state].text}</Chip>,
  },
  { id: 'by', header: 'Invited by', width: '18%', cell: ({ madeBy }) => madeBy ?? 'Somebody who left' },
  {
    id: 'made',
    header: 'Made',
    width: '13%',
    sortValue: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Ago at={createdAt} still />,
  },
  {
    id: 'revoke',
    header: 'Take back',
    headerHidden: true,
    narrow: 'bare',
    align: 'right',
    width: '12%',
    cell: (one) =>
      one.state !== 'open' ? null : (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={`Take the invitation of ${one.email} back`}
          onClick={() => revoke(one)}
        >
          Take back
        </Button>
      ),
  },
]
