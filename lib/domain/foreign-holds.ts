import { type Address, formatAddress, parseAddress } from './address'
import { type Cidr, cidrContains, formatCidr, rangeToCidrs } from './cidr'
import type { ObservedInterface } from './inventory'
import { HoldIndex } from './inventory-holds'
import { rangeOf, singleRange, subtractRanges, toRangeSet } from './ranges'
import type { Holder } from './refusal'

/** A foreign interface holds, says the import, what is allocated to somebody of ours. */
export type HoldConflict = {
  readonly subnetId: string
  /** Canonical text. */
  readonly address: string
  readonly interfaceId: string
  readonly machineId: string | null
  readonly description: string
  readonly holder: Holder
}

export type HoldClaim = {
  /** The foreign interfaces, without what is ours. */
  readonly interfaces: ObservedInterface[]
  readonly conflicts: HoldConflict[]
  /** How many of the interfaces are ours. */
  readonly ours: number
}

/**
 * Divides imported interfaces into ours and foreign, and takes from the foreign ones every address that Holdfast holds:
 * one address, one owner (B1), and ours is never touched.
 *
 * A prefix of which one address is ours is claimed in the blocks around it: ▕██████▏ours▕█████████▏
 */
export function claimHolds(
  imported: readonly ObservedInterface[],
  ourHolds: ReadonlyMap<string, Holder>,
  ourIds: ReadonlySet<string>,
): HoldClaim {
  const claim: HoldClaim & { ours: number } = { interfaces: [], conflicts: [], ours: 0 }
  const oursInside = oursByPrefix(imported, ourHolds)
  for (const one of imported) {
    if (isOurs(one, ourHolds, ourIds)) {
      claim.ours++
      continue
    }
    const conflict = (address: Address): boolean => {
      const holder = ourHolds.get(holdKey(one.subnetId, address))
      if (!holder) return false
      const { id: interfaceId, subnetId, machineId, description } = one
      claim.conflicts.push({
        subnetId,
        address: formatAddress(address),
        interfaceId,
        machineId,
        description,
        holder,
      })
      return true
    }
    const addresses = one.addresses.filter((address) => !conflict(address))
    const prefixes = one.prefixes.flatMap((prefix) => {
      const taken = oursInside(one.subnetId, prefix).filter(conflict)
      return taken.length === 0 ? [prefix] : blocksBeside(prefix, taken)
    })
    claim.interfaces.push(asForeign({ ...one, addresses, prefixes }))
  }
  return claim
}

const holdKey = (subnetId: string, address: Address): string => `${subnetId} ${formatAddress(address)}`

/**
 * On record, or made by us so lately that it is not: then it bears our tag, on an address that the tag's instance
 * holds. The tag alone does not do: it may be that of another Holdfast, or outlive its instance, and then its
 * addresses are taken as far as we are concerned.
 */
function isOurs(
  one: ObservedInterface,
  ourHolds: ReadonlyMap<string, Holder>,
  ourIds: ReadonlySet<string>,
): boolean {
  if (ourIds.has(one.id)) return true
  return one.addresses.some((address) => {
    const holder = one.instanceId === null ? undefined : ourHolds.get(holdKey(one.subnetId, address))
    return holder?.kind === 'instance' && holder.instanceId === one.instanceId
  })
}

const asForeign = (one: ObservedInterface): ObservedInterface =>
  one.instanceId === null
    ? one
    : {
        ...one,
        instanceId: null,
        taggedFor: one.instanceId,
        description: one.description || `tagged for ${one.instanceId}`,
      }

/** Answers which addresses of ours lie in a prefix. Our holds are looked through once, and only if there is one. */
function oursByPrefix(
  imported: readonly ObservedInterface[],
  ourHolds: ReadonlyMap<string, Holder>,
): (subnetId: string, prefix: Cidr) => Address[] {
  const subnetsAsked = new Set(imported.filter((one) => one.prefixes.length > 0).map((one) => one.subnetId))
  const bySubnet = new Map<string, Address[]>()
  for (const key of subnetsAsked.size > 0 ? ourHolds.keys() : []) {
    const space = key.lastIndexOf(' ')
    const subnetId = key.slice(0, space)
    if (!subnetsAsked.has(subnetId)) continue
    const address = parseAddress(key.slice(space + 1))
    if (!address.ok) continue
    const list = bySubnet.get(subnetId)
    if (list) list.push(address.value)
    else bySubnet.set(subnetId, [address.value])
  }
  for (const list of bySubnet.values())
    list.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0))
  return (subnetId, prefix) => within(bySubnet.get(subnetId) ?? [], prefix)
}

/** The addresses of a list, sorted by value, that lie in the block: found by bisection. */
function within(sorted: readonly Address[], block: Cidr): Address[] {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as Address).value < block.base) low = middle + 1
    else high = middle
  }
  const { last } = rangeOf(block)
  const found: Address[] = []
  for (let next = sorted[low]; next && next.value <= last; next = sorted[++low]) {
    if (cidrContains(block, next)) found.push(next)
  }
  return found
}

const blocksBeside = (prefix: Cidr, taken: readonly Address[]): Cidr[] =>
  subtractRanges([rangeOf(prefix)], toRangeSet(taken.map(singleRange))).flatMap(rangeToCidrs)

/**
 * Of the interfaces that stay without being in the import, those that are known to hold what the import now gives to
 * another one; each without that. Whatever touches a claimed prefix, or is a prefix touched, goes as a whole.
 */
export function withoutClaimed(
  staying: readonly ObservedInterface[],
  claimed: readonly ObservedInterface[],
): ObservedInterface[] {
  if (staying.length === 0) return []
  const index = new HoldIndex<string>([...claimed, ...staying].flatMap((one) => one.prefixes))
  for (const one of claimed) {
    for (const address of one.addresses) index.addAddress(one.subnetId, address, one.id)
    for (const prefix of one.prefixes) index.addPrefix(one.subnetId, prefix, one.id)
  }
  return staying.flatMap((one) => {
    const addresses = one.addresses.filter((address) => index.ofAddress(one.subnetId, address) === undefined)
    const prefixes = one.prefixes.filter((prefix) => index.ofPrefix(one.subnetId, prefix) === undefined)
    const isWhole = addresses.length === one.addresses.length && prefixes.length === one.prefixes.length
    return isWhole ? [] : [{ ...one, addresses, prefixes }]
  })
}

/** Everything that an interface holds, as canonical texts: addresses, then prefixes as CIDRs. */
export const holdsOf = (one: ObservedInterface): string[] => [
  ...one.addresses.map(formatAddress),
  ...one.prefixes.map(formatCidr),
]
