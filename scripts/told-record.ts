import { chainBreakSentence, chainSentence } from '@/lib/api/ledger-messages'
import type { AuditReport } from '@/lib/storage/audit'

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB']

/** "12.3 MB". */
export function sizeText(bytes: number): string {
  let size = bytes
  let unit = 0
  for (; size >= 1_000 && unit < UNITS.length - 1; unit++) size /= 1_000
  return `${unit === 0 ? size : size.toFixed(1)} ${UNITS[unit]}`
}

export const many = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`

/** Prints what an audit found. True where nothing is wrong. */
export function tellFindings({ chain, findings }: AuditReport): boolean {
  const [first, ...others] = chain.breaks
  if (first) {
    console.error(`\n${chainSentence(chain, first)}`)
    for (const broken of others) console.error(`  ${chainBreakSentence(broken)}`)
  }
  for (const { name, rule, count, examples } of findings) {
    console.error(`\n${rule}: ${name}. Broken ${many(count, 'time')}:`)
    for (const example of examples) console.error(`  ${example}`)
  }
  const isWhole = findings.length === 0 && chain.count === 0
  if (isWhole) console.log('Nothing is wrong.')
  return isWhole
}
