'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { ReasonButton } from '@/components/form/reason-button'
import { notify } from '@/components/shell/notify'
import { errorSentence } from '@/components/shell/states'
import type { RollingActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { LiveRollingView } from '@/lib/api/views/rolling'
import { plural } from '@/lib/domain/plural'
import type { RollingCommand } from '@/lib/domain/rolling-recycle'
import css from './rolling.module.css'
import { COMMAND_HINTS } from './rolling-words'

const ENDING = 'It is ending already: what is under way is finished first.'

/** Pause or resume, and cancel; each says what it does. Cancelling can't be undone, so it is asked once more. */
export function RollingButtons(props: { run: LiveRollingView; groupId: string; actions: RollingActions }) {
  const { run, groupId, actions } = props
  const [busy, setBusy] = useState<RollingCommand | null>(null)
  const [asking, setAsking] = useState(false)
  const client = useQueryClient()
  const command = async (asked: RollingCommand) => {
    if (busy !== null) return
    setBusy(asked)
    const result = await actions
      .commandRolling(run.id, asked)
      .catch((error: unknown) => ({ ok: false, message: errorSentence(error) }) as const)
    if (result.ok) notify.done(result.message ?? 'Done.')
    else notify.failed('The rolling recycle was not changed', result.message)
    await client.invalidateQueries({ queryKey: queries.rolling(groupId).queryKey })
    setBusy(null)
    setAsking(false)
  }
  const turn: RollingCommand = run.state === 'paused' ? 'resume' : 'pause'
  return (
    <div className={css.buttons}>
      <ReasonButton
        action="commandRolling"
        size="compact-md"
        variant={turn === 'resume' ? 'filled' : 'default'}
        loading={busy === turn}
        reason={run.can[turn] ? null : ENDING}
        hint={COMMAND_HINTS[turn]}
        onClick={() => void command(turn)}
      >
        {turn === 'resume' ? 'Resume' : 'Pause'}
      </ReasonButton>
      <ReasonButton
        action="commandRolling"
        size="compact-md"
        variant="default"
        reason={run.can.cancel ? null : ENDING}
        hint={COMMAND_HINTS.cancel}
        onClick={() => setAsking(true)}
      >
        Cancel run
      </ReasonButton>
      <ConfirmDialog
        opened={asking}
        title="Cancel the rolling recycle"
        verb="Cancel run"
        action="commandRolling"
        keep="Keep it"
        focus="verb"
        busy={busy === 'cancel'}
        problem={null}
        onConfirm={() => void command('cancel')}
        onClose={() => setAsking(false)}
      >
        <p>{leftSentence(run)}</p>
      </ConfirmDialog>
    </div>
  )
}

function leftSentence({ counts }: LiveRollingView): string {
  const ends =
    counts.underWay === 0 ? '' : ` ${plural(counts.underWay, 'machine')} under way is finished first.`
  const verb = counts.underWay === 1 ? ends : ends.replace(' is finished', ' are finished')
  const left =
    counts.waiting === 1
      ? '1 machine stays as it is.'
      : `${plural(counts.waiting, 'machine')} stay as they are.`
  return `Nothing more is begun: ${left}${verb} A cancelled run cannot be resumed; another one can be begun.`
}
