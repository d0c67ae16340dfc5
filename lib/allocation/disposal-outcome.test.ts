import { afterEach, expect, test } from 'vitest'
import { smallInventory } from '@/lib/testing/random-verbs'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, SUBNETS } from '@/lib/testing/worlds'
import { carryOutDisposals } from './carry-out-disposals'
import { beginDisposals } from './dispose'
import type { Store } from './ports/store'

let world: RunningWorld
afterEach(() => world.close())

/** The store of a disk that is full for the first `times` outcomes. */
function failing(times: number): Store {
  let left = times
  return new Proxy<Store>(world.store, {
    get(target, name) {
      if (name === 'applyInventory' && left-- > 0)
        return () => Promise.reject(new Error('database or disk is full'))
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

test('B6 a deletion whose outcome could not be stored is told of, looked at again, and ends without a restart', async () => {
  world = await runWorld(smallInventory())
  const capacity = { minimum: 0, target: 1, maximum: 1 }
  const id = await world.create(
    groupConfig({ pool: '10.0.3.5', subnetIds: [SUBNETS.edgeA.id], capacity }),
    true,
  )
  await world.ask(id, { kind: 'delete-group', interfaces: 'keep' })
  await world.refresh()
  const listed = async () => (await world.store.heldForNobody()).filter(({ why }) => why !== 'idle')
  const [kept] = await listed()
  const bugs: string[] = []
  const { allocation } = world.engine
  const disposing = carryOutDisposals({
    ...{ store: failing(2), clouds: { aws: world.cloud }, surroundings: allocation.surroundings },
    ...{ turns: allocation.turns, onBug: (error) => bugs.push(String(error)) },
  })
  const begun = await beginDisposals(allocation, [kept?.id ?? ''], disposing.begin)
  expect(begun.ok).toBe(true)
  await disposing.idle()
  expect(bugs).toEqual(Array(2).fill('Error: database or disk is full'))
  expect(await world.store.runningDisposals()).toEqual([])
  expect(await listed()).toEqual([])
  const told = await world.store.events({ kinds: ['interface-deleted'], limit: 5 })
  expect(told.map(({ interfaceId }) => interfaceId)).toEqual([kept?.id])
})
