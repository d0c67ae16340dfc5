'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { AccountActions } from '@/lib/api/actions'
import { type SignInValues, signInSchema } from '@/lib/api/schemas/accounts'
import { CodeForm } from './code-form'
import css from './entry.module.css'
import { EntryForm } from './entry-form'
import { EntryPage } from './entry-page'
import { SignOnButton } from './sign-on-button'
import { enter, useEntryForm } from './use-entry-form'

type Actions = Pick<AccountActions, 'signIn' | 'beginSignOn' | 'answerCode'>

/** What led here, where it was not the way in itself. */
export type LoginReason = 'ended' | 'new-password' | null

const TEXTS: Record<Exclude<LoginReason, null>, string> = {
  ended:
    'You were signed out: your session ran out, or was ended from elsewhere. What you had typed in the wizard is kept.',
  'new-password': 'Your password is new, and every session that you had is ended. Sign in with it.',
}

/** `to`: where one was going. `elsewhere`: the open mode answers to this machine's own names only. */
export function LoginScreen(props: {
  to: string
  elsewhere: boolean
  /** Null: there is no single sign-on. `only`: there are no passwords. */
  signOn: { readonly provider: string; readonly only: boolean } | null
  /** Why somebody came back from the provider without being in. */
  problem: string | null
  why: LoginReason
  actions: Actions
}) {
  const { signOn, to, why } = props
  const [asksCode, setAsksCode] = useState(false)
  const [again, setAgain] = useState<string | null>(null)
  if (props.elsewhere)
    return (
      <EntryPage
        title="Not by this address"
        text="This Holdfast runs without login and answers to the machine that it runs on only. Open it there as 127.0.0.1 or localhost."
      />
    )
  if (asksCode)
    return (
      <EntryPage
        title="Your second factor"
        text="Type the six digits that your app shows for Holdfast, or one of your recovery codes."
      >
        <CodeForm
          to={to}
          answerCode={props.actions.answerCode}
          onOver={(message) => {
            setAgain(message)
            setAsksCode(false)
          }}
        />
      </EntryPage>
    )
  const form = (
    <LoginForm
      to={to}
      signIn={props.actions.signIn}
      said={again}
      onCode={() => setAsksCode(true)}
      second={signOn !== null}
    />
  )
  if (!signOn)
    return (
      <EntryPage
        title="Sign in"
        text={why ? TEXTS[why] : 'With the account that an admin of this Holdfast made for you.'}
      >
        {form}
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
      <EntryPage title="Sign in" text={why ? TEXTS[why] : `With your account at ${signOn.provider}.`}>
        {button}
      </EntryPage>
    )
  return (
    <EntryPage
      title="Sign in"
      text={
        why ? TEXTS[why] : `With your account at ${signOn.provider}, or with a password of this Holdfast.`
      }
    >
      {button}
      <p className={css.or}>or</p>
      {form}
    </EntryPage>
  )
}

/** `said`: why it has to be filled in once more. `second`: another way in stands above it. */
function LoginForm(props: {
  to: string
  said: string | null
  signIn: AccountActions['signIn']
  onCode: () => void
  second: boolean
}) {
  const form = useForm<SignInValues>({
    defaultValues: { email: '', password: '' },
    resolver: zodResolver(signInSchema, undefined, { raw: true }),
  })
  const { problem, busy, isReady, submit } = useEntryForm(form, props.signIn, ({ next }) =>
    next === 'code' ? props.onCode() : enter(props.to),
  )
  const { errors, submitCount } = form.formState
  const said = problem ?? (submitCount === 0 ? props.said : null)
  return (
    <EntryForm submit={submit} problem={said} busy={busy} verb="Sign in" second={props.second}>
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
    </EntryForm>
  )
}
