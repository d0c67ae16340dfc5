import { afterEach, expect, test } from 'vitest'
import type { DriftKind, DriftRecord } from '@/lib/domain/drift'
import { repairsCountFrom } from '@/lib/domain/repair-rest'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { demoInventory, groupConfig, PUBLIC_IPS } from '@/lib/testing/worlds'
import { EMPTY_COMMIT } from './ports/commit'

let world: RunningWorld
afterEach(() => world.close())

async function look(): Promise<readonly DriftRecord[]> {
  await world.check()
  await world.settled()
  return world.store.openDrifts()
}

/** Somebody disassociates the public IP of the group's first instance. */
async function undo(groupId: string): Promise<void> {
  const [instance] = await world.instances(groupId)
  const done = await world.control.damage({ kind: 'disassociate', id: instance?.publicIpId ?? '' })
  expect(done.ok).toBe(true)
}

const timesRepaired = async (): Promise<number[]> =>
  (await world.store.repairedByItself(repairsCountFrom(world.now()))).map(({ times }) => times)

test('what is repaired by itself and undone each time is tried again after a rest that grows, across a restart', async () => {
  world = await runWorld({ ...demoInventory(), interfaces: [] })
  const id = await world.create(
    groupConfig({
      pool: '10.0.1.40',
      capacity: { minimum: 0, target: 1, maximum: 3 },
      publicIpPool: [PUBLIC_IPS[0].id],
    }),
    true,
  )
  const value = ['public-ip-disassociated'] satisfies DriftKind[]
  await world.store.commit({ ...EMPTY_COMMIT, settings: [{ name: 'repairByItself', value }] })
  await undo(id)
  await look()
  expect(await look()).toEqual([])
  expect(await timesRepaired()).toEqual([1])
  // Undone at once: the second repair rests for a minute, whoever looks, and whoever dies.
  await undo(id)
  await look()
  expect((await look()).map(({ kind, repairAt }) => [kind, repairAt])).toEqual([[value[0], null]])
  const dead = world.dieAt(1, 'before')
  world.pass(61_000)
  await look()
  await dead
  await world.settled()
  await look()
  expect(await look()).toEqual([])
  expect(await timesRepaired()).toEqual([2])
  // The third rests for two.
  await undo(id)
  world.pass(61_000)
  expect((await look()).map(({ repairAt }) => repairAt)).toEqual([null])
  world.pass(61_000)
  await look()
  expect(await look()).toEqual([])
  expect(await timesRepaired()).toEqual([3])
  // A day of quiet later nothing is remembered.
  world.pass(25 * 3_600_000)
  expect(await timesRepaired()).toEqual([])
})
