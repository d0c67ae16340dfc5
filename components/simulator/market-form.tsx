'use client'

import { NumberInput, Switch } from '@mantine/core'
import { useState } from 'react'
import { Problem } from '@/components/form/problem'
import { ReasonButton } from '@/components/form/reason-button'
import type { SimulatorActions } from '@/lib/api/actions'
import type { SimulatorView, SimulatorZone } from '@/lib/api/views/simulator'
import { wholeNumber } from './fault-words'
import css from './simulator.module.css'
import { useSimulator } from './use-simulator'

type Typed = Readonly<Record<string, { readonly weight?: string | number; readonly capacity?: boolean }>>

const MOST_WEIGHT = 1_000_000

/** Where VMs of zonal groups get their capacity. What is not being edited follows the server. */
export function MarketForm(props: { market: SimulatorView['market']; actions: SimulatorActions }) {
  const { cloudLabel, zones } = props.market
  const { busy, problem, act } = useSimulator()
  const [typed, setTyped] = useState<Typed>({})
  const change = (zone: string, part: Typed[string]) =>
    setTyped((before) => ({ ...before, [zone]: { ...before[zone], ...part } }))
  const weightOf = ({ zone, weight }: SimulatorZone) => wholeNumber(typed[zone]?.weight ?? weight)
  const wrong = (one: SimulatorZone): string | null => {
    const weight = weightOf(one)
    if (weight !== null && weight >= 0 && weight <= MOST_WEIGHT) return null
    return 'Give a whole number, 0 or more.'
  }
  const next = zones.map((one) => ({
    zone: one.zone,
    weight: weightOf(one) ?? one.weight,
    capacity: typed[one.zone]?.capacity ?? one.capacity,
  }))
  const changed = next.some(
    (one, at) => one.weight !== zones[at]?.weight || one.capacity !== zones[at]?.capacity,
  )
  const save = async () => {
    if (busy || !changed || zones.some((one) => wrong(one) !== null)) return
    const done = await act(
      () => props.actions.setMarket(next),
      () => 'Market set',
    )
    if (done) setTyped({})
  }
  return (
    <form
      className={css.panel}
      aria-labelledby="market"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h2 id="market">{cloudLabel} spot market</h2>
      <p className={css.soft}>
        It chooses among the zones of a group by weight. In a zone without capacity nothing is launched.
      </p>
      <ul className={css.zones}>
        {zones.map((one) => (
          <li key={one.zone}>
            <NumberInput
              label={`Weight of zone ${one.zone}`}
              min={0}
              clampBehavior="none"
              value={typed[one.zone]?.weight ?? one.weight}
              error={wrong(one)}
              onChange={(weight) => change(one.zone, { weight })}
            />
            <Switch
              label={`No capacity in zone ${one.zone}`}
              checked={!(typed[one.zone]?.capacity ?? one.capacity)}
              onChange={(event) => change(one.zone, { capacity: !event.currentTarget.checked })}
            />
          </li>
        ))}
      </ul>
      <Problem text={problem} />
      <ReasonButton
        action="setMarket"
        type="submit"
        variant="default"
        loading={busy}
        reason={changed ? null : 'Nothing is changed.'}
      >
        Set market
      </ReasonButton>
    </form>
  )
}
