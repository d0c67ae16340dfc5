import { chainBreakSentence, chainSentence, unbegunSentence } from '@/lib/api/ledger-messages'
import type { AuditReport } from '@/lib/storage/audit'
import type { RecordReport } from '@/lib/storage/backup'

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

/** The first rule or link of the chain that is broken, as a few words; null where all is as it must be. */
export function firstBreak({ audit }: RecordReport): string | null {
  const [first] = audit?.findings ?? []
  if (first) return `${first.rule}, ${first.name} (${first.examples[0]})`
  const [broken] = audit?.chain.breaks ?? []
  return broken ? chainBreakSentence(broken) : null
}

/** Prints what reading a record found. True where nothing is wrong. */
export function tellRecord({ audit }: RecordReport): boolean {
  if (audit === null) {
    console.log('An older Holdfast wrote it: its pages are in order, its rules are read when it is restored.')
    return true
  }
  return tellAudit(audit)
}

/** Prints what an audit found. True where nothing is wrong. A chain that has not begun is not broken. */
export function tellAudit({ chain, findings }: AuditReport): boolean {
  if (!chain.begun) console.log(unbegunSentence(chain.events))
  const [first, ...others] = chain.breaks
  if (first) {
    console.error(`\n${chainSentence(chain, first)}`)
    for (const broken of others) console.error(`  ${chainBreakSentence(broken)}`)
  }
  for (const { name, rule, count, examples } of findings) {
    console.error(`\n${rule}: ${name}. Broken ${many(count, 'time')}:`)
    for (const example of examples) console.error(`  ${example}`)
  }
  const isWhole = findings.length === 0 && first === undefined
  if (isWhole) console.log('Nothing is wrong.')
  return isWhole
}
