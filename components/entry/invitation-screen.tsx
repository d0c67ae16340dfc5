'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { Button, TextInput } from '@mantine/core'
import Link from 'next/link'
import { useForm } from 'react-hook-form'
import { withRole } from '@/lib/api/account-messages'
import type { AccountActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { closedLinkSentence } from '@/lib/api/people-messages'
import { type AcceptValues, acceptSchema } from '@/lib/api/schemas/people'
import type { Role } from '@/lib/auth/roles'
import { EntryForm, NameField } from './entry-form'
import { EntryPage } from './entry-page'
import { NewPasswordField } from './new-password-field'
import { enter, useEntryForm } from './use-entry-form'

const MAY: Record<Role, string> = {
  viewer: 'You will see everything and change nothing.',
  operator: 'You will see everything, and change groups and networks.',
  admin: 'You will be able to do everything, and let others in.',
}

/**
 * A new account by the link that an admin made. `invitation`: whom it is for, null where it leads nowhere.
 * `passwordsOff`: by whom everybody signs in, where nobody does with a password.
 */
export function InvitationScreen(props: {
  token: string
  invitation: { email: string; role: Role } | null
  passwordsOff: string | null
  actions: Pick<AccountActions, 'acceptInvitation'>
}) {
  const { invitation, passwordsOff } = props
  if (!invitation) return <ClosedLink text={closedLinkSentence('invitation')} />
  const invited = `You are invited as ${withRole(invitation.role)}. ${MAY[invitation.role]}`
  if (passwordsOff !== null)
    return (
      <EntryPage
        title="Join Holdfast"
        text={`${invited} Nobody has a password here: sign in with ${passwordsOff} as ${invitation.email}, and you are in.`}
      >
        <Button component={Link} href={paths.login()}>
          Go to the sign-in
        </Button>
      </EntryPage>
    )
  return (
    <EntryPage title="Join Holdfast" text={invited}>
      <AcceptForm
        token={props.token}
        email={invitation.email}
        acceptInvitation={props.actions.acceptInvitation}
      />
    </EntryPage>
  )
}

/** A link that was given to somebody and leads nowhere, or nowhere any more. */
export function ClosedLink(props: { text: string }) {
  return (
    <EntryPage title="This link leads nowhere" text={props.text}>
      <Button component={Link} href={paths.login()} variant="default">
        Go to Holdfast
      </Button>
    </EntryPage>
  )
}

function AcceptForm(props: {
  token: string
  email: string
  acceptInvitation: AccountActions['acceptInvitation']
}) {
  const form = useForm<AcceptValues>({
    defaultValues: { token: props.token, name: '', password: '' },
    resolver: zodResolver(acceptSchema, undefined, { raw: true }),
  })
  const { problem, busy, isReady, submit } = useEntryForm(form, props.acceptInvitation, () =>
    enter(paths.groups()),
  )
  const { errors } = form.formState
  return (
    <EntryForm submit={submit} problem={problem} busy={busy} verb="Join">
      <TextInput
        label="E-mail"
        description="What you sign in with. The admin who invited you chose it."
        value={props.email}
        autoComplete="username"
        readOnly
      />
      <NameField registered={form.register('name')} error={errors.name?.message} isReady={isReady} />
      <NewPasswordField
        registered={form.register('password')}
        error={errors.password?.message}
        isReady={isReady}
      />
    </EntryForm>
  )
}
