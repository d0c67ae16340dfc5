'use client'

import { Button, Tooltip } from '@mantine/core'
import { useId } from 'react'
import { Ago } from '@/components/shell/ago'
import type { WizardStep } from '@/lib/api/views/groups'
import type { SaveState } from './autosave'
import css from './footer.module.css'
import { describeProblems, type Problem, STEP_NAMES } from './problems'
import type { Finish } from './use-apply'

/** How the draft stands, what is to mend, and the way on. */
export function Footer(props: {
  save: SaveState
  problems: readonly Problem[]
  onMend: () => void
  back: WizardStep | null
  onBack: (step: WizardStep) => void
  next: WizardStep | null
  checking: boolean
  finish: Finish
  finishLabel: string
  finishBlocked: string | null
}) {
  const { back, next, finish, finishBlocked } = props
  const summary = describeProblems(props.problems)
  const reasonId = useId()
  return (
    <div className={css.foot} data-bottom-bar>
      <div className={css.saved} data-kind={props.save.kind} role="status">
        <SaveText save={props.save} />
      </div>
      <div className={css.way}>
        <span role="status" className={css.mendPlace}>
          {summary && (
            <button type="button" className={css.mend} onClick={props.onMend}>
              {summary}
            </button>
          )}
        </span>
        {finish.failed && !next && (
          <span className={css.failed} role="alert">
            {finish.failed}
          </span>
        )}
        {back && (
          <Button variant="default" onClick={() => props.onBack(back)}>
            Back
          </Button>
        )}
        {next && (
          <Button type="submit" loading={props.checking}>
            Next: {STEP_NAMES[next]}
          </Button>
        )}
        {!next && (
          <Tooltip label={finishBlocked} disabled={finishBlocked === null}>
            <Button
              onClick={() => (finishBlocked === null ? void finish.run() : props.onMend())}
              loading={finish.running}
              aria-disabled={finishBlocked !== null || undefined}
              data-disabled={finishBlocked !== null || undefined}
              aria-describedby={finishBlocked === null ? undefined : reasonId}
            >
              {props.finishLabel}
            </Button>
          </Tooltip>
        )}
        {!next && finishBlocked !== null && (
          <span id={reasonId} className={css.reason}>
            {finishBlocked}
          </span>
        )}
      </div>
    </div>
  )
}

function SaveText({ save }: { save: SaveState }) {
  if (save.kind === 'clean') return <>Nothing typed yet</>
  if (save.kind === 'saved')
    return (
      <>
        Draft saved <Ago at={save.at} still />
      </>
    )
  if (save.kind === 'failed') return <>Could not save: {save.message.replace(/\.$/, '')}, retrying</>
  if (save.kind === 'conflict') return <>Not saved: the draft was changed in another tab</>
  return <>Saving…</>
}
