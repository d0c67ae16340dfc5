'use client'

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import css from '@/components/account/account.module.css'
import { SessionsPart } from '@/components/account/sessions-part'
import { TokenTable } from '@/components/account/token-table'
import { useRoleReason } from '@/components/shell/action-reason'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import type { PeopleActions, TokenActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { queries, ReadError } from '@/lib/api/queries'
import type { PersonAccessView } from '@/lib/api/views/people'
import { ROLE_WORDS } from './people-words'

type Actions = Pick<PeopleActions, 'endSessionOf' | 'endSessionsOf'> & Pick<TokenActions, 'revokeToken'>

const CRUMBS = [{ label: 'People', href: paths.people() }]
const MISSING = 404

/** By what somebody reaches Holdfast, and the end of each. Wants `queries.person` prefetched. */
export function PersonScreen(props: { personId: string; actions: Actions }) {
  const barred = useRoleReason('endSessionOf')
  const { data, error, refetch } = useQuery({
    ...queries.person(props.personId),
    enabled: barred === null,
    retry: (count, failure) => !isMissing(failure) && count < 2,
  })
  // Whoever is removed meanwhile is not here any more, whatever was read before.
  if (data && barred === null && !isMissing(error)) return <Person view={data} actions={props.actions} />
  const missing = isMissing(error)
  return (
    <>
      <PageHeader title={missing ? 'Nobody of this name' : 'Person'} breadcrumbs={CRUMBS} />
      {barred !== null ? (
        <EmptyState title="This page is for admins" text={barred} />
      ) : missing ? (
        <EmptyState
          title="This person is not here, or not any more"
          text="What they did stays in the log, under their name."
          action={
            <Button component={Link} href={paths.people()}>
              All people
            </Button>
          }
        />
      ) : error ? (
        <ErrorState title="This person could not be read" error={error} retry={() => void refetch()} />
      ) : (
        <RowsSkeleton rows={4} label="sessions" />
      )}
    </>
  )
}

const isMissing = (error: unknown): boolean => error instanceof ReadError && error.status === MISSING

function Person(props: { view: PersonAccessView; actions: Actions }) {
  const { actions } = props
  const { id, name, email, role, isYou, sessions, tokens } = props.view
  return (
    <>
      <PageHeader
        breadcrumbs={CRUMBS}
        title={name}
        sub={`${ROLE_WORDS[role]}, ${email}${isYou ? '. This is you.' : ''}`}
        actions={
          <Button component={Link} href={paths.activity({ person: id })} variant="default">
            {isYou ? 'What you did' : 'What they did'}
          </Button>
        }
      />
      <div className={css.section}>
        <SessionsPart
          sessions={sessions}
          other={isYou ? null : name}
          end={(sessionId) => actions.endSessionOf(id, sessionId)}
          endAll={() => actions.endSessionsOf(id)}
        />
      </div>
      <section aria-labelledby="tokens">
        <div className={css.part}>
          <h2 id="tokens" className={css.h2}>
            API tokens
          </h2>
        </div>
        {tokens.length > 0 ? (
          <TokenTable tokens={tokens} withOwner={false} actions={actions} />
        ) : (
          <EmptyState compact title="No tokens" text="A token is made by the person whose it is." />
        )}
      </section>
    </>
  )
}
