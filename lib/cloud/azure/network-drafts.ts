import { type Cidr, parseCidr } from '@/lib/domain/cidr'
import { ok, type Result } from '@/lib/domain/result'
import type { DraftValues } from '../cli/drafts'
import { type FieldProblem, missing, readAll } from '../cli/fields'
import type { Made } from '../cli/read-item'
import { type GroupObject, type NetworkObject, readRegion, type SubnetObject } from './cli-objects'
import { nameInId, normaliseId, parentId } from './resource-id'

/** IPv4 before IPv6, each in the order in which it is listed. */
function readPrefixes(texts: readonly string[], field: string): Result<Cidr[], FieldProblem> {
  if (texts.length === 0) return missing(field)
  const cidrs = readAll(texts, field, parseCidr)
  return cidrs.ok ? ok([...cidrs.value].sort((a, b) => a.family - b.family)) : cidrs
}

/** Its subnets are items of their own. What is peered with it is not part of it. */
export function networkDraft(object: NetworkObject): Made<DraftValues['virtual-network']> {
  const cidrs = readPrefixes(object.addressSpace?.addressPrefixes ?? [], 'addressSpace.addressPrefixes')
  if (!cidrs.ok) return cidrs
  const region = readRegion(object.location)
  if (!region.ok) return region
  const value = {
    id: normaliseId(object.id),
    cloud: 'azure' as const,
    name: object.name || nameInId(object.id),
    cidrs: cidrs.value,
  }
  return ok({ value, region: region.value })
}

/** A subnet spans the zones of its region, which is its network's. */
export const subnetDraft =
  (region: string | null) =>
  (object: SubnetObject): Made<DraftValues['subnet']> => {
    const texts = [object.addressPrefix ?? [], object.addressPrefixes ?? []].flat()
    const cidrs = readPrefixes(texts, 'addressPrefixes')
    if (!cidrs.ok) return cidrs
    const id = normaliseId(object.id)
    const value = {
      id,
      virtualNetworkId: parentId(id),
      cloud: 'azure' as const,
      zone: null,
      name: object.name || nameInId(object.id),
      cidrs: cidrs.value,
    }
    return ok({ value, region })
  }

/** Which network an application security group is in, only the interfaces in it tell. */
export const groupDraft =
  (kind: 'network' | 'application') =>
  (object: GroupObject): Made<DraftValues['security-group']> => {
    const region = readRegion(object.location)
    if (!region.ok) return region
    const value = {
      id: normaliseId(object.id),
      virtualNetworkId: null,
      region: region.value,
      kind,
      name: object.name || nameInId(object.id),
      description: '',
    }
    return ok({ value, region: region.value })
  }
