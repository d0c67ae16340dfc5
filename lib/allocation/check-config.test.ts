import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig } from '@/lib/testing/worlds'

let world: RunningWorld

beforeEach(async () => {
  world = await runWorld()
})

afterEach(() => world.close())

test.each([
  ['10.0.0.0/16, 10.1.0.0-3', 'this one has 65,540. Remove 4.'],
  ['2600:1f18:4a2:b02::/64', 'this one has 18,446,744,073,709,551,616. Remove 18,446,744,073,709,486,080.'],
])('B2: a pool of %s is refused with its exact size and the way out', async (pool, ending) => {
  const message = `A pool has 65,536 members at most; ${ending}`
  expect(await world.tryCreate(groupConfig({ pool }))).toMatchObject({
    ok: false,
    refusal: { kind: 'invalid', problems: [{ path: 'persistence.privateIpPool', message }] },
  })
})
