'use client'

import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { DrillActions } from '@/lib/api/actions'
import { scopeText } from '@/lib/api/drill-messages'
import { queries } from '@/lib/api/queries'
import type { DrillRowView } from '@/lib/api/views/drills'
import css from './drills.module.css'

/** Asks before a report is gone. `row` null: closed. `onDone`: after it was deleted. */
export function RemoveDrill(props: {
  row: DrillRowView | null
  actions: DrillActions
  onClose: () => void
  onDone?: () => void
}) {
  const { row, actions, onClose, onDone } = props
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const remove = async (drillId: string) => {
    setBusy(true)
    const result = await actions
      .removeDrill(drillId)
      .catch((error: unknown) => ({ ok: false, message: errorSentence(error) }) as const)
    setBusy(false)
    if (!result.ok) return setProblem(result.message)
    if (result.message) notify.done(result.message)
    onDone?.()
    onClose()
    await client.invalidateQueries({ queryKey: queries.drills().queryKey })
  }
  return (
    <Modal
      opened={row !== null}
      onClose={onClose}
      title="Delete this drill"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {row && (
        <div className={css.form}>
          <p>
            The report on {scopeText(row.scope)} is gone then, and its link with it. Export it first to keep
            it.
          </p>
          {problem !== null && (
            <p className={css.problem} role="alert">
              {problem}
            </p>
          )}
          <div className={css.foot}>
            <Button variant="default" onClick={onClose} disabled={busy}>
              Cancel
            </Button>
            <Button color="red" loading={busy} onClick={() => void remove(row.id)}>
              Delete drill
            </Button>
          </div>
        </div>
      )}
    </Modal>
  )
}
