'use client'

import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import type { SimulatorActions } from '@/lib/api/actions'
import type { SimulatorView } from '@/lib/api/views/simulator'
import { wholeNumber } from './fault-words'
import css from './simulator.module.css'
import { useSimulator } from './use-simulator'

type Timing = SimulatorView['timing']
type Typed = Partial<Record<keyof Timing, string | number>>

/** Longer than any sensible wait; a slip of three digits is caught. */
const MOST: Timing = { startMs: 3_600_000, stopMs: 3_600_000, operationMs: 600_000, callMs: 600_000 }

const FIELDS: readonly { readonly key: keyof Timing; readonly label: string; readonly text: string }[] = [
  { key: 'startMs', label: 'Start', text: 'Until it runs' },
  { key: 'stopMs', label: 'Stop', text: 'Until it is gone' },
  { key: 'operationMs', label: 'Long operation', text: 'Until Azure is done' },
  { key: 'callMs', label: 'Call delay', text: 'Before every answer' },
]

/** How long the simulated cloud takes. What is not being edited follows the server. */
export function TimingForm(props: { timing: Timing; actions: SimulatorActions }) {
  const { timing } = props
  const { busy, problem, act } = useSimulator()
  const [typed, setTyped] = useState<Typed>({})
  const numberOf = (key: keyof Timing) => wholeNumber(typed[key] ?? timing[key])
  const wrong = (key: keyof Timing): string | null => {
    const value = numberOf(key)
    if (value !== null && value >= 0 && value <= MOST[key]) return null
    return `Give a whole number of milliseconds, ${MOST[key].toLocaleString('en')} at most.`
  }
  const changed = FIELDS.some(({ key }) => numberOf(key) !== timing[key])
  const save = async () => {
    if (busy || !changed || FIELDS.some(({ key }) => wrong(key) !== null)) return
    const next = {
      startMs: numberOf('startMs') ?? timing.startMs,
      stopMs: numberOf('stopMs') ?? timing.stopMs,
      operationMs: numberOf('operationMs') ?? timing.operationMs,
      callMs: numberOf('callMs') ?? timing.callMs,
    }
    if (
      await act(
        () => props.actions.setTiming(next),
        () => 'Timing set',
      )
    )
      setTyped({})
  }
  return (
    <form
      className={css.panel}
      aria-labelledby="timing"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h2 id="timing">Timing</h2>
      <div className={css.fields}>
        {FIELDS.map(({ key, label, text }) => (
          <NumberInput
            key={key}
            label={label}
            description={text}
            suffix=" ms"
            min={0}
            step={100}
            thousandSeparator=","
            clampBehavior="none"
            value={typed[key] ?? timing[key]}
            error={wrong(key)}
            onChange={(value) => setTyped((before) => ({ ...before, [key]: value }))}
          />
        ))}
      </div>
      <Problem text={problem} />
      <ReasonButton
        action="setTiming"
        type="submit"
        variant="default"
        loading={busy}
        reason={changed ? null : 'Nothing is changed.'}
      >
        Set timing
      </ReasonButton>
    </form>
  )
}
