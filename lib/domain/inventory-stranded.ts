import { parseAddress } from './address'
import { type Cidr, cidrContains, sameCidr } from './cidr'
import type { DiffInput } from './inventory-diff'
import type { Holder } from './refusal'
import type { Subnet } from './subnet'

/** A known subnet that the import has in other blocks, in which an address that Holdfast holds has no place. */
export type StrandedHold = {
  /** As it is known; it stays so. */
  readonly subnet: Subnet
  readonly imported: readonly Cidr[]
  /** One of the addresses that would be nowhere, canonical text, and who holds it. */
  readonly address: string
  readonly holder: Holder
}

/**
 * The subnets whose change would take the ground from under an address of ours, each once, by id. A cloud never gives a
 * subnet another IPv4 block, so such a file is wrong; and an address that lies in no subnet would be on no map.
 *
 *   known      ▕███ours███▏
 *   imported                  ▕██████████▏      the subnet stays as it is
 */
export function findStranded(
  input: Pick<DiffInput, 'before' | 'after' | 'ourHolds'>,
): ReadonlyMap<string, StrandedHold> {
  const stranded = new Map<string, StrandedHold>()
  const moved = movedSubnets(input.before.subnets, input.after.subnets)
  if (moved.size === 0) return stranded
  for (const [key, holder] of input.ourHolds) {
    const space = key.lastIndexOf(' ')
    const pair = moved.get(key.slice(0, space))
    if (!pair || stranded.has(pair.subnet.id)) continue
    const text = key.slice(space + 1)
    const address = parseAddress(text)
    if (!address.ok || pair.imported.some((block) => cidrContains(block, address.value))) continue
    stranded.set(pair.subnet.id, { ...pair, address: text, holder })
  }
  return stranded
}

/** The subnets that lose a block. */
function movedSubnets(before: readonly Subnet[], after: readonly Subnet[]) {
  const known = new Map(before.map((one) => [one.id, one]))
  const moved = new Map<string, Pick<StrandedHold, 'subnet' | 'imported'>>()
  for (const { id, cidrs: imported } of after) {
    const subnet = known.get(id)
    const keeps = (block: Cidr) => imported.some((one) => sameCidr(one, block))
    if (subnet && !subnet.cidrs.every(keeps)) moved.set(id, { subnet, imported })
  }
  return moved
}
