'use client'

import { Button, Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { errorSentence } from '@/components/shell/states'
import type { ActionResult } from '@/lib/api/action-result'
import css from './confirm-removal.module.css'

/**
 * Asks once more before something of Holdfast's own goes for good: a report, a task. It stays open, and says why, where
 * it was refused. `remove`: does it; `onRemoved(message)`: after it was done, before the dialog closes.
 */
export function ConfirmRemoval(props: {
  opened: boolean
  title: string
  /** What the button does: "Remove task". */
  verb: string
  remove: () => Promise<ActionResult<unknown>>
  onRemoved: (message: string | null) => void | Promise<void>
  onClose: () => void
  children: ReactNode
}) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const close = () => {
    if (busy) return
    setProblem(null)
    props.onClose()
  }
  const remove = async () => {
    if (busy) return
    setBusy(true)
    setProblem(null)
    const result = await props
      .remove()
      .catch((error: unknown) => ({ ok: false, message: errorSentence(error) }) as const)
    if (result.ok) await props.onRemoved(result.message)
    setBusy(false)
    if (result.ok) props.onClose()
    else setProblem(result.message)
  }
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={props.title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={css.text}>{props.children}</p>
      {problem !== null && (
        <p className={css.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={css.foot}>
        <Button variant="default" onClick={close} disabled={busy}>
          Cancel
        </Button>
        <Button color="red" data-autofocus loading={busy} onClick={() => void remove()}>
          {props.verb}
        </Button>
      </div>
    </Modal>
  )
}
