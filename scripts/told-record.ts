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
export function tellFindings({ findings }: AuditReport): boolean {
  for (const { name, rule, count, examples } of findings) {
    console.error(`\n${rule}: ${name}. Broken ${many(count, 'time')}:`)
    for (const example of examples) console.error(`  ${example}`)
  }
  if (findings.length === 0) console.log('Nothing is wrong.')
  return findings.length === 0
}
