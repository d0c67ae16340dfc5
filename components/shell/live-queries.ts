import type { StreamMessage } from '@/lib/api/views/events'
import { ACCOUNT_EVENT_TITLES } from '@/lib/domain/account-event'

/** The start of a react-query key; every query whose key begins like it is meant. */
export type QueryPrefix = readonly string[]

/**
 * Which queries a stream message names. Nothing else is read again: a change in one group leaves the other groups'
 * instances and the maps of other subnets alone.
 */
export function queriesNamedBy(message: StreamMessage): QueryPrefix[] {
  const happened = message.kinds.length > 0
  const prefixes: QueryPrefix[] = happened ? [['events'], ['nav'], ['simulator'], ['ledger']] : []
  if (message.kinds.some(touchesHeld)) prefixes.push(['held'])
  for (const groupId of message.groupIds) prefixes.push(['group', groupId])
  for (const subnetId of message.subnetIds) prefixes.push(['subnet', subnetId])
  if (message.groupIds.length > 0) prefixes.push(['groups'])
  if (message.subnetIds.length > 0) prefixes.push(['subnets'], ['network'])
  if (message.subnetIds.length > 0 || message.groupIds.length > 0) prefixes.push(['address'])
  if (message.kinds.some(touchesPublicIps)) prefixes.push(['public-ips'], ['network'])
  if (message.kinds.some((kind) => kind in ACCOUNT_EVENT_TITLES)) prefixes.push(['people'])
  if (message.kinds.some((kind) => /^(token|role)-/.test(kind))) prefixes.push(['tokens'])
  if (message.kinds.some((kind) => kind === 'settings-changed' || kind.startsWith('maintenance-')))
    prefixes.push(['settings'])
  if (message.kinds.some(touchesNetwork)) prefixes.push(['subnets'], ['network'], ['groups'])
  if (message.kinds.some(touchesPeople)) prefixes.push(['me'], ['account'], ['accounts'], ['people'])
  if (message.kinds.some((kind) => kind.startsWith('drift'))) prefixes.push(['drift'])
  if (message.sync) prefixes.push(['drift', 'sync'])
  return distinct(prefixes)
}

/** Nearly everything: what somebody had may be held for nobody now, and the other way round. */
const touchesHeld = (kind: string) => !/^(task|simulator)-/.test(kind)

const touchesNetwork = (kind: string) => kind === 'inventory-imported' || kind === 'network-changed'

/** Somebody's role is part of what every page shows: what they may do. */
const touchesPeople = (kind: string) =>
  /^(signed|session|password|second-factor|recovery|sign-on|invitation|person|role|token)-/.test(kind)

const touchesPublicIps = (kind: string) =>
  kind.startsWith('public-ip') ||
  touchesNetwork(kind) ||
  kind === 'group-edited' ||
  kind === 'group-created' ||
  kind === 'group-deleted'

export const distinct = (prefixes: readonly QueryPrefix[]): QueryPrefix[] => [
  ...new Map(prefixes.map((prefix) => [prefix.join('\n'), prefix])).values(),
]
