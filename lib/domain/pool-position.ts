import type { Address } from './address'
import type { GroupConfig, NicConfig } from './group'
import type { PoolEntry } from './pool'

/** Where a member stands in its list, from 1, and how long that is; `nic` where every interface has a list of its own. */
export type PoolPosition = {
  readonly nic: NicConfig['name'] | null
  readonly position: number
  readonly of: number
}

/** Null: no pool of the group lists the address. Entries are ranges, so nothing is walked. */
export function poolPosition({ persistence }: GroupConfig, address: Address): PoolPosition | null {
  if (persistence.kind === 'stateful') return positionIn(persistence.privateIpPool, null, address)
  for (const { name, privateIpPool } of persistence.interfaces) {
    const found = positionIn(privateIpPool, name, address)
    if (found) return found
  }
  return null
}

function positionIn(pool: readonly PoolEntry[], nic: string | null, a: Address): PoolPosition | null {
  let before = 0n
  let position: bigint | null = null
  for (const { family, first, last } of pool) {
    if (position === null && family === a.family && first <= a.value && a.value <= last)
      position = before + a.value - first + 1n
    before += last - first + 1n
  }
  return position === null ? null : { nic, position: Number(position), of: Number(before) }
}
