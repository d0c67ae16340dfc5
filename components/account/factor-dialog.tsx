'use client'

import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { DialogFoot } from '@/components/form/dialog-foot'
import { ReasonButton } from '@/components/form/reason-button'
import type { OwnActions } from '@/lib/api/actions'
import css from './account.module.css'
import { keepInSight } from './codes-to-keep'
import { PresentForm } from './present-form'
import { QrCode } from './qr-code'
import { useDeed } from './use-deed'

type Begun = { readonly uri: string; readonly recoveryCodes: readonly string[] }
type Step = { readonly kind: 'password' } | { readonly kind: 'scan'; readonly begun: Begun }

const TITLES: Record<Step['kind'], string> = {
  password: 'Turn the second factor on',
  scan: 'Add Holdfast to your app',
}

/** password ──▶ QR code, first code ──▶ recovery codes, which the page shows. It counts from the first right code on. */
export function FactorDialog(props: { opened: boolean; actions: OwnActions; onClose: () => void }) {
  const [step, setStep] = useState<Step>({ kind: 'password' })
  const close = () => {
    props.onClose()
    setStep({ kind: 'password' })
  }
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={TITLES[step.kind]}
      closeButtonProps={{ 'aria-label': 'Close' }}
      closeOnClickOutside={step.kind === 'password'}
    >
      {step.kind === 'password' && (
        <PresentForm
          verb="Continue"
          action="beginFactor"
          ask={(present) => props.actions.beginFactor({ present })}
          onDone={(begun) => setStep({ kind: 'scan', begun })}
          onCancel={close}
        >
          <p>
            Signing in will ask for six digits that an app on your phone makes, such as the one that keeps
            your passwords.
          </p>
        </PresentForm>
      )}
      {step.kind === 'scan' && (
        <Scan
          begun={step.begun}
          actions={props.actions}
          onOn={() => {
            keepInSight(step.begun.recoveryCodes)
            close()
          }}
          onCancel={close}
        />
      )}
    </Modal>
  )
}

function Scan(props: { begun: Begun; actions: OwnActions; onOn: () => void; onCancel: () => void }) {
  const { busy, problem, run } = useDeed()
  const [code, setCode] = useState('')
  const secret = new URL(props.begun.uri).searchParams.get('secret') ?? ''
  const send = (event: FormEvent) => {
    event.preventDefault()
    void run(props.actions.confirmFactor({ code }), props.onOn)
  }
  return (
    <form className={css.form} onSubmit={send} noValidate>
      <div className={css.scan}>
        <QrCode text={props.begun.uri} label="QR code of the secret" />
        <p>
          Scan this with the app, or type the secret into it:
          <code className={css.secret}>{secret.replace(/.{4}(?=.)/g, '$& ')}</code>
        </p>
      </div>
      <TextInput
        label="Code"
        description="The six digits that the app shows now."
        autoComplete="one-time-code"
        inputMode="numeric"
        classNames={{ input: css.code }}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={problem}
        data-autofocus
      />
      <DialogFoot action="confirmFactor" tight>
        <Button variant="default" onClick={props.onCancel} disabled={busy}>
          Cancel
        </Button>
        <ReasonButton action="confirmFactor" type="submit" loading={busy}>
          Turn on
        </ReasonButton>
      </DialogFoot>
    </form>
  )
}
