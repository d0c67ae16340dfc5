import { afterEach, expect, it } from 'vitest'
import { readWhy } from '@/lib/server/reads/why'
import { at, type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'

let world: RunningWorld
afterEach(() => world.close())

const { edgeA } = SUBNETS
const elastic = PUBLIC_IPS.map(({ id }) => id)

it('A2, A8: what was chosen keeps its explanation, and what it met names its holder', async () => {
  world = await runWorld()
  const config = groupConfig({
    subnetIds: [edgeA.id],
    capacity: { minimum: 0, target: 6, maximum: 6 },
    publicIpPool: elastic.slice(0, 2),
  })
  const groupId = await world.create(config)
  const instances = await world.instances(groupId)
  const { reads } = world.store
  const holds = await Promise.all(
    instances.map((one) => reads.addressHold({ subnetId: edgeA.id, address: at(one) ?? '' })),
  )
  expect(holds.map((hold) => hold?.instanceId)).toEqual(instances.map(({ id }) => id))
  expect(holds.map((hold) => hold?.why?.rule)).toEqual(instances.map(() => 'A2'))
  const met = holds.flatMap((hold) => hold?.why?.skipped ?? [])
  const strangers = met.filter(({ because }) => because.kind === 'held')
  for (const { candidate, because } of strangers) {
    expect(['10.0.3.4', '10.0.3.9']).toContain(candidate)
    expect(because).toMatchObject({ holder: { kind: 'foreign' } })
  }
  const second = await reads.publicIpHold(elastic[1] ?? '')
  expect(second?.why).toMatchObject({
    how: { position: 2, of: 2 },
    skipped: [{ candidate: PUBLIC_IPS[0]?.address, because: { kind: 'planned' } }],
  })
})

it('every status of an address has its reason in words', async () => {
  world = await runWorld()
  const groupId = await world.create(
    groupConfig({
      ...{ subnetIds: [edgeA.id], pool: '10.0.3.6-7' },
      capacity: { minimum: 0, target: 1, maximum: 6 },
    }),
  )
  const why = (address: string, since?: string) =>
    readWhy(world, { subnet: edgeA.id, address, ...(since ? { since } : {}) })
  expect((await why('10.0.3.0')).headline).toBe('AWS keeps it back: network address.')
  expect((await why('10.0.3.9')).headline).toContain('not one of ours: ELB app/public-web')
  expect((await why('10.0.3.6')).headline).toBe('Made for 10.0.3.6, member 1 of 2 of the private IP pool.')
  expect((await why('10.0.3.11')).headline).toMatch(/^Nobody holds it/)
  const [first] = await world.instances(groupId)
  await world.ask(groupId, {
    kind: 'edit',
    config: groupConfig({ subnetIds: [edgeA.id], capacity: { minimum: 0, target: 0, maximum: 6 } }),
  })
  const rests = await why('10.0.3.6')
  expect([rests.rule?.name, rests.headline.slice(0, 14)]).toEqual(['B4', 'It rests until'])
  const past = await why('10.0.3.6', first?.createdAt)
  expect([past.rule?.name, past.facts]).toEqual(['A3', ['The pool listed 2 members.']])
})
