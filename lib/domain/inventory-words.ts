import { type Address, formatAddress, sameAddress } from './address'
import { type Cidr, formatCidr, sameCidr } from './cidr'
import type { ObservedInterface } from './inventory'
import type { InventoryKind } from './inventory-diff'
import { idPath } from './short-id'
import type { LoadBalancer, PublicIp, SecurityGroup, Subnet, VirtualNetwork } from './subnet'

/**
 * How items of one kind are named and compared in the plan of an import.
 * `facts`: single values; null is not worth showing. `lists`: values that come and go one by one.
 */
export type ItemWords<T> = {
  readonly kind: InventoryKind
  readonly label: (item: T) => string
  readonly same: (a: T, b: T) => boolean
  readonly facts: readonly (readonly [word: string, fact: (item: T) => string | null])[]
  readonly lists: readonly (readonly [word: string, list: (item: T) => readonly string[]])[]
}

/** The facts of an item that comes or goes. */
export function describeItem<T>(words: ItemWords<T>, item: T): string[] {
  const facts = words.facts.flatMap(([word, fact]) => {
    const value = fact(item)
    return value === null ? [] : [`${word} ${value}`]
  })
  return [...words.lists.flatMap(([, list]) => list(item)), ...facts]
}

/** What differs: `name web → web-2`, `holds 10.0.1.7`, `no longer holds 10.0.1.8`. */
export function describeChange<T>(words: ItemWords<T>, before: T, after: T): string[] {
  const facts = words.facts.flatMap(([word, fact]) => {
    const [from, to] = [fact(before), fact(after)]
    return from === to ? [] : [`${word} ${from ?? 'none'} → ${to ?? 'none'}`]
  })
  const lists = words.lists.flatMap(([word, list]) => {
    const [from, to] = [list(before), list(after)]
    const [had, has] = [new Set(from), new Set(to)]
    return [
      ...to.filter((one) => !had.has(one)).map((one) => `${word} ${one}`),
      ...from.filter((one) => !has.has(one)).map((one) => `no longer ${word} ${one}`),
    ]
  })
  return [...facts, ...lists]
}

export const NETWORK_WORDS: ItemWords<VirtualNetwork> = {
  kind: 'virtual-network',
  label: (one) => one.name,
  same: (a, b) => a.name === b.name && a.region === b.region && sameMembers(a.cidrs, b.cidrs, sameCidr),
  facts: [
    ['name', (one) => one.name],
    ['region', (one) => one.region],
  ],
  lists: [['has', (one) => one.cidrs.map(formatCidr)]],
}

export const SUBNET_WORDS: ItemWords<Subnet> = {
  kind: 'subnet',
  label: (one) => one.name,
  same: (a, b) =>
    a.name === b.name &&
    a.virtualNetworkId === b.virtualNetworkId &&
    a.region === b.region &&
    a.zone === b.zone &&
    sameMembers(a.cidrs, b.cidrs, sameCidr),
  facts: [
    ['name', (one) => one.name],
    ['network', (one) => idPath(one.virtualNetworkId)],
    ['region', (one) => one.region],
    ['zone', (one) => one.zone],
  ],
  lists: [['has', (one) => one.cidrs.map(formatCidr)]],
}

export const SECURITY_GROUP_WORDS: ItemWords<SecurityGroup> = {
  kind: 'security-group',
  label: (one) => one.name,
  same: (a, b) =>
    a.name === b.name &&
    a.virtualNetworkId === b.virtualNetworkId &&
    a.region === b.region &&
    a.description === b.description,
  facts: [
    ['name', (one) => one.name],
    ['network', (one) => one.virtualNetworkId && idPath(one.virtualNetworkId)],
    ['region', (one) => one.region],
    ['description', (one) => quoted(one.description)],
  ],
  lists: [],
}

export const PUBLIC_IP_WORDS: ItemWords<PublicIp> = {
  kind: 'public-ip',
  label: (one) => one.address,
  same: (a, b) =>
    a.address === b.address &&
    a.region === b.region &&
    a.name === b.name &&
    traitsText(a.traits) === traitsText(b.traits) &&
    a.association?.interfaceId === b.association?.interfaceId &&
    a.association?.machineId === b.association?.machineId &&
    a.association?.privateAddress === b.association?.privateAddress,
  facts: [
    ['address', (one) => one.address],
    ['region', (one) => one.region],
    ['name', (one) => one.name],
    ['is', (one) => traitsText(one.traits)],
    ['associated with', (one) => associationText(one.association)],
  ],
  lists: [],
}

export const LOAD_BALANCER_WORDS: ItemWords<LoadBalancer> = {
  kind: 'load-balancer',
  label: (one) => one.name,
  same: (a, b) => a.name === b.name && a.region === b.region && a.sku === b.sku,
  facts: [
    ['name', (one) => one.name],
    ['region', (one) => one.region],
    ['SKU', (one) => one.sku],
  ],
  lists: [],
}

export const INTERFACE_WORDS: ItemWords<ObservedInterface> = {
  kind: 'interface',
  label: (one) => one.description || one.id,
  same: (a, b) =>
    a.subnetId === b.subnetId &&
    a.status === b.status &&
    a.machineId === b.machineId &&
    a.description === b.description &&
    a.taggedFor === b.taggedFor &&
    // The order says which address is primary, and that never changes while an interface exists.
    sameMembers(a.addresses, b.addresses, sameAddress) &&
    sameMembers(a.prefixes, b.prefixes, sameCidr),
  facts: [
    ['subnet', (one) => idPath(one.subnetId)],
    ['status', (one) => one.status],
    ['machine', (one) => one.machineId && idPath(one.machineId)],
    ['description', (one) => quoted(one.description)],
    ['tag', (one) => one.taggedFor ?? null],
  ],
  lists: [['holds', (one) => [...one.addresses.map(formatAddress), ...one.prefixes.map(formatCidr)]]],
}

const quoted = (text: string): string | null => (text === '' ? null : `"${text}"`)

/** "standard static, zones 1, 2, 3" */
const traitsText = (traits: PublicIp['traits']): string | null => {
  if (!traits) return null
  const { sku, method, zones } = traits
  const where = zones.length === 0 ? 'no zone' : `zone${zones.length > 1 ? 's' : ''} ${zones.join(', ')}`
  return `${sku} ${method}, ${where}`
}

const associationText = (to: PublicIp['association']): string | null => {
  if (!to) return null
  const id = to.interfaceId ?? to.machineId
  return [id && idPath(id), to.privateAddress].filter(Boolean).join(' ') || 'something unnamed'
}

/** The same members, in whatever order: nearly always in the same, so that is tried first. */
function sameMembers<T extends Address | Cidr>(
  a: readonly T[],
  b: readonly T[],
  same: (a: T, b: T) => boolean,
) {
  if (a.length !== b.length) return false
  if (a.every((one, i) => same(one, b[i] as T))) return true
  const members = new Set(a.map(memberText))
  return b.every((one) => members.has(memberText(one)))
}

const memberText = (one: Address | Cidr): string => ('prefix' in one ? formatCidr(one) : formatAddress(one))
