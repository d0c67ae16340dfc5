'use client'

import { NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import type { SimulatorActions } from '@/lib/api/actions'
import type { SimulatorView } from '@/lib/api/views/simulator'
import { wholeNumber } from './fault-words'
import css from './simulator.module.css'
import { useSimulator } from './use-simulator'

/** Takes back a share of what runs in one zone, as when a spot market tightens. */
export function ShareForm(props: { zones: SimulatorView['zones']; actions: SimulatorActions }) {
  const { zones } = props
  const { busy, problem, act } = useSimulator()
  const [chosen, setChosen] = useState<string | null>(null)
  const [percent, setPercent] = useState<string | number>(50)
  const zone = zones.find((one) => one.zone === chosen) ?? zones[0]
  const share = wholeNumber(percent)
  const wrong = share === null || share < 1 || share > 100 ? 'Give a whole number from 1 to 100.' : null
  const none = !zone || zone.running === 0
  const submit = () => {
    if (!zone || share === null || wrong !== null || none || busy) return
    void act(
      () => props.actions.interruptShare(zone.zone, share / 100),
      ({ interrupted }) =>
        `${interrupted.toLocaleString('en')} of ${zone.running.toLocaleString('en')} interrupted`,
    )
  }
  return (
    <form
      className={css.panel}
      aria-labelledby="share"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h2 id="share">Interrupt a share of a zone</h2>
      <div className={css.fields}>
        <Select
          label="Zone"
          allowDeselect={false}
          data={zones.map((one) => ({
            value: one.zone,
            label: `${one.label}, ${one.running.toLocaleString('en')} running`,
          }))}
          value={zone?.zone ?? null}
          onChange={setChosen}
        />
        <NumberInput
          label="Share"
          suffix=" %"
          min={1}
          max={100}
          clampBehavior="none"
          value={percent}
          onChange={setPercent}
          error={wrong}
        />
      </div>
      {none && <p className={css.soft}>Nothing runs in this zone.</p>}
      <Problem text={problem} />
      <ReasonButton
        action="interruptShare"
        type="submit"
        variant="default"
        loading={busy}
        reason={none ? 'Nothing runs in this zone.' : null}
      >
        Interrupt this share
      </ReasonButton>
    </form>
  )
}
