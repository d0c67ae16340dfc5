'use client'

import type { ReactNode } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import type { ActionResult } from '@/lib/api/action-result'
import type { ActionName } from '@/lib/auth/doors'
import { useDeed } from './use-deed'

/** Asks before something that cannot be taken back by a click. */
export function AskDialog<T>(props: {
  opened: boolean
  title: string
  verb: string
  action: ActionName
  ends?: boolean
  children: ReactNode
  ask: () => Promise<ActionResult<T>>
  onDone?: (value: T) => void
  /** It was done, or called off. */
  onClose: () => void
  /** Called off only; left out, that is `onClose`, too. */
  onCancel?: () => void
}) {
  const { busy, problem, run, forget } = useDeed()
  const close = () => {
    forget()
    if (props.onCancel) props.onCancel()
    else props.onClose()
  }
  const send = () =>
    run(props.ask(), (value) => {
      props.onDone?.(value)
      props.onClose()
    })
  return (
    <ConfirmDialog
      opened={props.opened}
      title={props.title}
      verb={props.verb}
      action={props.action}
      harmless={!props.ends}
      busy={busy}
      problem={problem}
      onConfirm={() => void send()}
      onClose={close}
    >
      {props.children}
    </ConfirmDialog>
  )
}
