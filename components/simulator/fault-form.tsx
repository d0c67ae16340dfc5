'use client'

import { Autocomplete, Checkbox, NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { ReasonButton } from '@/components/form/reason-button'
import type { SimulatorFault, SimulatorOperations } from '@/lib/api/views/simulator'
import {
  ANY_OPERATION,
  CHANGING_OPERATION,
  crashText,
  EFFECTS,
  type FaultProblems,
  faultOf,
  isCrash,
  NEW_FAULT,
  operationText,
} from './fault-words'
import css from './simulator.module.css'

const MANY = [ANY_OPERATION, CHANGING_OPERATION].map((value) => ({ value, label: operationText(value) }))

export function FaultForm(props: {
  operations: readonly SimulatorOperations[]
  busy: boolean
  onAdd: (fault: SimulatorFault) => Promise<boolean>
}) {
  const [draft, setDraft] = useState(NEW_FAULT)
  const [problems, setProblems] = useState<FaultProblems>({})
  const change = (part: Partial<typeof NEW_FAULT>) => {
    setDraft((before) => ({ ...before, ...part }))
    setProblems({})
  }
  const add = async () => {
    const found = faultOf(draft)
    if (!found.ok) return setProblems(found.problems)
    if (!props.busy && (await props.onAdd(found.fault))) setDraft(NEW_FAULT)
  }
  const once = isCrash(draft.effect)
  const ofClouds = props.operations.map(({ cloudLabel, names }) => ({
    group: cloudLabel,
    items: names.map((value) => ({ value, label: operationText(value) })),
  }))
  // Any other code can be typed.
  const { codes = [] } =
    props.operations.find(({ names }) => names.includes(draft.operation)) ?? props.operations[0] ?? {}
  return (
    <form
      className={css.form}
      aria-label="Add a fault"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <div className={css.fields}>
        <Select
          label="Operation"
          searchable
          allowDeselect={false}
          nothingFoundMessage="No such operation"
          data={[...MANY, ...ofClouds]}
          value={draft.operation}
          onChange={(operation) => change({ operation: operation ?? ANY_OPERATION })}
        />
        <Select
          label="Effect"
          allowDeselect={false}
          data={EFFECTS.map(({ value, label }) => ({ value, label }))}
          value={draft.effect}
          onChange={(value) =>
            change({ effect: EFFECTS.find((one) => one.value === value)?.value ?? 'error' })
          }
        />
        {draft.effect === 'error' && (
          <Autocomplete
            label="Code"
            data={[...codes]}
            value={draft.code}
            error={problems.code}
            onChange={(code) => change({ code })}
          />
        )}
        <NumberInput
          label="Calls that pass first"
          min={0}
          clampBehavior="none"
          value={draft.after}
          error={problems.after}
          onChange={(after) => change({ after })}
        />
        {!once && (
          <NumberInput
            label="How many times"
            min={1}
            clampBehavior="none"
            disabled={draft.untilRemoved}
            value={draft.times}
            error={problems.times}
            onChange={(times) => change({ times })}
          />
        )}
        <NumberInput
          label="Of the calls"
          suffix=" %"
          min={1}
          max={100}
          clampBehavior="none"
          value={draft.percent}
          error={problems.percent}
          onChange={(percent) => change({ percent })}
        />
      </div>
      {once ? (
        <p className={css.soft}>{crashText(draft.effect)}</p>
      ) : (
        <Checkbox
          label="Until removed"
          checked={draft.untilRemoved}
          onChange={(event) => change({ untilRemoved: event.currentTarget.checked })}
        />
      )}
      <ReasonButton action="setFaults" type="submit" variant="default" loading={props.busy}>
        Add fault
      </ReasonButton>
    </form>
  )
}
