'use client'

import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { DialogFoot } from '@/components/form/dialog-foot'
import { ReasonButton } from '@/components/form/reason-button'
import type { ActionResult } from '@/lib/api/action-result'
import type { ActionName } from '@/lib/auth/doors'
import css from './account.module.css'
import { useDeed } from './use-deed'

/** Asks for the present password, so that whoever finds an open browser cannot do this. */
export function PresentForm<T>(props: {
  verb: string
  action: ActionName
  ends?: boolean
  children?: ReactNode
  ask: (present: string) => Promise<ActionResult<T>>
  onDone: (value: T) => void
  onCancel: () => void
}) {
  const { busy, problem, run } = useDeed()
  const [present, setPresent] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    void run(props.ask(present), props.onDone)
  }
  return (
    <form className={css.form} onSubmit={send} noValidate>
      {props.children}
      <PasswordInput
        label="Present password"
        autoComplete="current-password"
        value={present}
        onChange={(event) => setPresent(event.currentTarget.value)}
        error={problem}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        data-autofocus
      />
      <DialogFoot action={props.action} tight>
        <Button variant="default" onClick={props.onCancel} disabled={busy}>
          Cancel
        </Button>
        <ReasonButton
          action={props.action}
          type="submit"
          color={props.ends ? 'red' : undefined}
          loading={busy}
        >
          {props.verb}
        </ReasonButton>
      </DialogFoot>
    </form>
  )
}
