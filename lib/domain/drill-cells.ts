import type { AddressTrack, DrillReport, PlaceReport } from './drill-report'

/**
 * What an address is at a moment of a drill. `left`: its place has another one by then. The last ones are the worst: a
 * place is what the worst of its addresses is.
 */
export const CELL_STATES = ['left', 'kept', 'moved', 'fell-back', 'dark', 'lost'] as const

export type CellState = (typeof CELL_STATES)[number]

/** `end`: where the drill ended; what was given up is seen to be lost there. */
function stateAt({ darkFrom, darkUntil, fate }: AddressTrack, at: number, end: number): CellState {
  if (darkFrom === null || at < darkFrom) return 'kept'
  if (darkUntil === null || at < darkUntil) return fate === 'lost' && at >= end ? 'lost' : 'dark'
  return fate === 'moved' || fate === 'fell-back' ? fate : 'kept'
}

export type Cell = {
  readonly address: string
  readonly subnetId: string | null
  readonly state: CellState
  readonly place: PlaceReport
}

/** Every address that the drill touches, of one kind, as it is at a moment; one that is passed on is its new place's. */
export function cellsAt(
  report: Pick<DrillReport, 'places' | 'seconds'>,
  kind: AddressTrack['kind'],
  at: number,
): readonly Cell[] {
  const cells = new Map<string, Cell>()
  const put = (cell: Cell): void => {
    const key = `${cell.subnetId} ${cell.address}`
    const known = cells.get(key)
    if (!known || known.state === 'left') cells.set(key, cell)
  }
  for (const place of report.places)
    for (const track of place.addresses) {
      if (track.kind !== kind) continue
      const state = stateAt(track, at, report.seconds)
      const passed = track.before !== track.after && (state === 'moved' || state === 'fell-back')
      const { before, after, subnetId, afterSubnetId } = track
      if (before !== null) put({ address: before, subnetId, state: passed ? 'left' : state, place })
      if (after !== null && after !== before)
        if (passed || before === null) put({ address: after, subnetId: afterSubnetId, state, place })
    }
  return [...cells.values()]
}

/** How many places are what; a place is what the worst of its addresses is. */
export function countPlaces(
  { places, seconds }: Pick<DrillReport, 'places' | 'seconds'>,
  at: number,
): Readonly<Record<CellState, number>> {
  const counts = { left: 0, kept: 0, moved: 0, 'fell-back': 0, dark: 0, lost: 0 }
  for (const { addresses } of places) {
    const worst = addresses
      .map((track) => CELL_STATES.indexOf(stateAt(track, at, seconds)))
      .reduce((a, b) => Math.max(a, b), 1)
    counts[CELL_STATES[worst] ?? 'kept'] += 1
  }
  return counts
}

/** When anything changes, from the strike on; the end is among them. */
export function changesOf({ places, seconds }: Pick<DrillReport, 'places' | 'seconds'>): readonly number[] {
  const times = new Set([0, seconds])
  for (const { addresses } of places)
    for (const { darkFrom, darkUntil } of addresses) {
      if (darkFrom !== null) times.add(darkFrom)
      if (darkUntil !== null) times.add(darkUntil)
    }
  return [...times].sort((a, b) => a - b)
}
