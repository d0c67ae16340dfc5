import type { Inventory } from '@/lib/domain/inventory'
import type { InventoryKind } from '@/lib/domain/inventory-diff'
import type { AzureFacts } from './facts'
import { kindOfType } from './object-kind'
import { parentId, typeOfId } from './resource-id'

const BALANCERS = 'microsoft.network/loadbalancers'
const FRONTENDS = `${BALANCERS}/frontendipconfigurations`
const NETWORKS = 'microsoft.network/virtualnetworks'
const SUBNETS = `${NETWORKS}/subnets`

/**
 * What the lists of an import have all of.
 *
 * `az network nic list` prints a whole subscription, and with `-g` one resource group; both look alike. So a list covers
 * what is under the path that all its ids have in common:
 *
 *   …/resourcegroups/prod/…/networkinterfaces/a          covers …/resourcegroups/prod/…/networkinterfaces
 *   …/resourcegroups/prod/…/a, …/resourcegroups/test/…/b   covers …/resourcegroups
 *
 * An object alone (`az network nic show`) covers nothing. Of what is not covered, silence says nothing.
 */
export class Coverage {
  /** By type of resource. */
  private readonly paths = new Map<string, string[]>()

  constructor({ lists, containers }: AzureFacts) {
    for (const { page, type, path } of containers.values()) {
      if (!lists.has(page)) continue
      this.add(type, path)
      // What is within an object is listed with it.
      if (type === BALANCERS) this.add(FRONTENDS, path)
      if (type === NETWORKS) this.add(SUBNETS, path)
    }
  }

  /** The kinds of which anything is covered. */
  kinds(): Set<InventoryKind> {
    const kinds = new Set<InventoryKind>()
    for (const type of this.paths.keys()) {
      const kind = type === FRONTENDS ? 'interface' : kindOfType(type)
      if (kind !== null) kinds.add(kind)
    }
    return kinds
  }

  /**
   * What is known of Azure and can't be gone: it is not covered, or what it is within could not be read (`leftOut`).
   * AWS's items have no type, and are none of it.
   */
  untold(known: Inventory, leftOut: ReadonlySet<string>): string[] {
    const lists: readonly (readonly { readonly id: string }[])[] = Object.values(known)
    return lists.flat().flatMap(({ id }) => {
      const type = typeOfId(id)
      if (type === null) return []
      const isWithin = type === FRONTENDS || type === SUBNETS
      return !this.covers(type, id) || (isWithin && leftOut.has(parentId(id))) ? [id] : []
    })
  }

  private covers(type: string, id: string): boolean {
    return (this.paths.get(type) ?? []).some((path) => id.startsWith(`${path}/`))
  }

  private add(type: string, path: string): void {
    this.paths.set(type, [...(this.paths.get(type) ?? []), path])
  }
}
