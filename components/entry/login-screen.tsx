'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { useForm } from 'react-hook-form'
import type { AccountActions } from '@/lib/api/actions'
import { type SignInValues, signInSchema } from '@/lib/api/schemas/accounts'
import css from './entry.module.css'
import { EntryPage } from './entry-page'
import { SignOnButton } from './sign-on-button'
import { useEntryForm } from './use-entry-form'

/** `to`: where one was going. `elsewhere`: the open mode answers to this machine's own names only. */
export function LoginScreen(props: {
  to: string
  elsewhere: boolean
  /** Null: there is no single sign-on. `only`: there are no passwords. */
  signOn: { readonly provider: string; readonly only: boolean } | null
  /** Why somebody came back from the provider without being in. */
  problem: string | null
  actions: Pick<AccountActions, 'signIn' | 'beginSignOn'>
}) {
  const { signOn, to } = props
  if (props.elsewhere)
    return (
      <EntryPage
        title="Not by this address"
        text="This Holdfast runs without login and answers to the machine that it runs on only. Open it there as 127.0.0.1 or localhost."
      />
    )
  if (!signOn)
    return (
      <EntryPage title="Sign in" text="With the account that an admin of this Holdfast made for you.">
        <LoginForm to={to} signIn={props.actions.signIn} />
      </EntryPage>
    )
  const button = (
    <SignOnButton
      to={to}
      provider={signOn.provider}
      problem={props.problem}
      begin={props.actions.beginSignOn}
    />
  )
  if (signOn.only)
    return (
      <EntryPage title="Sign in" text={`With your account at ${signOn.provider}.`}>
        {button}
      </EntryPage>
    )
  return (
    <EntryPage
      title="Sign in"
      text={`With your account at ${signOn.provider}, or with a password of this Holdfast.`}
    >
      {button}
      <p className={css.or}>or</p>
      <LoginForm to={to} signIn={props.actions.signIn} second />
    </EntryPage>
  )
}

/** `second`: another way in stands above it. */
function LoginForm(props: { to: string; signIn: AccountActions['signIn']; second?: boolean }) {
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
      <Button type="submit" variant={props.second ? 'default' : 'filled'} loading={busy}>
        Sign in
      </Button>
    </form>
  )
}
