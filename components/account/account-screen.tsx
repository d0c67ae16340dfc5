'use client'

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Fact, Facts } from '@/components/shell/facts'
import { PageHeader } from '@/components/shell/page-header'
import { Panel } from '@/components/shell/panel'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import type { OwnActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import { signOnSentence } from '@/lib/api/sign-on-messages'
import type { AccountView } from '@/lib/api/views/people'
import css from './account.module.css'
import { FactorPanel } from './factor-panel'
import { PasswordForm } from './password-form'
import { SessionsPart } from './sessions-part'

/** Everybody's own account. */
export function AccountScreen(props: { actions: OwnActions }) {
  const { data, error, refetch } = useQuery(queries.account())
  return (
    <>
      <PageHeader
        title="Account"
        sub="Who you are here, and where you are signed in."
        actions={
          data && (
            <Button component={Link} href={paths.tokens()} variant="default">
              API tokens
            </Button>
          )
        }
      />
      {data && <Loaded account={data} actions={props.actions} />}
      {data === null && (
        <EmptyState
          title="Nobody has an account here"
          text="Holdfast runs without login (HOLDFAST_OPEN is 1): whoever uses this machine may do everything."
        />
      )}
      {data === undefined &&
        (error ? (
          <ErrorState title="Your account could not be read" error={error} retry={() => void refetch()} />
        ) : (
          <RowsSkeleton rows={5} label="your account" />
        ))}
    </>
  )
}

const ROLE_WORDS = {
  viewer: 'Viewer: sees everything, changes nothing',
  operator: 'Operator: changes groups and networks',
  admin: 'Admin: may do everything',
} as const

function Loaded(props: { account: AccountView; actions: OwnActions }) {
  const { account, actions } = props
  return (
    <>
      <div className={css.grid}>
        <div className={css.stack}>
          <Panel title="You">
            <Facts beside>
              <Fact name="Name">{account.name}</Fact>
              <Fact name="E-mail">{account.email}</Fact>
              <Fact name="Role">{ROLE_WORDS[account.role]}</Fact>
            </Facts>
          </Panel>
          <Panel title="Second factor">
            <FactorPanel account={account} actions={actions} />
          </Panel>
        </div>
        <Panel title="Password">
          {account.passwordsOff !== null ? (
            <p className={css.soft}>
              {signOnSentence({ kind: 'passwords-off', provider: account.passwordsOff })}
            </p>
          ) : account.hasPassword ? (
            <PasswordForm actions={actions} />
          ) : (
            <p className={css.soft}>You have none here: you sign in through single sign-on.</p>
          )}
        </Panel>
      </div>
      <SessionsPart
        sessions={account.sessions}
        other={null}
        end={actions.endSession}
        endAll={actions.signOutEverywhere}
      />
    </>
  )
}
