import type { MemberRecord, Record } from './record'
import { isLive } from './record-alone'

/** What the server answered with "done", and what may therefore never be lost. */
export type Acknowledged = {
  readonly requestKey: string
  readonly groupId: string
  /** What the group must be by it, as long as nothing later was asked. */
  readonly target?: number
}

/** What a stateful instance keeps from its first resume until it is deallocated (A1). */
export type Identity = {
  readonly address: string | null
  readonly interfaceId: string | null
  readonly publicIpId: string | null
}

/** B7: every change that was acknowledged is on record, done once, with its events. */
export function lostChanges(record: Record, acknowledged: readonly Acknowledged[]): string[] {
  const requests = new Map(record.requests.map((one) => [one.key, one]))
  const told = new Set(record.events.map((event) => event.requestId))
  const groups = new Map(record.groups.map((group) => [group.id, group]))
  return acknowledged.flatMap(({ requestKey, groupId, target }) => {
    const request = requests.get(requestKey)
    if (!request) return [`${requestKey} was acknowledged, and its request is not on record`]
    const group = groups.get(groupId)
    if (!group) return [`${requestKey} was acknowledged, and its group ${groupId} does not exist`]
    if (request.groupId !== groupId)
      return [`${requestKey} was answered ${groupId}, on record ${request.groupId}`]
    return [
      ...(request.changed && !told.has(requestKey)
        ? [`${requestKey} changed something that no event tells`]
        : []),
      ...(target !== undefined && group.target !== target
        ? [`${requestKey} set the target of ${group.name} to ${target}, on record it is ${group.target}`]
        : []),
    ]
  })
}

export function identitiesOf(record: Record): Map<string, Identity> {
  return new Map(
    record.members
      .filter((member) => member.kind === 'instance' && isLive(member) && member.nics[0]?.interfaceId)
      .map((member) => [member.id, identityOf(member)]),
  )
}

function identityOf({ nics: [nic] }: MemberRecord): Identity {
  return {
    ...{ address: nic?.address ?? null, interfaceId: nic?.interfaceId ?? null },
    publicIpId: nic?.publicIpId ?? null,
  }
}

/** A1: whoever is still there is what it was. */
export function lostIdentities(record: Record, before: ReadonlyMap<string, Identity>): string[] {
  const members = new Map(record.members.map((member) => [member.id, member]))
  return [...before].flatMap(([id, was]) => {
    const member = members.get(id)
    if (!member) return [`${id} is not on record any more`]
    if (!isLive(member) || member.state === 'deallocating') return []
    const is = identityOf(member)
    return (['address', 'interfaceId', 'publicIpId'] as const)
      .filter((part) => was[part] !== null && was[part] !== is[part])
      .map((part) => `${id} had the ${part} ${was[part]} and has ${is[part]}`)
  })
}
