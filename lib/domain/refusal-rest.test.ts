import { expect, test } from 'vitest'
import { born, pool } from '@/lib/testing/edge-world'
import { statefulOf } from './config-parts'
import { REFUSAL_REST, refusalsDue } from './refusal-rest'

test('A9: a refused pause is tried again after its rest while too many are active, and only then', () => {
  const config = statefulOf(pool('10.0.3.5-7', 3))
  const since = '2026-11-03T10:00:00.000Z'
  const refused = born(config, true)
    .list()
    .map((one, at) => (at === 2 ? { ...one, reason: 'Not allowed.', stateSince: since } : one))
  const lowered = { ...config, capacity: { ...config.capacity, minimum: 0, target: 2 } }
  const due = new Date(Date.parse(since) + REFUSAL_REST).toISOString()
  expect([...refusalsDue(lowered, refused)]).toEqual([[refused[2]?.id, due]])
  expect(refusalsDue(config, refused).size).toBe(0)
})
