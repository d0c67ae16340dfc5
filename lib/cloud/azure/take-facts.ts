import { formatAddress, parseAddress } from '@/lib/domain/address'
import type { ObservedInterface } from '@/lib/domain/inventory'
import type { Place } from '../cli/drafts'
import { type InterfaceObject, idOfRef, type PublicIpObject } from './cli-objects'
import type { AzureFacts } from './facts'
import { addressOf } from './interface-drafts'
import { targetOf } from './public-drafts'
import { normaliseId, parentId, typeOfId } from './resource-id'

/** Widens what the document's ids of this type and subscription have in common. */
export function noteContainer({ containers }: AzureFacts, page: number, id: string): void {
  const type = typeOfId(id)
  const [subscription] = /^\/subscriptions\/[^/]+\//.exec(id) ?? []
  if (type === null || !subscription) return
  const key = `${page} ${type} ${subscription}`
  const path = id.slice(0, id.lastIndexOf('/'))
  const old = containers.get(key)
  if (!old) containers.set(key, { page, type, path })
  else if (path !== old.path && !path.startsWith(`${old.path}/`))
    containers.set(key, { page, type, path: commonPath(old.path, path) })
}

function commonPath(a: string, b: string): string {
  const [left, right] = [a.split('/'), b.split('/')]
  let same = 0
  while (same < left.length && left[same] === right[same]) same++
  return left.slice(0, same).join('/')
}

export function notePublicIp({ targetOfPublicIp }: AzureFacts, object: PublicIpObject): void {
  const target = targetOf(object)
  if (target !== null) targetOfPublicIp.set(normaliseId(object.id), target)
}

/** What the configurations of a NIC tell of public IPs and of application security groups. */
export function noteInterface(
  facts: AzureFacts,
  object: InterfaceObject,
  { id: interfaceId, subnetId, machineId }: ObservedInterface,
  { file, line }: Place,
): void {
  const networkId = parentId(subnetId)
  if (machineId !== null) facts.machineOf.set(interfaceId, machineId)
  for (const one of object.ipConfigurations ?? []) {
    const address = parseAddress(addressOf(one) ?? '')
    if (one.id && address.ok) facts.addressOfConfig.set(normaliseId(one.id), formatAddress(address.value))
    for (const group of one.applicationSecurityGroups ?? []) {
      const id = idOfRef(group)
      const item = { file, line, cloud: 'azure', kind: 'security-group', id } as const
      if (id !== null) facts.networkOfGroup.set(id, { networkId, item })
    }
  }
}
