'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { Button } from '@mantine/core'
import Link from 'next/link'
import { useForm } from 'react-hook-form'
import type { AccountActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { closedLinkSentence } from '@/lib/api/people-messages'
import { type NewPasswordValues, newPasswordSchema } from '@/lib/api/schemas/people'
import { signOnSentence } from '@/lib/api/sign-on-messages'
import { EntryForm } from './entry-form'
import { EntryPage } from './entry-page'
import { ClosedLink } from './invitation-screen'
import { NewPasswordField } from './new-password-field'
import { enter, useEntryForm } from './use-entry-form'

/**
 * A new password by the link that an admin made. Whose account it is, the link does not tell.
 * `passwordsOff`: by whom everybody signs in, where nobody does with a password.
 */
export function ResetScreen(props: {
  token: string
  open: boolean
  passwordsOff: string | null
  actions: Pick<AccountActions, 'setNewPassword'>
}) {
  if (props.passwordsOff !== null)
    return (
      <EntryPage
        title="There is no password to choose"
        text={signOnSentence({ kind: 'passwords-off', provider: props.passwordsOff })}
      >
        <Button component={Link} href={paths.login()}>
          Go to the sign-in
        </Button>
      </EntryPage>
    )
  if (!props.open) return <ClosedLink text={closedLinkSentence('reset')} />
  return (
    <EntryPage
      title="Choose a new password"
      text="It takes the place of the one that you had, ends every session that you have, and revokes your API tokens. Then you sign in with it."
    >
      <ResetForm token={props.token} setNewPassword={props.actions.setNewPassword} />
    </EntryPage>
  )
}

function ResetForm(props: { token: string; setNewPassword: AccountActions['setNewPassword'] }) {
  const form = useForm<NewPasswordValues>({
    defaultValues: { token: props.token, password: '' },
    resolver: zodResolver(newPasswordSchema, undefined, { raw: true }),
  })
  const { problem, busy, isReady, submit } = useEntryForm(form, props.setNewPassword, () =>
    enter(paths.login(undefined, undefined, 'new-password')),
  )
  return (
    <EntryForm submit={submit} problem={problem} busy={busy} verb="Set the new password">
      <NewPasswordField
        registered={form.register('password')}
        error={form.formState.errors.password?.message}
        isReady={isReady}
        label="New password"
      />
    </EntryForm>
  )
}
