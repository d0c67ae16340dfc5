'use client'

import { Checkbox, NumberInput, SegmentedControl } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ConfirmPlan } from '@/components/form/confirm-plan'
import type { ActionResult } from '@/lib/api/action-result'
import type { GroupActions } from '@/lib/api/actions'
import { queries } from '@/lib/api/queries'
import type { GroupCommand } from '@/lib/api/schemas/commands'
import type { GroupRowView } from '@/lib/api/views/groups'
import type { PlanView } from '@/lib/api/views/plans'
import { say } from '@/lib/domain/plural'
import css from './dialogs.module.css'
import { type ScaleMode, scaleTarget } from './scale-target'

/** A plan for every digit typed would be one too many. */
const TYPING_MS = 250

/**
 * What is lent is removed with its VM; a stateful instance is only paused, so nobody is told that one is removed.
 */
const modesOf = (pooled: boolean): readonly { readonly value: ScaleMode; readonly label: string }[] => [
  { value: 'to', label: 'Set target' },
  { value: 'up', label: pooled ? 'Add' : 'Scale up' },
  { value: 'down', label: pooled ? 'Remove' : 'Scale down' },
]

function fieldOf(mode: ScaleMode, row: GroupRowView): string {
  if (mode === 'to') return 'Target'
  if (!row.lent) return mode === 'up' ? 'Scale up by' : 'Scale down by'
  return `${row.member}s to ${mode === 'up' ? 'add' : 'remove'}`
}

/** A9, Z5–Z7: a new target, as a number or as so many more or fewer, with its plan live below. */
export function ScaleGroup(props: {
  row: GroupRowView
  opened: boolean
  onClose: () => void
  actions: GroupActions
}) {
  const { row, opened } = props
  const pooled = row.lent !== null
  const client = useQueryClient()
  const [mode, setMode] = useState<ScaleMode>('to')
  const [amount, setAmount] = useState<string | number>(row.capacity.target)
  const [resumePaused, setResumePaused] = useState(true)
  const found = scaleTarget({ mode, amount }, row.capacity, row.member)
  const planKey = `${found.ok ? found.target : 'none'} ${resumePaused}`
  const [settled] = useDebouncedValue(planKey, TYPING_MS)
  const { target } = row.capacity
  // Only opening starts anew: what is typed survives a change of the group underneath.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the target of the moment of opening
  useEffect(() => {
    if (!opened) return
    setMode('to')
    setAmount(target)
    setResumePaused(true)
  }, [opened])

  const choose = (next: ScaleMode) => {
    setMode(next)
    setAmount(next === 'to' ? target : 1)
  }
  const command = (): GroupCommand | null =>
    found.ok ? { kind: 'scale', groupId: row.id, target: found.target, resumePaused } : null
  const loadPlan = async (): Promise<ActionResult<PlanView>> => {
    const asked = command()
    return asked ? props.actions.planCommand(asked) : refused()
  }
  return (
    <ConfirmPlan
      opened={opened}
      onClose={props.onClose}
      title={`Scale ${row.name}`}
      verb={found.ok ? `Scale to ${say(found.target)}` : 'Scale'}
      action="applyCommand"
      planKey={settled}
      unplanned={found.ok ? null : 'What will happen is shown here as soon as the target fits.'}
      settling={found.ok && planKey !== settled}
      loadPlan={loadPlan}
      apply={async (proof, requestKey) => {
        const asked = command()
        return asked === null ? refused() : props.actions.applyCommand(asked, requestKey, proof)
      }}
      onDone={() => void client.invalidateQueries({ queryKey: queries.group(row.id).queryKey })}
    >
      <div className={css.options}>
        <div className={css.amount}>
          <div>
            <div id="scale-how" className={css.how}>
              How
            </div>
            <SegmentedControl
              aria-labelledby="scale-how"
              data={modesOf(pooled).map(({ value, label }) => ({ value, label }))}
              value={mode}
              onChange={(value) => choose(value === 'up' || value === 'down' ? value : 'to')}
            />
          </div>
          <NumberInput
            data-autofocus
            label={fieldOf(mode, row)}
            inputMode="numeric"
            value={amount}
            onChange={setAmount}
            error={found.ok ? null : found.sentence}
            description={`Now ${say(target)}; minimum ${say(row.capacity.minimum)}, maximum ${say(row.capacity.maximum)}`}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
        </div>
        {!pooled && (
          <Checkbox
            label="Resume paused instances"
            description="Paused instances come back with their addresses before new ones are created."
            checked={resumePaused}
            onChange={(event) => setResumePaused(event.currentTarget.checked)}
          />
        )}
      </div>
    </ConfirmPlan>
  )
}

/** Never shown: what does not fit stands at its field, and nothing is planned for it. */
const refused = (): { ok: false } & ActionResult<never> => ({
  ok: false,
  kind: 'invalid',
  message: 'Give a target that fits.',
  fields: [],
  moved: [],
  freshPlan: null,
})
