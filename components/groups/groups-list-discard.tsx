'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { WizardActions } from '@/lib/api/actions'
import { draftName } from '@/lib/api/group-list'
import { EVERY_GROUP_LIST, queries } from '@/lib/api/queries'
import type { DraftRowView } from '@/lib/api/views/groups'

/** Asks before a draft is thrown away. `draft` null: closed. */
export function DiscardDraft(props: {
  draft: DraftRowView | null
  onClose: () => void
  discard: WizardActions['discardDraft']
}) {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  // The dialog fades out after its draft is gone; its words stay until then.
  const shown = useRef<DraftRowView | null>(null)
  if (props.draft !== null) shown.current = props.draft
  const name = shown.current ? draftName(shown.current) : ''

  const discard = async () => {
    if (props.draft === null) return
    setBusy(true)
    const problem = await props.discard(props.draft.id).then(
      (result) => (result.ok ? null : result.message),
      (error: unknown) => errorSentence(error),
    )
    setBusy(false)
    if (problem !== null) return notify.failed(`The draft of ${name} is still there.`, problem)
    notify.done(`Draft of ${name} discarded`)
    props.onClose()
    await client.invalidateQueries({ queryKey: EVERY_GROUP_LIST })
    await client.invalidateQueries({ queryKey: queries.nav().queryKey })
  }
  return (
    <ConfirmDialog
      opened={props.draft !== null}
      title={`Discard the draft of ${name}?`}
      verb="Discard draft"
      action="discardDraft"
      keep="Keep it"
      focus="keep"
      busy={busy}
      problem={null}
      onConfirm={() => void discard()}
      onClose={props.onClose}
    >
      <p>What was typed in it is lost. No address is held by a draft, so nothing in the network changes.</p>
    </ConfirmDialog>
  )
}
