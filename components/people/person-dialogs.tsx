'use client'

import { Modal, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import css from '@/components/account/account.module.css'
import { AskDialog } from '@/components/account/ask-dialog'
import type { PeopleActions } from '@/lib/api/actions'
import { paths } from '@/lib/api/paths'
import type { LinkView, PersonView } from '@/lib/api/views/people'
import { isRole, ROLES, type Role } from '@/lib/auth/roles'
import { LinkShown } from './link-shown'
import { type Deed, ROLE_MEANS, ROLE_WORDS } from './people-words'

/** The dialog of what was chosen in somebody's menu. Mounted anew for each. */
export function PersonDialogs(props: {
  deed: Deed
  person: PersonView
  actions: PeopleActions
  onClose: () => void
}) {
  const { deed, person, actions, onClose } = props
  switch (deed) {
    case 'role':
      return <RoleDialog person={person} actions={actions} onClose={onClose} />
    case 'reset':
      return <ResetDialog person={person} actions={actions} onClose={onClose} />
    case 'factor':
      return (
        <AskDialog
          opened
          title={`Reset the second factor of ${person.name}`}
          verb="Reset second factor"
          action="resetFactor"
          ends
          ask={() => actions.resetFactor(person.id)}
          onClose={onClose}
        >
          <p>
            For whoever has lost the app and the recovery codes. Their sessions end, and the password alone
            lets them in until they turn it on again. Be sure that it is they who ask.
          </p>
        </AskDialog>
      )
    case 'remove':
      return (
        <AskDialog
          opened
          title={`Remove ${person.name}`}
          verb={`Remove ${person.name}`}
          action="removePerson"
          ends
          ask={() => actions.removePerson(person.id)}
          onDone={() => person.isYou && window.location.assign(paths.login())}
          onClose={onClose}
        >
          <p>
            {person.isYou ? 'You are signed out' : 'They are signed out'} everywhere at once, and tokens and
            invitations of {person.isYou ? 'yours' : 'theirs'} end. What was done stays in the log under the
            name.
          </p>
        </AskDialog>
      )
  }
}

type DialogProps = { person: PersonView; actions: PeopleActions; onClose: () => void }

function RoleDialog({ person, actions, onClose }: DialogProps) {
  const [role, setRole] = useState<Role>(person.role)
  return (
    <AskDialog
      opened
      title={`Role of ${person.name}`}
      verb="Change role"
      action="changeRole"
      ask={() => actions.changeRole(person.id, role)}
      // Whoever may no longer see this page sees the first one.
      onDone={() => person.isYou && role !== 'admin' && window.location.assign(paths.groups())}
      onClose={onClose}
    >
      <Radio.Group aria-label="Role" value={role} onChange={(chosen) => isRole(chosen) && setRole(chosen)}>
        <Stack gap={10}>
          {ROLES.map((one) => (
            <Radio
              key={one}
              value={one}
              label={one === person.role ? `${ROLE_WORDS[one]}, as now` : ROLE_WORDS[one]}
              description={ROLE_MEANS[one]}
            />
          ))}
        </Stack>
      </Radio.Group>
      <p className={css.soft}>
        It holds at once, in every browser in which {person.isYou ? 'you are' : 'they are'} signed in.
      </p>
    </AskDialog>
  )
}

function ResetDialog({ person, actions, onClose }: DialogProps) {
  const [link, setLink] = useState<LinkView | null>(null)
  if (link)
    return (
      <Modal
        opened
        onClose={onClose}
        title={`New password of ${person.name}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
        closeOnClickOutside={false}
      >
        <LinkShown
          link={link}
          text={`With this link ${person.name} chooses a new password, within 24 hours.`}
          onClose={onClose}
        />
      </Modal>
    )
  return (
    <AskDialog
      opened
      title={`New password of ${person.name}`}
      verb="Make the link"
      action="makeResetLink"
      ask={() => actions.makeResetLink(person.id)}
      onDone={setLink}
      onClose={() => undefined}
      onCancel={onClose}
    >
      <p>
        You get a link to pass on. When it is used, every session of {person.isYou ? 'yours' : 'theirs'} ends,
        and every API token is revoked.
        {person.secondFactor && ' The second factor is asked for still.'} A link made before stops working
        now.
      </p>
    </AskDialog>
  )
}
