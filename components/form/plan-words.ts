import type { PlanLine, PlanView } from '@/lib/api/views/plans'

/** Up to this many changes are read one by one rather than counted. */
const READ_ONE_BY_ONE = 6

/** What a plan shows at once, and how many changes stand behind "All changes". */
export function linesAtOnce(plan: Pick<PlanView, 'summary' | 'lines' | 'moreLines'>): {
  readonly lines: readonly PlanLine[]
  readonly behind: number
} {
  const whole = plan.lines.filter(({ part }) => !part).length
  const total = whole + plan.moreLines
  if (total === 0 || total > READ_ONE_BY_ONE) return { lines: plan.summary, behind: total }
  if (whole === plan.lines.length) return { lines: plan.lines, behind: 0 }
  // What has parts is summed up first: the parts of several are too many to be counted at a glance.
  const said = new Set(plan.summary.map(({ text }) => text))
  return { lines: [...plan.summary, ...plan.lines.filter(({ text }) => !said.has(text))], behind: 0 }
}

/** The warnings that none of the lines shown says already. */
export const warningsLeft = (
  plan: Pick<PlanView, 'warnings'>,
  shown: readonly PlanLine[],
): readonly string[] => plan.warnings.filter((warning) => !shown.some((line) => line.text === warning))
