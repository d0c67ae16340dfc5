import type { z } from 'zod'
import type { InventoryKind } from '@/lib/domain/inventory-diff'
import { refuse } from '@/lib/domain/result'
import type { DraftValues, Place } from '../cli/drafts'
import { valueAt } from '../cli/fields'
import { elementLines } from '../cli/json-pages'
import { type DraftResult, type Made, readItem, textAt } from '../cli/read-item'
import {
  balancerObject,
  groupObject,
  interfaceObject,
  networkObject,
  publicIpObject,
  readRegion,
  subnetObject,
} from './cli-objects'
import type { AzureFacts } from './facts'
import { frontendDraft, interfaceDraft } from './interface-drafts'
import { groupDraft, networkDraft, subnetDraft } from './network-drafts'
import { kindOfObject } from './object-kind'
import { balancerDraft, publicIpDraft } from './public-drafts'
import { isResourceId, nameInId, normaliseId, typeOfId } from './resource-id'
import { noteContainer, noteInterface, notePublicIp } from './take-facts'
import { noteHolders } from './unlisted-holders'

/** One item that an object is or holds. `isCounted`: the list is one of such items. */
export type ItemRead = {
  [K in InventoryKind]: {
    readonly kind: K
    readonly isCounted: boolean
    readonly result: DraftResult<K>
  }
}[InventoryKind]

/** The file's text, and where the object begins in it. */
export type Source = { readonly text: string; readonly from: number }

/** Reads an object that the Azure CLI printed, with what is within it; null if it is none of ours. */
export function readObject(
  value: unknown,
  place: Place,
  source: Source,
  facts: AzureFacts,
): readonly ItemRead[] | null {
  const kind = kindOfObject(value)
  if (kind === null) return null
  const id = textAt(value, 'id')
  if (id !== null) noteContainer(facts, place.page, normaliseId(id))
  switch (kind) {
    case 'virtual-network': {
      const result = read(kind, networkObject, value, place, networkDraft)
      return [{ kind, isCounted: true, result }, ...subnetsWithin(value, place, source, facts)]
    }
    case 'subnet':
      return [{ kind, isCounted: true, result: read(kind, subnetObject, value, place, subnetDraft(null)) }]
    case 'security-group': {
      const isApplication = (textAt(value, 'type') ?? typeOfId(id ?? '') ?? '')
        .toLowerCase()
        .includes('/application')
      const make = groupDraft(isApplication ? 'application' : 'network')
      return [{ kind, isCounted: true, result: read(kind, groupObject, value, place, make) }]
    }
    case 'public-ip': {
      const result = read(kind, publicIpObject, value, place, (object) => {
        notePublicIp(facts, object)
        return publicIpDraft(object)
      })
      return [{ kind, isCounted: true, result }]
    }
    case 'load-balancer': {
      const result = read(kind, balancerObject, value, place, balancerDraft)
      return [{ kind, isCounted: true, result }, ...frontendsWithin(value, place)]
    }
    case 'interface': {
      const result = read(kind, interfaceObject, value, place, (object) => {
        const made = interfaceDraft(object)
        if (made.ok) noteInterface(facts, object, made.value.value, place)
        return made
      })
      return [{ kind, isCounted: true, result }]
    }
  }
}

/** As for every cloud, and the id must be a whole one: it says whose everything is. */
function read<K extends InventoryKind, O extends { readonly id: string }>(
  kind: K,
  schema: z.ZodType<O>,
  value: unknown,
  place: Place,
  make: (object: O) => Made<DraftValues[K]>,
): DraftResult<K> {
  const text = textAt(value, 'id')
  const id = text !== null && isResourceId(text) ? normaliseId(text) : null
  return readItem({ cloud: 'azure', kind, id }, schema, value, place, (object) =>
    id === null
      ? refuse({ field: 'id', found: JSON.stringify(object.id.slice(0, 40)), why: null })
      : make(object),
  )
}

/** The subnets of a network, each with its own line. */
function subnetsWithin(network: unknown, place: Place, source: Source, facts: AzureFacts): ItemRead[] {
  const subnets = valueAt(network, ['subnets'])
  if (!Array.isArray(subnets) || subnets.length === 0) return []
  const location = readRegion(textAt(network, 'location'))
  const lines = elementLines(source.text, { from: source.from, line: place.line }, 'subnets')
  return subnets.map((one: unknown, at): ItemRead => {
    const where = { ...place, line: lines[at] ?? place.line }
    const result = read('subnet', subnetObject, one, where, subnetDraft(location.ok ? location.value : null))
    if (result.ok) noteHolders(facts, one, result.value.item)
    return { kind: 'subnet', isCounted: true, result }
  })
}

/** The private addresses in front of a load balancer. One whose object cannot be read is told of by itself. */
function frontendsWithin(balancer: unknown, place: Place): ItemRead[] {
  const parsed = balancerObject.safeParse(balancer)
  if (!parsed.success) return []
  const { id, name, location } = parsed.data
  const region = readRegion(location)
  if (!region.ok) return []
  const frontends = parsed.data.frontendIPConfigurations ?? parsed.data.frontendIpConfigurations ?? []
  return frontends.flatMap((frontend): ItemRead[] => {
    const made = frontendDraft(frontend, { name: name || nameInId(id), region: region.value })
    if (made === null) return []
    const item = { cloud: 'azure', kind: 'interface', id: normaliseId(frontend.id ?? '') } as const
    return [
      {
        kind: 'interface',
        isCounted: false,
        result: readItem(item, balancerObject, balancer, place, () => made),
      },
    ]
  })
}
