import { expect, test } from 'vitest'
import { born, pool } from '@/lib/testing/edge-world'
import { presentPlan } from './present-plan'

function deallocated(origins: 'pool' | 'random') {
  const world = born(pool('10.0.3.5-6', 3), true)
  const instanceIds = world.list().flatMap((one) => (one.origin === origins ? one.id : []))
  const decided = world.ask({ kind: 'deallocate', instanceIds, afterwards: 'lower-target' })
  if (!decided.ok) throw new Error(decided.refusal.kind)
  return presentPlan(decided.value.plan)
}

test('A6: the plan says that pool addresses get new instances, of each and in sum', () => {
  const plan = deallocated('pool')
  expect(plan.summary.map(({ text }) => text)).toContain(
    '2 instances deallocated; new paused instances follow on their pool addresses',
  )
  expect(plan.lines.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^ssi-\w+ is deallocated; a new paused instance follows on its pool address$/),
  )
})

test('A9: a random address rests and is free, and target says from what to what', () => {
  const texts = deallocated('random').summary.map(({ text }) => text)
  expect(texts).toContain('1 instance deallocated; addresses rest, then are free')
  expect(texts).toContain('Target 3 becomes 2')
})
