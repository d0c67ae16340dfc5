'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { Button, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { writeClipboard } from '@/components/shell/id'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { TokenActions } from '@/lib/api/actions'
import { apiPaths } from '@/lib/api/paths'
import { type NewTokenValues, newTokenSchema, TOKEN_LIFETIMES } from '@/lib/api/schemas/tokens'
import type { MadeTokenView } from '@/lib/api/views/tokens'
import { isAtLeast, isRole, ROLES, type Role } from '@/lib/auth/roles'
import css from './tokens.module.css'

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
  const [made, setMade] = useState<MadeTokenView | null>(null)
  const close = () => {
    props.onClose()
    setMade(null)
  }
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={made ? 'Your new token' : 'Make an API token'}
      closeButtonProps={{ 'aria-label': 'Close' }}
      closeOnClickOutside={made === null}
    >
      {made ? (
        <MadeToken made={made} onClose={close} />
      ) : (
        <TokenForm role={props.role} actions={props.actions} onMade={setMade} onCancel={close} />
      )}
    </Modal>
  )
}

function MadeToken(props: { made: MadeTokenView; onClose: () => void }) {
  const { token, name, url } = props.made
  const copy = async () => {
    if (await writeClipboard(token)) notify.done('The token is copied.')
    else notify.failed('It could not be copied', 'Select the token and copy it by hand.')
  }
  return (
    <div className={css.form}>
      <p>This is {name}. Copy it now: it is not shown again, and nobody can tell it afterwards.</p>
      <code className={css.secret}>{token}</code>
      <p className={css.soft}>A program shows it with every request:</p>
      <code className={css.secret}>{`curl -H "Authorization: Bearer ${token}" ${url}${apiPaths.me()}`}</code>
      <div className={css.ways}>
        <Button variant="default" onClick={props.onClose}>
          Done
        </Button>
        <Button onClick={() => void copy()}>Copy token</Button>
      </div>
    </div>
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
      {problem !== null && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={css.ways}>
        <Button variant="default" onClick={props.onCancel} disabled={isSubmitting}>
          Cancel
        </Button>
        <Button type="submit" loading={isSubmitting}>
          Make the token
        </Button>
      </div>
    </form>
  )
}
