'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { PasswordInput } from '@mantine/core'
import { useForm } from 'react-hook-form'
import { NewPasswordField } from '@/components/entry/new-password-field'
import { useEntryForm } from '@/components/entry/use-entry-form'
import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import { notify } from '@/components/shell/notify'
import { replacesSession } from '@/components/shell/signed-out'
import type { OwnActions } from '@/lib/api/actions'
import { type ChangePasswordValues, changePasswordSchema } from '@/lib/api/schemas/people'
import css from './account.module.css'

const EMPTY: ChangePasswordValues = { present: '', password: '' }

/** A new password asks for the present one, and ends every other session. */
export function PasswordForm(props: { actions: OwnActions }) {
  const form = useForm<ChangePasswordValues>({
    defaultValues: EMPTY,
    resolver: zodResolver(changePasswordSchema, undefined, { raw: true }),
  })
  const send = async (values: ChangePasswordValues) => {
    const answer = await replacesSession(props.actions.changePassword(values))
    if (answer.ok && answer.message) notify.done(answer.message)
    return answer
  }
  const { problem, busy, isReady, submit, settle } = useEntryForm(form, send, () => {
    form.reset(EMPTY)
    settle()
  })
  const { errors } = form.formState
  return (
    <form noValidate onSubmit={submit} className={css.form}>
      <PasswordInput
        {...form.register('present')}
        label="Present password"
        autoComplete="current-password"
        readOnly={!isReady}
        error={errors.present?.message}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the present password' }}
      />
      <NewPasswordField
        registered={form.register('password')}
        error={errors.password?.message}
        isReady={isReady}
        label="New password"
      />
      <Problem text={problem} quiet />
      <div className={css.begin}>
        <ReasonButton type="submit" action="changePassword" loading={busy}>
          Change password
        </ReasonButton>
      </div>
      <p className={css.soft}>Your other sessions are ended with it; this one goes on.</p>
    </form>
  )
}
