'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { useForm } from 'react-hook-form'
import type { AccountActions } from '@/lib/api/actions'
import { type SignInValues, signInSchema } from '@/lib/api/schemas/accounts'
import css from './entry.module.css'
import { EntryPage } from './entry-page'
import { useEntryForm } from './use-entry-form'

/** `to`: where one was going. `elsewhere`: the open mode answers to this machine's own names only. */
export function LoginScreen(props: {
  to: string
  elsewhere: boolean
  actions: Pick<AccountActions, 'signIn'>
}) {
  if (props.elsewhere)
    return (
      <EntryPage
        title="Not by this address"
        text="This Holdfast runs without login and answers to the machine that it runs on only. Open it there as 127.0.0.1 or localhost."
      />
    )
  return (
    <EntryPage title="Sign in" text="With the account that an admin of this Holdfast made for you.">
      <LoginForm to={props.to} signIn={props.actions.signIn} />
    </EntryPage>
  )
}

function LoginForm(props: { to: string; signIn: AccountActions['signIn'] }) {
  const form = useForm<SignInValues>({
    defaultValues: { email: '', password: '' },
    resolver: zodResolver(signInSchema, undefined, { raw: true }),
  })
  const { problem, busy, submit } = useEntryForm(form, props.signIn, props.to)
  const { errors } = form.formState
  // What is typed before the form has taken its fields over would be lost.
  const isReady = useMounted()
  return (
    <form noValidate onSubmit={submit} className={css.form}>
      <TextInput
        {...form.register('email')}
        label="E-mail"
        type="email"
        autoComplete="username"
        readOnly={!isReady}
        error={errors.email?.message}
      />
      <PasswordInput
        {...form.register('password')}
        label="Password"
        autoComplete="current-password"
        readOnly={!isReady}
        error={errors.password?.message}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
      />
      {problem !== null && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <Button type="submit" loading={busy}>
        Sign in
      </Button>
    </form>
  )
}
