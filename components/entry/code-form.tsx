'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { Button, TextInput } from '@mantine/core'
import { useForm } from 'react-hook-form'
import type { AccountActions } from '@/lib/api/actions'
import { type CodeValues, codeSchema } from '@/lib/api/schemas/people'
import css from './entry.module.css'
import { EntryForm } from './entry-form'
import { enter, useEntryForm } from './use-entry-form'

/** The second step of signing in. `onOver`: the password is to be typed again, and why; null by choice. */
export function CodeForm(props: {
  to: string
  answerCode: AccountActions['answerCode']
  onOver: (message: string | null) => void
}) {
  const form = useForm<CodeValues>({
    defaultValues: { code: '' },
    resolver: zodResolver(codeSchema, undefined, { raw: true }),
  })
  const { problem, busy, submit } = useEntryForm(
    form,
    props.answerCode,
    () => enter(props.to),
    (kind, message) => {
      if (kind === 'challenge-over') props.onOver(message)
      return kind === 'challenge-over'
    },
  )
  return (
    <EntryForm
      submit={submit}
      problem={problem}
      busy={busy}
      verb="Sign in"
      after={
        <Button variant="subtle" color="gray" onClick={() => props.onOver(null)} disabled={busy}>
          Use another account
        </Button>
      }
    >
      <TextInput
        {...form.register('code')}
        label="Code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        classNames={{ input: css.code }}
        autoFocus
        error={form.formState.errors.code?.message}
      />
    </EntryForm>
  )
}
