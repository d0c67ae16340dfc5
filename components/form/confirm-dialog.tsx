'use client'

import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ActionName } from '@/lib/auth/doors'
import css from './confirm-dialog.module.css'
import { DialogFoot } from './dialog-foot'
import { Problem } from './problem'
import { ReasonButton } from './reason-button'

/** Asks once more before something is done. It stays, and says why, where that was refused. */
export function ConfirmDialog(props: {
  opened: boolean
  title: string
  /** What the button does: "Remove task". */
  verb: string
  /** What it leads to: where nothing of the kind is done by now, the button says so. */
  action: ActionName
  /** What the other button says; "Cancel" where that is not the verb itself. */
  keep?: string
  /** Nothing is taken away by it. */
  harmless?: boolean
  /** The button that Enter presses; left out, the first thing in the dialog that can be reached has the focus. */
  focus?: 'verb' | 'keep'
  busy: boolean
  problem: string | null
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}) {
  const { busy, focus } = props
  const close = () => !busy && props.onClose()
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={props.title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={css.body}>
        {props.children}
        <Problem text={props.problem} />
      </div>
      <DialogFoot action={props.action}>
        <Button
          variant="default"
          onClick={close}
          disabled={busy}
          data-autofocus={focus === 'keep' || undefined}
        >
          {props.keep ?? 'Cancel'}
        </Button>
        <ReasonButton
          action={props.action}
          color={props.harmless ? undefined : 'red'}
          data-autofocus={focus === 'verb' || undefined}
          loading={busy}
          onClick={props.onConfirm}
        >
          {props.verb}
        </ReasonButton>
      </DialogFoot>
    </Modal>
  )
}
