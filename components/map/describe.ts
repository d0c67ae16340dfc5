/** What is said about a cell or block: in the tooltip, and to a screen reader as one sentence. */

import { statusWords } from '@/lib/api/status-words'
import type { CellView } from '@/lib/api/views/network'
import { formatAddress } from '@/lib/domain/address'
import { formatCidr } from '@/lib/domain/cidr'
import type { Cloud } from '@/lib/domain/cloud-rules'
import type { AddressStatus } from '@/lib/domain/occupancy'
import { exactText } from '../shell/ago-text'
import { addressOf, squareCidr } from './layout'
import { LEGEND_ORDER } from './legend-order'
import { type Counts, type MapModel, statusAtIndex } from './map-model'

export type Described = {
  /** The address, or the CIDR of a block. */
  readonly name: string
  readonly status: AddressStatus
  readonly words: string
  readonly holder: string | null
  readonly since: string | null
  readonly drift: string | null
  /** It differs from the moment that the map is compared with. */
  readonly differs: boolean
}

/** `cell` is what the server says about the address, once it has. */
export function describeIndex(model: MapModel, index: number, cell: CellView | null): Described {
  const status = statusAtIndex(model, index)
  if (model.blocks) {
    const counts = model.blocks[index]
    return {
      name: formatCidr(squareCidr(model.layout, index)),
      status,
      words: counts ? blockWords(counts, model.cloud) : '',
      holder: null,
      since: null,
      drift: model.drift.has(index) ? 'Drift inside' : null,
      differs: false,
    }
  }
  const known = cell !== null && (cell.status === status || status === 'planned') ? cell : null
  const words = statusWords(status, model.cloud)
  // "Reserved by AWS: VPC router" and "Resting until 14:02" say the status themselves.
  const saysAll = known?.holderText.startsWith(words) === true
  return {
    name: formatAddress(addressOf(model.layout, index)),
    status,
    words: saysAll && known ? known.holderText : words,
    holder: saysAll ? null : (known?.holderText ?? null),
    since: known?.since ?? null,
    drift: known?.drift ?? (model.drift.has(index) ? 'Differs from what is recorded' : null),
    differs: model.differing.has(index),
  }
}

/** What to say beside the status without saying it twice: "Reserved by AWS: VPC router" → "VPC router". */
export const holderBeside = (words: string, holderText: string): string =>
  holderText.startsWith(`${words}: `) ? holderText.slice(words.length + 2) : holderText

/** "12 held, active, 3 resting, the rest free" */
export function blockWords(counts: Counts, cloud: Cloud): string {
  const parts = LEGEND_ORDER.filter((status) => status !== 'free' && counts[status] > 0n).map(
    (status) => `${formatCount(counts[status])} ${lower(statusWords(status, cloud))}`,
  )
  return parts.length === 0 ? 'All free' : `${parts.join(', ')}, the rest free`
}

export const DIFFERS = 'differs at the other moment'

export function spoken(described: Described): string {
  const { name, words, holder, since, drift, differs } = described
  const other = differs ? DIFFERS : null
  return [name, lower(words), holder, since ? `since ${exactText(since)}` : null, drift, other]
    .filter(Boolean)
    .join(', ')
}

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

/** A count with separators; what only IPv6 has so many of, as a power of two: "2⁶⁴". */
export function formatCount(count: bigint): string {
  if (count < 1_000_000_000_000n) return count.toLocaleString('en')
  const bits = count.toString(2).length
  const exact = count === 1n << BigInt(bits - 1)
  return exact ? `2${raised(bits - 1)}` : `about 2${raised(Math.round(Math.log2(Number(count))))}`
}

const raised = (power: number): string =>
  String(power).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)))
