import type { Market } from './azure/market'
import { DEFAULT_MARKET, SavedMarket } from './azure/market'
import type { FaultRule, Timing } from './settings'
import { DEFAULT_TIMING, FaultRules, TimingChange } from './settings'
import type { State } from './state'

/** What is set about the world: kept in memory for every call, written when it changes. */
export type Knobs = { faults: readonly FaultRule[]; timing: Timing; market: Market }

/** What an operation works on. */
export type Inner = { readonly state: State; readonly knobs: Knobs }

export function setKnob<K extends keyof Knobs>({ state, knobs }: Inner, name: K, value: Knobs[K]): void {
  knobs[name] = value
  state.run(
    'insert into setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    name,
    JSON.stringify(value),
  )
}

/** As the state file says, except for what is given. */
export function readKnobs(
  state: State,
  given: { faults?: readonly FaultRule[] | null; timing?: Partial<Timing> | null },
): Knobs {
  const saved = (name: keyof Knobs): unknown => {
    const row = state.row<{ value: string }>('select value from setting where name = ?', name)
    return row ? JSON.parse(row.value) : undefined
  }
  const kept = TimingChange.safeParse(saved('timing')).data ?? {}
  const knobs: Knobs = {
    faults: given.faults ?? FaultRules.safeParse(saved('faults')).data ?? [],
    timing: { ...DEFAULT_TIMING, ...kept, ...given.timing },
    market: SavedMarket.safeParse(saved('market')).data ?? DEFAULT_MARKET,
  }
  setKnob({ state, knobs }, 'faults', knobs.faults)
  setKnob({ state, knobs }, 'timing', knobs.timing)
  return knobs
}
