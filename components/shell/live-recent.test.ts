import { describe, expect, test } from 'vitest'
import { createRecent } from './live-recent'

const about = (seq: number | null, groupId: string) =>
  ({ seq, groupIds: [groupId], subnetIds: [], kinds: ['instance-resumed'] }) as const
const rest = { seq: null, groupIds: [], subnetIds: ['subnet-a'], kinds: [] } as const

describe('what came between reading a page and drawing it', () => {
  test('is asked for; what was told before it was read is not', () => {
    const recent = createRecent()
    recent.hear(about(7, 'early'))
    recent.hear(about(8, 'late'))
    expect(recent.since(7)).toContainEqual(['group', 'late'])
    expect(recent.since(7)).not.toContainEqual(['group', 'early'])
    expect(recent.since(8)).toEqual([])
  })

  test('counts the end of a rest that came after the last event known', () => {
    const recent = createRecent()
    recent.hear(about(7, 'early'))
    recent.hear(rest)
    expect(recent.since(7)).toContainEqual(['subnet', 'subnet-a'])
    recent.hear(about(8, 'late'))
    expect(recent.since(8)).toEqual([])
  })

  test('is everything when more came than is remembered', () => {
    const recent = createRecent()
    for (let seq = 1; seq <= 500; seq++) recent.hear(about(seq, 'busy'))
    expect(recent.since(100)).toBeNull()
    expect(recent.since(450)).toHaveLength(50 * recent.hear(about(501, 'busy')).length)
  })
})
