import { expect, test } from 'vitest'
import { contestedKey, repairDue, repairRest } from './repair-rest'

test('each repair that is undone waits twice as long as the one before, an hour at most', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map((times) => repairRest(times) / 60_000)).toEqual([
    1, 2, 4, 8, 16, 32, 60, 60,
  ])
  expect(repairDue({ times: 5, lastAt: '2026-11-03T09:00:00.000Z' })).toBe('2026-11-03T09:16:00.000Z')
})

test('what is fought over is the same with another interface, and another thing with another kind or nic', () => {
  const one = { kind: 'interface-deleted', groupId: 'sig-1', instanceId: 'ssi-1', nic: null } as const
  const with2 = { ...one, interfaceId: 'eni-2' }
  expect(contestedKey(with2)).toBe(contestedKey(one))
  expect(contestedKey({ ...one, nic: 'eth1' })).not.toBe(contestedKey(one))
  expect(contestedKey({ ...one, kind: 'public-ip-disassociated' })).not.toBe(contestedKey(one))
})
