'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ConfirmRemoval } from '@/components/form/confirm-removal'
import { notify } from '@/components/shell/notify'
import type { DrillActions } from '@/lib/api/actions'
import { scopeText } from '@/lib/api/drill-messages'
import { queries } from '@/lib/api/queries'
import type { DrillRowView } from '@/lib/api/views/drills'

/** Asks before a report is gone. `row` null: closed. `onDone`: after it was deleted. */
export function RemoveDrill(props: {
  row: DrillRowView | null
  actions: DrillActions
  onClose: () => void
  onDone?: () => void
}) {
  const { row, actions, onClose, onDone } = props
  const client = useQueryClient()
  // The dialog fades out after its drill is gone; its words stay until then.
  const shown = useRef(row)
  if (row !== null) shown.current = row
  const one = shown.current
  if (one === null) return null
  return (
    <ConfirmRemoval
      opened={row !== null}
      title="Delete this drill"
      verb="Delete drill"
      action="removeDrill"
      remove={() => actions.removeDrill(one.id)}
      onRemoved={(message) => {
        if (message) notify.done(message)
        onDone?.()
        void client.invalidateQueries({ queryKey: queries.drills().queryKey })
      }}
      onClose={onClose}
    >
      The report on {scopeText(one.scope)} is gone then, and its link with it. Export it first to keep it.
    </ConfirmRemoval>
  )
}
