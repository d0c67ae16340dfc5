import type { Cloud } from '@/lib/domain/cloud-rules'
import { atStart, many, oneOrMany, wordsOf } from '@/lib/domain/cloud-words'
import type { ImportItem } from '@/lib/domain/import-problem'
import type { InventoryKind } from '@/lib/domain/inventory-diff'
import { idPath } from '@/lib/domain/short-id'

/** What an item of the kind is called inside a sentence. */
function kindWord(cloud: Cloud, kind: InventoryKind): string {
  const words = wordsOf(cloud)
  switch (kind) {
    case 'virtual-network':
      return words.virtualNetwork
    case 'subnet':
      return words.subnet
    case 'security-group':
      return 'security group'
    case 'public-ip':
      return words.publicIp
    case 'load-balancer':
      return 'load balancer'
    case 'interface':
      return words.interface
  }
}

/** The commands that print the kinds; the AWS CLI's all begin with `aws ec2`. */
const COMMANDS: { readonly [C in Cloud]: { readonly [K in InventoryKind]: string } } = {
  aws: {
    'virtual-network': 'describe-vpcs',
    subnet: 'describe-subnets',
    'security-group': 'describe-security-groups',
    'public-ip': 'describe-addresses',
    'load-balancer': 'describe-load-balancers',
    interface: 'describe-network-interfaces',
  },
  azure: {
    'virtual-network': 'az network vnet list',
    subnet: 'az network vnet list',
    'security-group': 'az network nsg list',
    'public-ip': 'az network public-ip list',
    'load-balancer': 'az network lb list',
    interface: 'az network nic list',
  },
}

export const commandOfKind = (cloud: Cloud, kind: InventoryKind): string => COMMANDS[cloud][kind]

/** Where an id says that something else is meant than its kind does: the word, and the command that prints it. */
const BY_PATH: readonly (readonly [path: RegExp, word: string, command: string])[] = [
  [/\/networksecuritygroups\//, 'network security group', 'az network nsg list'],
  [/\/applicationsecuritygroups\//, 'application security group', 'az network asg list'],
  [/\/frontendipconfigurations\//, 'front end', 'az network lb list'],
  [/\/virtualmachinescalesets\//, wordsOf('azure').interface, 'az vmss nic list'],
]

const byPath = (id: string | null) => BY_PATH.find(([path]) => id !== null && path.test(id))

export const itemWord = ({ cloud, kind, id }: Pick<ImportItem, 'cloud' | 'kind' | 'id'>): string =>
  byPath(id)?.[1] ?? kindWord(cloud, kind)

/** The command that printed the item, and prints it again. */
export const commandOf = ({ cloud, kind, id }: ImportItem): string =>
  byPath(id)?.[2] ?? commandOfKind(cloud, kind)

/** `nics.json, line 7: NIC prod/web-1`. */
export const itemSubject = (item: ImportItem): string =>
  `${itemPlace(item)}: ${atStart(itemWord(item))}${item.id === null ? ' without an id' : ` ${idPath(item.id)}`}`

export const itemPlace = (item: ImportItem): string => `${item.file}, line ${item.line}`

/** Where an item stands, seen from another one. */
export const placeFrom = (item: ImportItem, from: ImportItem): string =>
  item.file === from.file ? `line ${item.line}` : itemPlace(item)

/** `nics.json, line 7: NIC web-1 is left out: it is`, or `… and 3 more NICs are left out: they are`. */
export function severalItems(items: readonly ImportItem[]): string {
  const [first] = items
  if (!first) return 'Something is left out: it is'
  if (items.length === 1) return `${itemSubject(first)} is left out: it is`
  const more = items.length - 1
  return `${itemSubject(first)} and ${countText(more)} more ${oneOrMany(more, itemWord(first))} are left out: they are`
}

export const manyOf = (cloud: Cloud, kind: InventoryKind): string => many(kindWord(cloud, kind))

/** `50,000`: the same on every server. */
export const countText = (n: number): string => n.toString().replace(/\B(?=(?:\d{3})+$)/g, ',')
