'use client'

import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ActionResult } from '@/lib/api/action-result'
import css from './account.module.css'
import { useDeed } from './use-deed'

/** Asks before something that cannot be taken back by a click. */
export function AskDialog<T>(props: {
  opened: boolean
  title: string
  verb: string
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
    <Modal
      opened={props.opened}
      onClose={close}
      title={props.title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={css.form}>
        {props.children}
        {problem !== null && (
          <p className={css.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={css.ways}>
          <Button variant="default" onClick={close} disabled={busy}>
            Cancel
          </Button>
          <Button color={props.ends ? 'red' : undefined} loading={busy} onClick={() => void send()}>
            {props.verb}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
