import { exactText } from '@/components/shell/ago-text'
import type { CapacityMark, CapacityWindow } from '@/lib/api/views/capacity'
import { CAPACITY_SERIES, type CapacityCount, type CapacitySeries } from '@/lib/domain/capacity-count'
import type { MarkedKind } from '@/lib/domain/capacity-marks'
import { say } from '@/lib/domain/plural'

export type SeriesLabels = Readonly<Record<CapacitySeries, string>>

/** Where an address that is no pool member comes from: drawn by Holdfast and kept, or given by the cloud for a while. */
const OTHER_ADDRESSES = { stateful: 'random', pooled: 'dynamic' } as const

export const labelsOf = (persistence: keyof typeof OTHER_ADDRESSES): SeriesLabels => ({
  desired: 'Desired',
  running: 'Running',
  onPool: 'On pool addresses',
  onOther: `On ${OTHER_ADDRESSES[persistence]} addresses`,
})

/** "Desired 6, Running 5, On pool addresses 5, On random addresses 0" */
export const countsText = (count: CapacityCount, labels: SeriesLabels): string =>
  CAPACITY_SERIES.map((series) => `${labels[series]} ${say(count[series])}`).join(', ')

/** "3 Nov 2026, 09:12:41.207": several changes in one second are told apart. */
export const momentText = (at: string): string => `${exactText(at)}.${at.slice(20, 23)}`

/** "3 Nov 2026, 09:12:41 to 09:13:02"; the day again where it is another one, and once where both are one moment. */
export function stretchText(from: string, until: string, textOf = exactText): string {
  const first = textOf(from)
  const last = textOf(until)
  if (first === last) return first
  const [day, time] = last.split(', ')
  return first.startsWith(`${day},`) ? `${first} to ${time}` : `${first} to ${last}`
}

export const WINDOW_LABELS: Readonly<Record<CapacityWindow, string>> = {
  '1h': '1 h',
  '6h': '6 h',
  '24h': '24 h',
  '7d': '7 d',
  '30d': '30 d',
  all: 'All',
}

const DAY = 24 * 3_600_000

/** The window to begin with: the whole life of a group that is younger than a day, in ms, and a day of any other. */
export const fittingWindow = (age: number): CapacityWindow => (age < DAY ? 'all' : '24h')

const MARK_WORDS: Readonly<Record<MarkedKind, readonly [one: string, many: string]>> = {
  'group-scaled': ['target change', 'target changes'],
  'task-ran': ['task run', 'task runs'],
  'task-refused': ['refused task run', 'refused task runs'],
  'task-missed': ['missed task run', 'missed task runs'],
  'pool-exhausted': ['time that the pool was exhausted', 'times that the pool was exhausted'],
  'instance-interrupted': ['interruption', 'interruptions'],
  'instance-replaced': ['replacement', 'replacements'],
  'instance-failed': ['failed change', 'failed changes'],
  'instance-rolled-back': ['rollback', 'rollbacks'],
  'vm-interrupted': ['interruption', 'interruptions'],
  'vm-failed': ['failed launch', 'failed launches'],
}

/** "12 interruptions" */
export const markText = ({ kind, count }: Pick<CapacityMark, 'kind' | 'count'>): string =>
  `${say(count)} ${MARK_WORDS[kind][count === 1 ? 0 : 1]}`
