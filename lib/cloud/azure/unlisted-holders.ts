import type { ImportItem, ImportProblem } from '@/lib/domain/import-problem'
import { valueAt } from '../cli/fields'
import { textAt } from '../cli/read-item'
import type { AzureFacts } from './facts'
import { normaliseId, parentId, typeOfId } from './resource-id'

/**
 * A subnet names every IP configuration in it, but not its address. NICs and load balancers have lists that tell it.
 * What is left (application gateways, VPN gateways, machines of uniform scale sets) holds addresses that would be drawn
 * as free, so it is counted, by what it is.
 */
const LISTED: ReadonlySet<string> = new Set([
  'microsoft.network/networkinterfaces/ipconfigurations',
  'microsoft.network/loadbalancers/frontendipconfigurations',
])

/** Remembers what a subnet names. */
export function noteHolders({ holdersOf }: AzureFacts, subnet: unknown, item: ImportItem): void {
  const named = valueAt(subnet, ['ipConfigurations'])
  if (!Array.isArray(named) || item.id === null) return
  const ids = named.flatMap((one: unknown) => {
    const id = normaliseId(textAt(one, 'id') ?? '')
    const type = typeOfId(id)
    return type === null || LISTED.has(type) ? [] : [id]
  })
  if (ids.length > 0) holdersOf.set(item.id, { item, ids })
}

/**
 * The subnets with addresses that no list tells. `interfaceIds`: those that are read or known. Without a list of NICs
 * nothing is told of any address, and nobody thinks that it is.
 */
export function unlistedHolders(
  { holdersOf, lists, containers }: AzureFacts,
  interfaceIds: ReadonlySet<string>,
): ImportProblem[] {
  const hasNics = [...containers.values()].some(
    ({ page, type }) => lists.has(page) && type === 'microsoft.network/networkinterfaces',
  )
  if (!hasNics) return []
  return [...holdersOf.values()].flatMap(({ item, ids }): ImportProblem[] => {
    const counts = new Map<string, number>()
    for (const id of ids) {
      if (interfaceIds.has(parentId(id))) continue
      const type = typeOfId(id)?.split('/')[1] ?? ''
      counts.set(type, (counts.get(type) ?? 0) + 1)
    }
    const holders = [...counts].map(([type, count]) => ({ type, count }))
    return holders.length > 0 ? [{ kind: 'unlisted-holders', subnet: item, holders }] : []
  })
}
