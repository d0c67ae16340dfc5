import { formatAddress, parseAddress } from '@/lib/domain/address'
import type { PublicIpSku } from '@/lib/domain/cloud-rules'
import type { ImportItem, ImportItemProblem, NotImported } from '@/lib/domain/import-problem'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { PublicIp } from '@/lib/domain/subnet'
import type { DraftValues } from '../cli/drafts'
import { type FieldProblem, missing, readAll } from '../cli/fields'
import type { Made } from '../cli/read-item'
import { type BalancerObject, idOfRef, type PublicIpObject, readRegion } from './cli-objects'
import { nameInId, normaliseId } from './resource-id'

const leaveOut =
  (why: NotImported) =>
  (item: ImportItem): ImportItemProblem => ({ kind: 'not-imported', item, why })

/** What was made before there were SKUs says none, and is Basic. */
function readSku(object: {
  readonly sku?: { readonly name?: string | null } | null
}): Result<PublicIpSku, NotImported> {
  const name = object.sku?.name ?? 'Basic'
  if (/^standard$/i.test(name)) return ok('standard')
  if (/^basic$/i.test(name)) return ok('basic')
  return refuse(/^gateway$/i.test(name) ? { kind: 'gateway' } : { kind: 'sku', sku: name })
}

/**
 * A public IP with what it is associated with: a NIC, or the front of a load balancer, a gateway, a firewall, whose id
 * then stands for the interface, so that it counts as held. A dynamic one has no address while nothing uses it; it
 * can be in no pool either (Z8), so it is left out until it has one.
 */
export function publicIpDraft(object: PublicIpObject): Made<DraftValues['public-ip']> {
  const sku = readSku(object)
  if (!sku.ok) return refuse(leaveOut(sku.refusal))
  const region = readRegion(object.location)
  if (!region.ok) return region
  const method = readMethod(object)
  if (!method.ok) return method
  if (!object.ipAddress) return refuse(leaveOut({ kind: 'no-address' }))
  const address = readAll([object.ipAddress], 'ipAddress', parseAddress)
  if (!address.ok) return address
  const value = {
    id: normaliseId(object.id),
    cloud: 'azure' as const,
    address: address.value.map(formatAddress).join(''),
    name: object.name || nameInId(object.id),
    traits: {
      sku: sku.value,
      zones: [...new Set((object.zones ?? []).map(String))].sort(),
      method: method.value,
    },
    association: associationOf(object),
  }
  return ok({ value, region: region.value })
}

function readMethod(object: PublicIpObject): Result<'static' | 'dynamic', FieldProblem> {
  const field = 'publicIPAllocationMethod'
  const text = object.publicIPAllocationMethod || object.publicIpAllocationMethod
  if (!text) return missing(field)
  if (/^static$/i.test(text)) return ok('static')
  if (/^dynamic$/i.test(text)) return ok('dynamic')
  return refuse({ field, found: JSON.stringify(text), why: null })
}

/** What a public IP points at: an IP configuration, or a gateway as a whole. */
export const targetOf = (object: PublicIpObject): string | null =>
  idOfRef(object.ipConfiguration) ?? idOfRef(object.natGateway)

function associationOf(object: PublicIpObject): PublicIp['association'] {
  const target = targetOf(object)
  if (target === null) return null
  const [, interfaceId = target] = /^(.+\/networkinterfaces\/[^/]+)\/ipconfigurations\//.exec(target) ?? []
  return { interfaceId, machineId: null, privateAddress: null }
}

/** Its SKU is what the public IPs behind it must have (Z4). */
export function balancerDraft(object: BalancerObject): Made<DraftValues['load-balancer']> {
  const sku = readSku(object)
  if (!sku.ok) return refuse(leaveOut(sku.refusal))
  const region = readRegion(object.location)
  if (!region.ok) return region
  const name = object.name || nameInId(object.id)
  return ok({
    value: { id: normaliseId(object.id), cloud: 'azure', name, sku: sku.value },
    region: region.value,
  })
}
