'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import css from '@/components/account/account.module.css'
import { ReasonButton } from '@/components/form/reason-button'
import { useRoleReason } from '@/components/shell/action-reason'
import { DataTable } from '@/components/shell/data-table'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import type { PeopleActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import type { PeopleView, PersonView } from '@/lib/api/views/people'
import { InvitationsPart } from './invitations-part'
import { InviteDialog } from './invite-dialog'
import { type Deed, ROLE_WORDS } from './people-words'
import { personColumns } from './person-columns'
import { PersonDialogs } from './person-dialogs'

/** Who may come in, and as what. */
export function PeopleScreen(props: { actions: PeopleActions }) {
  const barred = useRoleReason('invite')
  const { data, error, refetch } = useQuery({ ...queries.accounts(), enabled: barred === null })
  const [inviting, setInviting] = useState(false)
  return (
    <>
      <PageHeader
        title="People"
        sub="Who may come in, and as what."
        actions={
          data && (
            <ReasonButton action="invite" onClick={() => setInviting(true)}>
              Invite somebody
            </ReasonButton>
          )
        }
      />
      {barred !== null && <EmptyState title="This page is for admins" text={barred} />}
      {barred === null && data && <Loaded view={data} actions={props.actions} />}
      {barred === null && data === null && (
        <EmptyState
          title="Nobody has an account here"
          text="Holdfast runs without login (HOLDFAST_OPEN is 1). Start it without that, and the terminal shows a link that makes the first admin."
        />
      )}
      {barred === null &&
        data === undefined &&
        (error ? (
          <ErrorState title="People could not be read" error={error} retry={() => void refetch()} />
        ) : (
          <RowsSkeleton rows={5} label="people" />
        ))}
      <InviteDialog opened={inviting} actions={props.actions} onClose={() => setInviting(false)} />
    </>
  )
}

const SEARCH = {
  label: 'Search people',
  text: ({ name, email, role }: PersonView) => `${name} ${email} ${ROLE_WORDS[role]}`,
}

function Loaded(props: { view: PeopleView; actions: PeopleActions }) {
  const { view } = props
  const { people, invitations } = view
  const [chosen, setChosen] = useState<{ deed: Deed; person: PersonView } | null>(null)
  const columns = useMemo(() => personColumns(view, (deed, person) => setChosen({ deed, person })), [view])
  return (
    <>
      <div className={css.section}>
        <DataTable
          label="People"
          rows={people}
          columns={columns}
          rowKey={({ id }) => id}
          rowHref={({ id }) => paths.person(id)}
          search={SEARCH}
          defaultSort={{ id: 'name', desc: false }}
          nothingFound="Nobody matches. Change the search."
          countText={(shown, total) => `${shown} of ${total} people shown`}
        />
      </div>
      <InvitationsPart invitations={invitations} actions={props.actions} />
      {chosen && (
        <PersonDialogs
          key={`${chosen.deed} ${chosen.person.id}`}
          {...chosen}
          actions={props.actions}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  )
}
