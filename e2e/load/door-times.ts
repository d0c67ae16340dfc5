/** How long the answers of one door took, in milliseconds, and what went wrong with it. */
export type DoorTimes = { readonly door: string; readonly times: number[]; readonly problems: string[] }

export type Line = {
  readonly door: string
  readonly answers: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly worst: number
  readonly errors: number
}

/** The smallest time that so many per cent of the answers kept to; 0 where there was none. */
export function percentile(sorted: readonly number[], percent: number): number {
  if (sorted.length === 0) return 0
  return sorted[Math.max(Math.ceil((percent / 100) * sorted.length) - 1, 0)] as number
}

export function lineOf({ door, times, problems }: DoorTimes): Line {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (percent: number) => Math.round(percentile(sorted, percent) * 10) / 10
  return {
    ...{ door, answers: times.length, errors: problems.length },
    ...{ p50: at(50), p95: at(95), p99: at(99), worst: at(100) },
  }
}

const HEAD = ['door', 'answers', 'p50 ms', 'p95 ms', 'p99 ms', 'worst ms', 'errors'] as const

/** The slowest last. */
export function tableOf(doors: readonly DoorTimes[]): string {
  const lines = doors.map(lineOf).sort((a, b) => a.p99 - b.p99)
  const rows = [
    HEAD,
    ...lines.map((l) => [l.door, l.answers, l.p50, l.p95, l.p99, l.worst, l.errors].map(String)),
  ]
  return layTable(rows)
}

/** Rows as text, the first column to the left and the others to the right; the first row is the head. */
export function layTable(rows: readonly (readonly string[])[]): string {
  const head = rows[0] ?? []
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)))
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] as number) : text.padStart(widths[column] as number)
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n')
}
