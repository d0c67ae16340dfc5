import { expect, it } from 'vitest'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import { FAILED_REST } from '@/lib/domain/reconcile-pooled'
import { REFUSAL_REST } from '@/lib/domain/refusal-rest'
import { AT, instanceOf } from '@/lib/storage/store.fixtures'
import { wakingsAtStart, wakingsOf } from './wakings'

const after = (ms: number) => ({ groupId: 'g1', at: Date.parse(AT) + ms })
const failed = (failedReleases: number) =>
  instanceOf('g1', 1, '10.0.1.10', { state: 'error', reason: 'Refused.', stateSince: AT, failedReleases })

it('wakes a group when what failed in it has rested: as long as everything else at first, then twice as long each time', () => {
  expect([FAILED_REST, REFUSAL_REST]).toEqual([60_000, 60_000])
  for (const [failures, seconds] of [
    [0, 60],
    [1, 60],
    [2, 120],
    [4, 480],
  ] as const) {
    const instances = [failed(failures)]
    expect(wakingsOf({ ...EMPTY_COMMIT, instances })).toEqual([after(seconds * 1_000)])
    const group = { seq: 1, group: { id: 'g1' } as never, instances, vms: [] }
    expect(wakingsAtStart({ groups: [group], subnets: [] })).toEqual([after(seconds * 1_000)])
  }
  expect(wakingsOf({ ...EMPTY_COMMIT, instances: [instanceOf('g1', 1, '10.0.1.10')] })).toEqual([])
})
