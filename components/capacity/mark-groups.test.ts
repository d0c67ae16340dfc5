import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CapacityMark } from '@/lib/api/views/capacity'
import { MARKED_KINDS } from '@/lib/domain/capacity-marks'
import { activityOf, groupMarks, groupText, groupWords } from './mark-groups'

const AT = Date.parse('2026-03-01T10:00:00.000Z')
const iso = (second: number) => new Date(AT + second * 1000).toISOString()
const xOf = (at: string) => (Date.parse(at) - AT) / 1000

const mark = (second: number, change: Partial<CapacityMark> = {}): CapacityMark => ({
  kind: 'instance-interrupted',
  count: 1,
  at: iso(second),
  until: iso(second),
  firstSeq: second,
  lastSeq: second,
  why: 'ssi-1: The cloud took the machine back.',
  ...change,
})

it('puts together what there is no room for, by kind, the worst first', () => {
  const groups = groupMarks(
    [
      mark(0, { kind: 'group-scaled', why: 'Target 3 becomes 5.' }),
      mark(10, { count: 11, until: iso(30), lastSeq: 25, why: null }),
      mark(39),
      mark(40, { kind: 'instance-replaced' }),
    ],
    xOf,
    40,
  )
  expect(groups.map(({ x, count }) => [x, count])).toEqual([
    [0, 13],
    [40, 1],
  ])
  expect(groups.map(groupText)).toEqual(['12 interruptions, 1 target change', '1 replacement'])
  expect(groups[0]).toMatchObject({ at: iso(0), until: iso(39) })
  expect(groups[0]?.marks[0]).toMatchObject({ firstSeq: 10, lastSeq: 39, count: 12 })
})

it('says why where it is one event, and only there', () => {
  const [alone] = groupMarks([mark(0)], xOf, 40)
  const [both] = groupMarks([mark(0), mark(1)], xOf, 40)
  expect(alone && groupWords(alone)).toMatch(
    /^1 interruption, .*\d\. ssi-1: The cloud took the machine back\.$/,
  )
  expect(both && groupWords(both)).toMatch(/^2 interruptions, .* to \d\d:\d\d:\d\d$/)
})

it('leads to exactly these events', () => {
  const marks = [mark(3), mark(7, { kind: 'group-scaled', lastSeq: 9 })]
  expect(activityOf('grp-1', marks)).toBe(
    '/activity?group=grp-1&kind=instance-interrupted%2Cgroup-scaled&from=3&to=9',
  )
})

it('groups never stand closer than there is room, and no event is lost', () => {
  const anyMark = fc
    .record({
      second: fc.nat(2_000),
      count: fc.integer({ min: 1, max: 50 }),
      kind: fc.constantFrom(...MARKED_KINDS),
    })
    .map(({ second, ...change }) => mark(second, change))
  fc.assert(
    fc.property(fc.array(anyMark, { maxLength: 60 }), fc.integer({ min: 1, max: 100 }), (marks, room) => {
      const groups = groupMarks(marks, xOf, room)
      for (const [place, group] of groups.entries()) {
        const next = groups[place + 1]
        if (next) expect(next.x - group.x).toBeGreaterThanOrEqual(room)
        expect(group.marks.reduce((sum, one) => sum + one.count, 0)).toBe(group.count)
      }
      const total = marks.reduce((sum, one) => sum + one.count, 0)
      expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(total)
    }),
  )
})
