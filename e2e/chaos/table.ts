import type { PointResult } from './sweep'

/** One line of the table: everything that was played of one operation. */
export type Line = {
  readonly operation: string
  readonly cloud: string
  readonly results: readonly PointResult[]
  readonly seconds: number
}

const HEAD = ['operation', 'cloud', 'crash points', 'passed', 'audit problems', 'seconds'] as const

export const passedOf = ({ results }: Line): number =>
  results.filter(({ problems }) => problems.length === 0).length
export const problemsOf = ({ results }: Line): readonly string[] =>
  results.flatMap(({ point, problems }) => problems.map((problem) => `${point}: ${problem}`))

/** Numbers stand right, words left; the last row is the sum. */
export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.operation,
    line.cloud,
    ...[line.results.length, passedOf(line), problemsOf(line).length].map((n) => n.toLocaleString('en')),
    line.seconds.toFixed(1),
  ])
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0)
  const total = [
    'all',
    '',
    ...[sum((line) => line.results.length), sum(passedOf), sum((line) => problemsOf(line).length)].map((n) =>
      n.toLocaleString('en'),
    ),
    sum((line) => line.seconds).toFixed(1),
  ]
  const all = [[...HEAD], ...rows, total]
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const text = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  return [text(HEAD), rule, ...rows.map(text), rule, text(total)].join('\n')
}
