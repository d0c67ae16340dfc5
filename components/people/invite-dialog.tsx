'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { Button, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import css from '@/components/account/account.module.css'
import { useDeed } from '@/components/account/use-deed'
import type { PeopleActions } from '@/lib/api/actions'
import { type InviteValues, inviteSchema } from '@/lib/api/schemas/people'
import type { LinkView } from '@/lib/api/views/people'
import { isRole, ROLES } from '@/lib/auth/roles'
import { LinkShown } from './link-dialog'
import { ROLE_MEANS, ROLE_WORDS } from './people-words'

/** E-mail and role; then the link, which is passed on by hand: nothing is sent. */
export function InviteDialog(props: { opened: boolean; actions: PeopleActions; onClose: () => void }) {
  const [made, setMade] = useState<{ link: LinkView; email: string } | null>(null)
  const close = () => {
    props.onClose()
    setMade(null)
  }
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={made ? 'The invitation' : 'Invite somebody'}
      closeButtonProps={{ 'aria-label': 'Close' }}
      closeOnClickOutside={made === null}
    >
      {made ? (
        <LinkShown
          link={made.link}
          text={`With this link ${made.email} makes an account, within seven days.`}
          onClose={close}
        />
      ) : (
        <InviteForm
          actions={props.actions}
          onMade={(link, email) => setMade({ link, email })}
          onCancel={close}
        />
      )}
    </Modal>
  )
}

function InviteForm(props: {
  actions: PeopleActions
  onMade: (link: LinkView, email: string) => void
  onCancel: () => void
}) {
  const form = useForm<InviteValues>({
    defaultValues: { email: '', role: 'viewer' },
    resolver: zodResolver(inviteSchema, undefined, { raw: true }),
  })
  const { busy, problem, run } = useDeed()
  const send = form.handleSubmit((values) =>
    run(props.actions.invite(values), (link) => props.onMade(link, values.email.trim())),
  )
  const role = form.watch('role')
  return (
    <form className={css.form} onSubmit={send} noValidate>
      <TextInput
        {...form.register('email')}
        label="E-mail"
        description="What they will sign in with. Nothing is sent to it: you get a link to pass on."
        type="email"
        autoComplete="off"
        error={form.formState.errors.email?.message ?? problem}
        data-autofocus
      />
      <Radio.Group
        label="Role"
        value={role}
        onChange={(chosen) => isRole(chosen) && form.setValue('role', chosen)}
      >
        <Stack gap={10} mt={6}>
          {ROLES.map((one) => (
            <Radio key={one} value={one} label={ROLE_WORDS[one]} description={ROLE_MEANS[one]} />
          ))}
        </Stack>
      </Radio.Group>
      <div className={css.ways}>
        <Button variant="default" onClick={props.onCancel} disabled={busy}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          Make the link
        </Button>
      </div>
    </form>
  )
}
