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

export type Closed = 'unknown' | 'used' | 'revoked' | 'expired'

const MAY: Record<Role, string> = {
  viewer: 'You will see everything and change nothing.',
  operator: 'You will see everything, and change groups and networks.',
  admin: 'You will be able to do everything, and let others in.',
}

/** A new account by the link that an admin made. `invitation`: whom it is for, or why it leads nowhere. */
export function InvitationScreen(props: {
  token: string
  invitation: { email: string; role: Role } | Closed
  actions: Pick<AccountActions, 'acceptInvitation'>
}) {
  const { invitation } = props
  if (typeof invitation === 'string')
    return <ClosedLink text={closedLinkSentence({ of: 'invitation', why: invitation })} />
  return (
    <EntryPage
      title="Join Holdfast"
      text={`You are invited as ${withRole(invitation.role)}. ${MAY[invitation.role]}`}
    >
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
