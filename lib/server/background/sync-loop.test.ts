import { afterEach, expect, it } from 'vitest'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { syncLoop } from './sync-loop'

let world: RunningWorld
afterEach(() => world.close())

it('looks at the other clouds where one of them meets a bug, and says so', async () => {
  world = await runWorld()
  const bug = new Error('a bug')
  const broken = { ...world.azure, describeVirtualNetworks: () => Promise.reject(bug) }
  const problems: unknown[] = []
  const loop = syncLoop({
    allocation: () => world.engine.allocation,
    named: [
      ['azure', broken],
      ['aws', world.cloud],
    ],
    gate: { isOpen: () => true },
    onProblem: (...problem) => problems.push(problem),
  })
  await loop.look()
  expect(problems).toEqual([['looking at azure', bug]])
  expect(loop.status()).toMatchObject({
    running: null,
    last: [
      { cloud: 'azure', problem: expect.stringContaining('bug') },
      { cloud: 'aws', problem: null },
    ],
  })
})
