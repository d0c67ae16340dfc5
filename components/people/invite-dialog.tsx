'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { Button, Radio, Stack, TextInput } from '@mantine/core'
import { useForm } from 'react-hook-form'
import css from '@/components/account/account.module.css'
import { useDeed } from '@/components/account/use-deed'
import { DialogFoot } from '@/components/form/dialog-foot'
import { ReasonButton } from '@/components/form/reason-button'
import { MakeOnceDialog } from '@/components/form/shown-once'
import type { PeopleActions } from '@/lib/api/actions'
import { type InviteValues, inviteSchema } from '@/lib/api/schemas/people'
import type { LinkView } from '@/lib/api/views/people'
import { isRole, ROLES } from '@/lib/auth/roles'
import { LinkShown } from './link-shown'
import { ROLE_MEANS, ROLE_WORDS } from './people-words'

type Invited = { readonly link: LinkView; readonly email: string }

/** E-mail and role; then the link, which is passed on by hand: nothing is sent. */
export function InviteDialog(props: { opened: boolean; actions: PeopleActions; onClose: () => void }) {
  return (
    <MakeOnceDialog<Invited>
      opened={props.opened}
      titles={['Invite somebody', 'The invitation']}
      form={(onMade, onCancel) => <InviteForm actions={props.actions} onMade={onMade} onCancel={onCancel} />}
      shown={({ link, email }, onClose) => (
        <LinkShown
          link={link}
          text={`With this link ${email} makes an account, within seven days.`}
          onClose={onClose}
        />
      )}
      onClose={props.onClose}
    />
  )
}

function InviteForm(props: {
  actions: PeopleActions
  onMade: (made: Invited) => void
  onCancel: () => void
}) {
  const form = useForm<InviteValues>({
    defaultValues: { email: '', role: 'viewer' },
    resolver: zodResolver(inviteSchema, undefined, { raw: true }),
  })
  const { busy, problem, run } = useDeed()
  const send = form.handleSubmit((values) =>
    run(props.actions.invite(values), (link) => props.onMade({ link, email: values.email.trim() })),
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
      <DialogFoot action="invite" tight>
        <Button variant="default" onClick={props.onCancel} disabled={busy}>
          Cancel
        </Button>
        <ReasonButton action="invite" type="submit" loading={busy}>
          Make the link
        </ReasonButton>
      </DialogFoot>
    </form>
  )
}
