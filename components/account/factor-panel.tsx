'use client'

import { Modal } from '@mantine/core'
import { useState } from 'react'
import { ReasonButton } from '@/components/form/reason-button'
import { Chip } from '@/components/shell/chips'
import type { ActionResult } from '@/lib/api/action-result'
import type { OwnActions } from '@/lib/api/actions'
import type { AccountView } from '@/lib/api/views/people'
import type { ActionName } from '@/lib/auth/doors'
import { plural } from '@/lib/domain/plural'
import css from './account.module.css'
import { keepInSight, useCodesToKeep } from './codes-to-keep'
import { FactorDialog } from './factor-dialog'
import { PresentForm } from './present-form'
import { RecoveryCodes } from './recovery-codes'

type Opened = 'on' | 'off' | 'codes' | null
const FEW_CODES = 3

/** The second factor: whether it is on, how many recovery codes are left, and what can be done about either. */
export function FactorPanel(props: { account: AccountView; actions: OwnActions }) {
  const { account, actions } = props
  const { on, recoveryCodesLeft: left } = account.secondFactor
  const [opened, setOpened] = useState<Opened>(null)
  const withPassword = account.hasPassword && account.passwordsOff === null
  const noPassword = withPassword ? null : 'You sign in through single sign-on, which has its own.'
  const close = () => setOpened(null)
  return (
    <>
      <div className={css.standing}>
        <Chip tone={on ? 'ok' : 'plain'}>{on ? 'On' : 'Off'}</Chip>
        {on && (
          <span className={left <= FEW_CODES ? undefined : css.soft}>
            {left === 0 ? 'No recovery code is left' : `${plural(left, 'recovery code')} left`}
            {left <= FEW_CODES && '. Make new ones before the last is used.'}
          </span>
        )}
        {!on && <span className={css.soft}>The password alone lets you in.</span>}
      </div>
      <div className={css.begin}>
        {on ? (
          <>
            <ReasonButton action="renewRecoveryCodes" variant="default" onClick={() => setOpened('codes')}>
              New recovery codes
            </ReasonButton>
            <ReasonButton action="endFactor" variant="default" onClick={() => setOpened('off')}>
              Turn off
            </ReasonButton>
          </>
        ) : (
          <ReasonButton action="beginFactor" reason={noPassword} onClick={() => setOpened('on')}>
            Turn on
          </ReasonButton>
        )}
      </div>
      <FactorDialog opened={opened === 'on'} actions={actions} onClose={close} />
      <PresentDialog
        opened={opened === 'off'}
        title="Turn the second factor off"
        text="The password alone lets you in then, and the recovery codes open nothing any more."
        verb="Turn off"
        action="endFactor"
        ends
        ask={(present) => actions.endFactor({ present })}
        onDone={close}
        onClose={close}
      />
      <PresentDialog
        opened={opened === 'codes'}
        title="New recovery codes"
        text="Ten new ones take the place of those that you have, which open nothing any more."
        verb="Make new codes"
        action="renewRecoveryCodes"
        ask={(present) => actions.renewRecoveryCodes({ present })}
        onDone={({ recoveryCodes }) => {
          keepInSight(recoveryCodes)
          close()
        }}
        onClose={close}
      />
      <CodesDialog email={account.email} />
    </>
  )
}

function PresentDialog<T>(props: {
  opened: boolean
  title: string
  text: string
  verb: string
  action: ActionName
  ends?: boolean
  ask: (present: string) => Promise<ActionResult<T>>
  onDone: (value: T) => void
  onClose: () => void
}) {
  const { verb, action, ends, ask, onDone, onClose } = props
  return (
    <Modal
      opened={props.opened}
      onClose={onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <PresentForm verb={verb} action={action} ends={ends} ask={ask} onDone={onDone} onCancel={onClose}>
        <p>{props.text}</p>
      </PresentForm>
    </Modal>
  )
}

function CodesDialog({ email }: { email: string }) {
  const codes = useCodesToKeep()
  const kept = () => keepInSight(null)
  return (
    <Modal
      opened={codes !== null}
      onClose={kept}
      title="Your recovery codes"
      closeButtonProps={{ 'aria-label': 'Close' }}
      closeOnClickOutside={false}
    >
      {codes && <RecoveryCodes codes={codes} email={email} onKept={kept} />}
    </Modal>
  )
}
