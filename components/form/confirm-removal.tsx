'use client'

import { type ReactNode, useState } from 'react'
import { errorSentence } from '@/components/shell/states'
import type { ActionResult } from '@/lib/api/action-result'
import type { ActionName } from '@/lib/auth/doors'
import { ConfirmDialog } from './confirm-dialog'

/**
 * Asks once more before something of Holdfast's own goes for good: a report, a task. It stays open, and says why, where
 * it was refused. `remove`: does it; `onRemoved(message)`: after it was done, before the dialog closes.
 */
export function ConfirmRemoval(props: {
  opened: boolean
  title: string
  /** What the button does: "Remove task". */
  verb: string
  action: ActionName
  remove: () => Promise<ActionResult<unknown>>
  onRemoved: (message: string | null) => void | Promise<void>
  onClose: () => void
  children: ReactNode
}) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const close = () => {
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
    <ConfirmDialog
      opened={props.opened}
      title={props.title}
      verb={props.verb}
      action={props.action}
      focus="verb"
      busy={busy}
      problem={problem}
      onConfirm={() => void remove()}
      onClose={close}
    >
      <p>{props.children}</p>
    </ConfirmDialog>
  )
}
