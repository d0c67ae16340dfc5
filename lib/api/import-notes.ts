import { many, withArticle } from '@/lib/domain/cloud-words'
import type { ImportProblem } from '@/lib/domain/import-problem'
import { countText, itemSubject, itemWord } from './import-items'

type ProblemOf<K extends ImportProblem['kind']> = Extract<ImportProblem, { kind: K }>

/** What is left out though nothing is wrong with it. */
export function notImportedSentence({ item, why }: ProblemOf<'not-imported'>): string {
  const subject = itemSubject(item)
  switch (why.kind) {
    case 'no-address':
      return `${subject} is left out: it has no address now. A dynamic one gets an address when something uses it; import it again then.`
    case 'gateway':
      return `${subject} is left out: it passes traffic through network appliances (SKU Gateway), and no group can be behind it. Nothing needs to be done.`
    case 'sku':
      return `${subject} is left out: its SKU is ${why.sku}, and groups can use ${withArticle(itemWord(item))} of Standard or Basic only. Nothing needs to be done.`
  }
}

/** Words for what the Azure CLI names in a subnet without its address. */
const HOLDERS: Readonly<Record<string, string>> = {
  applicationgateways: 'application gateway',
  azurefirewalls: 'firewall',
  bastionhosts: 'bastion host',
  virtualmachinescalesets: 'scale set machine',
  virtualnetworkgateways: 'network gateway',
}

/** What counts as free though it is not. */
export function unlistedSentence({ subnet, holders }: ProblemOf<'unlisted-holders'>): string {
  const all = holders.reduce((sum, { count }) => sum + count, 0)
  const what = holders.map(({ type, count }) =>
    count === 1
      ? (HOLDERS[type] ?? type)
      : `${countText(count)} ${HOLDERS[type] ? many(HOLDERS[type]) : type}`,
  )
  const wayOut = holders.some(({ type }) => type === 'virtualmachinescalesets')
    ? ' For scale sets, add the output of az vmss nic list.'
    : ''
  const [addresses, counts] =
    all === 1 ? ['an address is', 'counts'] : [`${countText(all)} addresses are`, 'count']
  return `${itemSubject(subnet)}: ${addresses} held by what az does not print the address of (${what.join(', ')}), and ${counts} as free here. Leave them out of pools.${wayOut}`
}
