/**
 * Choosing pool members on the map: what a dragged range would add or remove, and why a part of it cannot be.
 * The server checks every member again (B2); this answers at once and without a round trip.
 */
import type { CellView } from '@/lib/api/views/network'
import { type Cloud, cloudRules } from '@/lib/domain/cloud-rules'
import type { AddressStatus } from '@/lib/domain/occupancy'
import { formatRange } from '@/lib/domain/ranges'
import { addressOf, type MapLayout } from './layout'
import { type MapModel, statusAtIndex } from './map-model'

export type Picking = {
  readonly range: readonly [number, number]
  /** remove: everything usable in the range is picked already. */
  readonly effect: 'add' | 'remove' | 'nothing'
  /** What onPick or onUnpick gets: ranges as text, in address order. */
  readonly ranges: readonly string[]
  readonly count: number
  /** The first cell that cannot be picked, and how many there are. */
  readonly refused: { readonly index: number; readonly status: AddressStatus; readonly count: number } | null
}

/** Statuses that anybody may pick. A resting address is usable: the pool member waits until it has rested (B4). */
const PICKABLE: ReadonlySet<AddressStatus> = new Set(['free', 'cooling', 'planned'])

/**
 * `picked`: already in the pool. `own`: held by, or in the pool of, the very group that is being edited; it may have
 * those back whatever their status.
 */
export function pickingOf(
  model: MapModel,
  range: readonly [number, number],
  picked: (index: number) => boolean,
  own: (index: number) => boolean,
): Picking {
  const add: number[] = []
  const remove: number[] = []
  const refused: { index: number; status: AddressStatus }[] = []
  for (let index = range[0]; index <= range[1]; index++) {
    const status = statusAtIndex(model, index)
    if (picked(index)) remove.push(index)
    else if (PICKABLE.has(status) || (own(index) && status !== 'reserved' && status !== 'foreign'))
      add.push(index)
    else refused.push({ index, status })
  }
  const chosen = add.length > 0 ? add : remove
  return {
    range,
    effect: add.length > 0 ? 'add' : remove.length > 0 ? 'remove' : 'nothing',
    ranges: rangesOf(model.layout, chosen),
    count: chosen.length,
    refused: refused[0] ? { ...refused[0], count: refused.length } : null,
  }
}

/** Neighbouring indices as "10.0.1.16-10.0.1.21". */
function rangesOf(layout: MapLayout, indices: readonly number[]): string[] {
  const ranges: string[] = []
  for (let i = 0; i < indices.length; ) {
    let j = i
    while (indices[j + 1] === (indices[j] ?? 0) + 1) j++
    ranges.push(rangeText(layout, indices[i] ?? 0, indices[j] ?? 0))
    i = j + 1
  }
  return ranges
}

const rangeText = (layout: MapLayout, from: number, to: number): string =>
  formatRange({
    family: layout.cidr.family,
    first: addressOf(layout, from).value,
    last: addressOf(layout, to).value,
  })

const addresses = (count: number): string =>
  count === 1 ? '1 address' : `${count.toLocaleString('en')} addresses`

/** "10.0.1.16-21, 6 addresses", and what is left out of it. */
export function pickingText(layout: MapLayout, picking: Picking): string {
  const [from, to] = picking.range
  const span = shortRange(rangeText(layout, from, to))
  if (picking.effect === 'nothing') return `${span}, nothing to pick`
  const verb = picking.effect === 'remove' ? 'remove ' : ''
  const left = picking.effect === 'add' ? (picking.refused?.count ?? 0) : 0
  return `${span}, ${verb}${addresses(picking.count)}${left > 0 ? `, ${left.toLocaleString('en')} cannot be used` : ''}`
}

/** "10.0.1.16-10.0.1.21" → "10.0.1.16-21": within a square the last octet says it. */
function shortRange(range: string): string {
  const [first, last] = range.split('-')
  if (!first || !last) return range
  const cut = first.lastIndexOf('.') + 1
  return cut > 0 && last.startsWith(first.slice(0, cut)) ? `${first}-${last.slice(cut)}` : range
}

/** Why a cell cannot be picked, as one sentence. `detail` is what the block query says about it, where it is known. */
export function refusalText(
  address: string,
  status: AddressStatus,
  cloud: Cloud,
  detail: CellView | null,
): string {
  switch (status) {
    case 'reserved':
      return detail
        ? `${address}: ${detail.holderText}.`
        : `${address} is reserved by ${cloudRules[cloud].label}.`
    case 'pool':
      return detail ? `${address}: ${detail.holderText}.` : `${address} is in the pool of another group.`
    default:
      return detail ? `${address} is held by ${detail.holderText}.` : `${address} is already held.`
  }
}
