'use client'

import { parseAsInteger, useQueryState } from 'nuqs'
import { ConfirmPlan } from '@/components/form/confirm-plan'
import type { UndoActions } from '@/lib/api/actions'
import type { EventView } from '@/lib/api/views/events'

/** Which change is being undone stands in the URL, by one of its events: a link, say of a toast, opens it. */
export function useUndo() {
  const [seq, setSeq] = useQueryState('undo', parseAsInteger)
  return {
    seq,
    open: (event: Pick<EventView, 'seq'>) => void setSeq(event.seq),
    close: () => void setSeq(null),
  }
}

/** The inverse of a change as a plan, made in the world as it is now; agreeing applies that plan and no other (B3). */
export function UndoChange(props: { seq: number | null; onClose: () => void; actions: UndoActions }) {
  const { seq, actions } = props
  return (
    <ConfirmPlan
      opened={seq !== null}
      onClose={props.onClose}
      title="Undo this change"
      verb="Undo the change"
      action="applyUndo"
      planKey={String(seq)}
      loadPlan={() => actions.planUndo(seq ?? 0)}
      apply={(proof, requestKey) => actions.applyUndo(seq ?? 0, requestKey, proof)}
    />
  )
}
