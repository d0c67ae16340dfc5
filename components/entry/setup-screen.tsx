'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { Button, TextInput } from '@mantine/core'
import Link from 'next/link'
import { useForm } from 'react-hook-form'
import type { AccountActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import { type SetUpValues, setUpSchema } from '@/lib/api/schemas/accounts'
import { EntryForm, NameField } from './entry-form'
import { EntryPage } from './entry-page'
import { NewPasswordField } from './new-password-field'
import { enter, useEntryForm } from './use-entry-form'

/** The first admin. `standing`: nobody signs in, set up already, the link works, or there is none or an old one. */
export function SetupScreen(props: {
  token: string
  standing: 'open' | 'done' | 'link' | 'no-link'
  actions: Pick<AccountActions, 'setUp'>
}) {
  if (props.standing === 'open')
    return (
      <EntryPage
        title="There is nothing to set up"
        text="Holdfast runs open for trying out: nobody signs in, so there is no first admin to make. Started without HOLDFAST_OPEN, it shows the link that makes one in its terminal."
      >
        <Button component={Link} href={paths.groups()}>
          Go to Holdfast
        </Button>
      </EntryPage>
    )
  if (props.standing === 'done')
    return (
      <EntryPage
        title="Holdfast is set up"
        text="Its first admin is there, so this page has nothing left to do."
      >
        <Button component={Link} href={paths.login()}>
          Go to Holdfast
        </Button>
      </EntryPage>
    )
  if (props.standing === 'no-link')
    return (
      <EntryPage
        title="Holdfast is not set up yet"
        text="The terminal in which it runs shows a link that makes the first admin. Open that link. It works once, and each start of Holdfast makes a new one: if the terminal is gone, start Holdfast again."
      />
    )
  return (
    <EntryPage
      title="Set up Holdfast"
      text="You become its first admin: you may do everything, and let others in."
    >
      <SetupForm token={props.token} setUp={props.actions.setUp} />
    </EntryPage>
  )
}

function SetupForm(props: { token: string; setUp: AccountActions['setUp'] }) {
  const form = useForm<SetUpValues>({
    defaultValues: { token: props.token, name: '', email: '', password: '' },
    resolver: zodResolver(setUpSchema, undefined, { raw: true }),
  })
  const { problem, busy, isReady, submit } = useEntryForm(form, props.setUp, () => enter(paths.groups()))
  const { errors } = form.formState
  return (
    <EntryForm submit={submit} problem={problem} busy={busy} verb="Make me the first admin">
      <NameField registered={form.register('name')} error={errors.name?.message} isReady={isReady} />
      <TextInput
        {...form.register('email')}
        label="E-mail"
        description="What you sign in with. Nothing is sent to it."
        type="email"
        autoComplete="username"
        readOnly={!isReady}
        error={errors.email?.message}
      />
      <NewPasswordField
        registered={form.register('password')}
        error={errors.password?.message}
        isReady={isReady}
      />
    </EntryForm>
  )
}
