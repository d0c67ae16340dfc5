import { paths } from '@/lib/api/paths'
import type { CapacityMark } from '@/lib/api/views/capacity'
import type { MarkedKind } from '@/lib/domain/capacity-marks'
import { markText, stretchText } from './capacity-words'

/** Marks that share a button because there is no room for one each. */
export type MarkGroup = {
  /** Of the first of them, in px. */
  readonly x: number
  /** One for every kind, the worst first. */
  readonly marks: readonly CapacityMark[]
  /** As they came, by time. */
  readonly each: readonly CapacityMark[]
  readonly count: number
  readonly at: string
  readonly until: string
}

/** What a group of several kinds is shown as: the first of these that is in it. */
const WORST_FIRST: readonly MarkedKind[] = [
  'instance-failed',
  'vm-failed',
  'instance-rolled-back',
  'pool-exhausted',
  'task-refused',
  'task-missed',
  'instance-interrupted',
  'vm-interrupted',
  'instance-replaced',
  'task-ran',
  'group-scaled',
]

/**
 * Marks in order of time, put together from left to right: whatever begins less than `room` px after the first of a
 * group belongs to it. So two groups are always `room` apart.
 *
 *      ⚡ ⚡↻   ⚡          ⇅
 *      ├─ room ─┤
 *      [⚡ 3   ][⚡]        [⇅]
 */
export function groupMarks(
  marks: readonly CapacityMark[],
  xOf: (at: string) => number,
  room: number,
): MarkGroup[] {
  const groups: { x: number; marks: CapacityMark[] }[] = []
  for (const mark of [...marks].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    const x = xOf(mark.at)
    const last = groups.at(-1)
    if (last && x - last.x < room) last.marks.push(mark)
    else groups.push({ x, marks: [mark] })
  }
  return groups.map(({ x, marks: together }) => ({
    x,
    marks: WORST_FIRST.flatMap((kind) => joinMarks(together.filter((mark) => mark.kind === kind))),
    each: together,
    count: together.reduce((sum, mark) => sum + mark.count, 0),
    at: together.map((mark) => mark.at).reduce(earlier),
    until: together.map((mark) => mark.until).reduce(later),
  }))
}

const earlier = (a: string, b: string): string => (a < b ? a : b)
const later = (a: string, b: string): string => (a > b ? a : b)

/** Marks of one kind as one. */
function joinMarks(marks: readonly CapacityMark[]): CapacityMark[] {
  const [first, ...others] = marks
  if (!first || others.length === 0) return [...marks]
  return [
    {
      kind: first.kind,
      count: marks.reduce((sum, mark) => sum + mark.count, 0),
      at: marks.map((mark) => mark.at).reduce(earlier),
      until: marks.map((mark) => mark.until).reduce(later),
      firstSeq: Math.min(...marks.map((mark) => mark.firstSeq)),
      lastSeq: Math.max(...marks.map((mark) => mark.lastSeq)),
      why: null,
    },
  ]
}

/** "12 interruptions, 3 replacements" */
export const groupText = ({ marks }: Pick<MarkGroup, 'marks'>): string => marks.map(markText).join(', ')

/** What a screen reader is told of it, and its tooltip: what, when, and why where it is one event. */
export function groupWords(group: MarkGroup): string {
  const [only] = group.marks
  const why = group.count === 1 && only?.why ? `. ${only.why}` : ''
  return `${groupText(group)}, ${stretchText(group.at, group.until)}${why}`
}

/** The activity with exactly these events. */
export const activityOf = (groupId: string, marks: readonly CapacityMark[]): string =>
  paths.activity({
    group: groupId,
    kind: marks.map(({ kind }) => kind).join(','),
    from: Math.min(...marks.map(({ firstSeq }) => firstSeq)),
    to: Math.max(...marks.map(({ lastSeq }) => lastSeq)),
  })
