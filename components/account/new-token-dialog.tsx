'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { Button, Radio, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { DialogFoot } from '@/components/form/dialog-foot'
import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import { MakeOnceDialog, SecretText, ShownOnce } from '@/components/form/shown-once'
import { errorSentence } from '@/components/shell/states'
import type { TokenActions } from '@/lib/api/actions'
import { apiPaths } from '@/lib/api/paths'
import { type NewTokenValues, newTokenSchema, TOKEN_LIFETIMES } from '@/lib/api/schemas/tokens'
import type { MadeTokenView } from '@/lib/api/views/tokens'
import { isAtLeast, isRole, ROLES, type Role } from '@/lib/auth/roles'
import css from './account.module.css'

const ROLE_WORDS = {
  viewer: { label: 'Viewer', means: 'Reads what every page shows.' },
  operator: { label: 'Operator', means: 'Reads its owner’s drafts, too.' },
  admin: { label: 'Admin', means: 'Reads everything: the ledger and its export, too.' },
} as const

/** Name, role and time; then the token, once. */
export function NewTokenDialog(props: {
  opened: boolean
  role: Role
  actions: TokenActions
  onClose: () => void
}) {
  return (
    <MakeOnceDialog<MadeTokenView>
      opened={props.opened}
      titles={['Make an API token', 'Your new token']}
      form={(onMade, onCancel) => (
        <TokenForm role={props.role} actions={props.actions} onMade={onMade} onCancel={onCancel} />
      )}
      shown={(made, onClose) => <MadeToken made={made} onClose={onClose} />}
      onClose={props.onClose}
    />
  )
}

function MadeToken(props: { made: MadeTokenView; onClose: () => void }) {
  const { token, name, url } = props.made
  return (
    <ShownOnce
      what="token"
      secret={token}
      text={`This is ${name}. Copy it now: it is not shown again, and nobody can tell it afterwards.`}
      onClose={props.onClose}
    >
      <p className={css.soft}>A program shows it with every request:</p>
      <SecretText text={`curl -H "Authorization: Bearer ${token}" ${url}${apiPaths.me()}`} />
    </ShownOnce>
  )
}

function TokenForm(props: {
  role: Role
  actions: TokenActions
  onMade: (made: MadeTokenView) => void
  onCancel: () => void
}) {
  const client = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm<NewTokenValues>({
    defaultValues: { name: '', role: 'viewer', days: 90 },
    resolver: zodResolver(newTokenSchema, undefined, { raw: true }),
  })
  const { errors, isSubmitting } = form.formState
  const make = form.handleSubmit(async (values) => {
    setProblem(null)
    const result = await props.actions
      .makeToken(values)
      .catch((failure: unknown) => ({ ok: false, message: errorSentence(failure) }) as const)
    if (!result.ok) return setProblem(result.message)
    props.onMade(result.value)
    await client.invalidateQueries({ queryKey: ['tokens'] })
  })
  return (
    <form className={css.form} onSubmit={make} noValidate>
      <TextInput
        {...form.register('name')}
        label="Name"
        description="What uses it, such as a script or a dashboard."
        autoComplete="off"
        error={errors.name?.message}
        data-autofocus
      />
      <Radio.Group
        label="Role"
        value={form.watch('role')}
        onChange={(role) => isRole(role) && form.setValue('role', role)}
      >
        <Stack gap={10} mt={6}>
          {ROLES.map((one) => {
            const within = isAtLeast(props.role, one)
            const { label, means } = ROLE_WORDS[one]
            const why = `A token may no more than you, and you are ${props.role === 'viewer' ? 'a' : 'an'} ${props.role}.`
            return (
              <Radio
                key={one}
                value={one}
                label={label}
                disabled={!within}
                description={within ? means : why}
              />
            )
          })}
        </Stack>
      </Radio.Group>
      <Radio.Group
        label="Valid for"
        value={String(form.watch('days'))}
        onChange={(days) => form.setValue('days', Number(days))}
      >
        <Stack gap={8} mt={6}>
          {TOKEN_LIFETIMES.map(({ days, label }) => (
            <Radio key={days} value={String(days)} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      <Problem text={problem} quiet />
      <DialogFoot action="makeToken" tight>
        <Button variant="default" onClick={props.onCancel} disabled={isSubmitting}>
          Cancel
        </Button>
        <ReasonButton action="makeToken" type="submit" loading={isSubmitting}>
          Make the token
        </ReasonButton>
      </DialogFoot>
    </form>
  )
}
