/** Which cells or blocks the list shows: everything that is not free, filtered. Indices only, so a /16 costs little. */
import { formatAddress } from '@/lib/domain/address'
import { formatCidr } from '@/lib/domain/cidr'
import { ADDRESS_STATUSES, type AddressStatus } from '@/lib/domain/occupancy'
import { addressOf, squareCidr } from './layout'
import { codeOf, type MapModel } from './map-model'

/** `only`: one status (`free` too, when asked for); `find`: part of an address. */
export function listRows(model: MapModel, only: AddressStatus | null, find: string): number[] {
  const wanted = find.trim().toLowerCase()
  const rows: number[] = []
  const code = only === null ? null : codeOf(only)
  for (let index = 0; index < model.layout.count; index++) {
    if (!hasStatus(model, index, only, code)) continue
    if (wanted === '' || nameOf(model, index).includes(wanted)) rows.push(index)
  }
  return rows
}

function hasStatus(model: MapModel, index: number, only: AddressStatus | null, code: number | null): boolean {
  if (model.cells)
    return code === null ? model.cells[index] !== 0 || model.drift.has(index) : model.cells[index] === code
  const counts = model.blocks?.[index]
  if (!counts) return false
  if (only !== null) return counts[only] > 0n
  return ADDRESS_STATUSES.some((status) => status !== 'free' && counts[status] > 0n)
}

export const nameOf = (model: MapModel, index: number): string =>
  model.cells ? formatAddress(addressOf(model.layout, index)) : formatCidr(squareCidr(model.layout, index))
