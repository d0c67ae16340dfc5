'use client'

import { Button, Modal } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { useActionReason } from '@/components/shell/action-reason'
import { Bone, ErrorState } from '@/components/shell/states'
import type { ActionResult } from '@/lib/api/action-result'
import type { PlanProof, PlanView } from '@/lib/api/views/plans'
import type { ActionName } from '@/lib/auth/doors'
import { DialogFoot } from './dialog-foot'
import foot from './dialog-foot.module.css'
import css from './plan.module.css'
import { PlanSummary } from './plan-view'
import { Problem } from './problem'
import { type PlanState, usePlan } from './use-plan'

/**
 * The plan as the confirmation (B3). Opening it asks for the plan; agreeing applies that plan and no other. If the
 * world moved meanwhile it says what moved and shows the fresh plan, to be agreed to anew.
 *
 * `opened`, `onClose`; `title` of the dialog; `verb` on the primary button ("Recycle 3 instances"), and the `action`
 * that it leads to: where nothing of the kind is done by now, it says so;
 * `loadPlan`: the dry run; `apply(proof, requestKey)`: does it; `onDone(message)`: after it was done (the dialog
 * closes itself); `planKey`: when it changes while open, the plan is made again (for options given as `children`);
 * `children`: options above the plan; Enter in one of them agrees, as on the button; `blocked`: a sentence why it
 * cannot be agreed to yet; `unplanned`: a sentence why there is nothing to plan yet (say, an option does not fit);
 * `settling`: an option is being typed, `planKey` follows.
 */
export function ConfirmPlan<T>(props: {
  opened: boolean
  onClose: () => void
  title: string
  verb: string
  action: ActionName
  loadPlan: () => Promise<ActionResult<PlanView>>
  apply: (proof: PlanProof, requestKey: string) => Promise<ActionResult<T>>
  onDone?: (message: string | null, value: T) => void
  planKey?: string
  settling?: boolean
  blocked?: string | null
  unplanned?: string | null
  children?: ReactNode
}) {
  const noteId = useId()
  const plan = usePlan(props)
  const { state } = plan
  const loading = state.loading || props.settling === true
  const blocked = useActionReason(props.action) ?? props.blocked ?? null
  const why = props.unplanned ?? blocked
  const ready = state.plan !== null && !loading && !state.applying && !state.plan.empty && why === null
  const agree = () => {
    if (ready) void plan.agree()
  }
  return (
    <Modal
      opened={props.opened}
      onClose={() => !state.applying && props.onClose()}
      title={props.title}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          agree()
        }}
      >
        {props.children ? <div className={css.options}>{props.children}</div> : null}
        <div className={css.body} aria-busy={loading} aria-live="polite">
          {state.moved.length > 0 && <Moved moved={state.moved} />}
          {props.unplanned ? (
            <p className={css.quiet} id={noteId}>
              {props.unplanned}
            </p>
          ) : (
            <PlanOrProblem state={{ ...state, loading }} reload={plan.reload} />
          )}
        </div>
        <DialogFoot>
          {blocked && !props.unplanned && (
            <p className={foot.note} id={noteId}>
              {blocked}
            </p>
          )}
          <Button variant="default" onClick={props.onClose} disabled={state.applying}>
            Cancel
          </Button>
          <Button
            type="submit"
            data-autofocus
            color={state.plan?.disruption === 'terminates' ? 'red' : undefined}
            aria-disabled={!ready || undefined}
            aria-describedby={why === null ? undefined : noteId}
            data-disabled={(!ready && !state.applying) || undefined}
            loading={state.applying}
          >
            {props.verb}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  )
}

function PlanOrProblem(props: { state: PlanState; reload: () => void }) {
  const { plan, loading, problem } = props.state
  if (plan === null)
    return loading || problem === null ? (
      <PlanBones />
    ) : (
      <ErrorState compact title="This cannot be done now" error={problem} retry={props.reload} />
    )
  return (
    <>
      <div className={css.fresh} data-old={loading || undefined}>
        <PlanSummary plan={plan} />
      </div>
      <Problem text={problem} className={css.problem} />
    </>
  )
}

function Moved(props: { moved: readonly string[] }) {
  return (
    <div className={css.moved} role="alert">
      <p>Nothing was changed: the world moved since this plan was made. What moved:</p>
      <ul>
        {props.moved.map((what, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
          <li key={at}>{what}</li>
        ))}
      </ul>
      <p>This is the plan as it would be now.</p>
    </div>
  )
}

function PlanBones() {
  return (
    <div className={css.bones} role="status" aria-label="Making the plan">
      <Bone width="70%" />
      <Bone width="48%" />
      <Bone width="86%" />
      <Bone width="62%" />
    </div>
  )
}
