'use client'

import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { Bone, ErrorState } from '@/components/shell/states'
import type { ActionResult } from '@/lib/api/action-result'
import type { PlanProof, PlanView } from '@/lib/api/views/plans'
import css from './plan.module.css'
import { PlanSummary } from './plan-view'
import { usePlan } from './use-plan'

/**
 * The plan as the confirmation (B3). Opening it asks for the plan; agreeing applies that plan and no other. If the
 * world moved meanwhile it says what moved and shows the fresh plan, to be agreed to anew.
 *
 * `opened`, `onClose`; `title` of the dialog; `verb` on the primary button ("Recycle 3 instances");
 * `loadPlan`: the dry run; `apply(proof, requestKey)`: does it; `onDone(message)`: after it was done (the dialog
 * closes itself); `planKey`: when it changes while open, the plan is made again (for options given as `children`);
 * `children`: options above the plan; `blocked`: a sentence why it cannot be agreed to yet (say, an option is missing).
 */
export function ConfirmPlan<T>(props: {
  opened: boolean
  onClose: () => void
  title: string
  verb: string
  loadPlan: () => Promise<ActionResult<PlanView>>
  apply: (proof: PlanProof, requestKey: string) => Promise<ActionResult<T>>
  onDone?: (message: string | null, value: T) => void
  planKey?: string
  blocked?: string | null
  children?: ReactNode
}) {
  const plan = usePlan(props)
  const { state } = plan
  const ready =
    state.plan !== null && !state.loading && !state.applying && !state.plan.empty && !props.blocked
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
      {props.children != null && <div className={css.options}>{props.children}</div>}
      <div className={css.body} aria-busy={state.loading} aria-live="polite">
        {state.moved.length > 0 && <Moved moved={state.moved} />}
        {state.plan === null && state.loading && <PlanBones />}
        {state.plan === null && !state.loading && state.problem !== null && (
          <ErrorState compact title="There is no plan" error={state.problem} retry={plan.reload} />
        )}
        {state.plan !== null && <PlanSummary plan={state.plan} />}
        {state.plan !== null && state.problem !== null && (
          <p className={css.problem} role="alert">
            {state.problem}
          </p>
        )}
        {props.blocked && <p className={css.problem}>{props.blocked}</p>}
      </div>
      <div className={css.foot}>
        <Button variant="default" onClick={props.onClose} disabled={state.applying}>
          Cancel
        </Button>
        <Button
          data-autofocus
          color={state.plan?.disruption === 'terminates' ? 'red' : undefined}
          aria-disabled={!ready || undefined}
          data-disabled={(!ready && !state.applying) || undefined}
          loading={state.applying}
          onClick={agree}
        >
          {props.verb}
        </Button>
      </div>
    </Modal>
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
