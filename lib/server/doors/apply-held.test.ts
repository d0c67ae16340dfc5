import { afterEach, beforeEach, expect, it } from 'vitest'
import { applyIntent } from '@/lib/allocation/command'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, SUBNETS } from '@/lib/testing/worlds'
import { applyParts, partKey } from './apply-held'
import { digestOfPlans, partsOf, planParts } from './plan-held'

let world: RunningWorld
beforeEach(async () => {
  world = await runWorld()
})
afterEach(() => world.close())

const capacity = { minimum: 0, target: 1, maximum: 2 }

async function pausedGroup(name: string, pool: string): Promise<readonly string[]> {
  const config = groupConfig({ name, pool, capacity, subnetIds: [SUBNETS.edgeA.id] })
  const groupId = await world.create(config, true)
  const ids = (await world.instances(groupId)).map(({ id }) => id)
  expect(await world.ask(groupId, { kind: 'pause', instanceIds: ids })).toBe('ok')
  return ids
}

async function plansOf(command: Parameters<typeof partsOf>[1]) {
  const parts = await partsOf(world, command)
  const plans = parts.ok ? await planParts(world, parts.value, 7) : parts
  if (!parts.ok || !plans.ok) throw new Error('refused')
  return { parts: parts.value, plans: plans.value, proof: { seed: 7, digest: digestOfPlans(plans.value) } }
}

it('B7: a release in several groups, killed between two of them, is not taken for done; what is left is reviewed anew', async () => {
  const ids = [...(await pausedGroup('one', '10.0.3.5')), ...(await pausedGroup('two', '10.0.3.6'))]
  const command = { kind: 'release', instanceIds: ids } as const
  const first = await plansOf(command)
  expect(first.parts).toHaveLength(2)
  const [part] = first.parts
  if (!part) throw new Error('no part')
  const how = { requestKey: partKey('key', part.groupId), actor: 'operator' } as const
  expect(await applyIntent(world.engine.allocation, part, part.intent, how)).toMatchObject({ ok: true })
  await world.settled()

  expect(await applyParts(world, command, 'key', first.proof)).toMatchObject({
    ok: false,
    refusal: { kind: 'stale-plan' },
  })
  const rest = await plansOf(command)
  expect(rest.parts).toHaveLength(1)
  expect(await applyParts(world, command, 'key', rest.proof)).toMatchObject({ ok: true })
  await world.settled()
  expect((await world.store.heldForNobody()).filter(({ what }) => what === 'interface')).toEqual([])
  expect(await applyParts(world, command, 'key', rest.proof)).toMatchObject({ ok: true, value: { done: 1 } })
})
