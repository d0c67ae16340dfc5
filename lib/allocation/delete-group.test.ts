import { afterEach, beforeEach, expect, test } from 'vitest'
import { address } from '@/lib/domain/address'
import { type RunningWorld, runWorld } from '@/lib/testing/running-world'
import { groupConfig, PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'

let world: RunningWorld

beforeEach(async () => {
  world = await runWorld()
})

afterEach(() => world.close())

const capacity = { minimum: 0, target: 1, maximum: 2 }

async function holderOf(text: string) {
  return (await world.store.holdersOf(SUBNETS.prodA.id, [address(text)])).get(text) ?? null
}

test('deleting with interfaces frees everything; the Elastic IP stays in the account', async () => {
  const id = await world.create(
    groupConfig({ pool: '10.0.1.40-41', capacity, publicIpPool: [PUBLIC_IPS[0].id] }),
    true,
  )
  expect(await world.ask(id, { kind: 'delete-group', interfaces: 'delete' })).toBe('ok')
  expect((await world.store.reads.groupRecord(id))?.state).toBe('deleted')
  expect(await holderOf('10.0.1.40')).toBeNull()
  const network = await world.store.networkSnapshot({ subnetIds: [], publicIpIds: [PUBLIC_IPS[0].id] })
  expect(network.publicIps.get(PUBLIC_IPS[0].id)).toMatchObject({ holder: null, poolGroupId: null })
  // Its name and its Elastic IP are free for another group, its addresses too after their rest.
  world.pass(301_000)
  const again = await world.create(
    groupConfig({ pool: '10.0.1.40-41', capacity, publicIpPool: [PUBLIC_IPS[0].id] }),
    true,
  )
  expect((await world.instances(again)).map((one) => one.state)).toEqual(['active', 'paused'])
})

test('keeping interfaces keeps their addresses taken until the interfaces are deleted in the cloud', async () => {
  const id = await world.create(groupConfig({ pool: '10.0.1.40-41', capacity }), true)
  const [first] = await world.instances(id)
  expect(await world.ask(id, { kind: 'delete-group', interfaces: 'keep' })).toBe('ok')
  expect((await world.store.reads.groupRecord(id))?.state).toBe('deleted')
  expect(await holderOf('10.0.1.40')).toMatchObject({ kind: 'kept', interfaceId: first?.interfaceId })
  expect(await holderOf('10.0.1.41')).toBeNull()
  await world.engine.refresh()
  expect(await holderOf('10.0.1.40')).not.toBeNull()
  expect((await world.control.deleteInterface(first?.interfaceId ?? '')).ok).toBe(true)
  await world.engine.refresh()
  expect(await holderOf('10.0.1.40')).toBeNull()
})

test('keeping interfaces gives the Elastic IP back at once, also on the record of what the cloud told', async () => {
  const { id: publicIpId } = PUBLIC_IPS[0]
  const id = await world.create(
    groupConfig({ pool: '10.0.1.40', capacity, publicIpPool: [publicIpId] }),
    true,
  )
  await world.engine.refresh()
  const association = async () => {
    const { publicIps } = await world.store.networkSnapshot({ subnetIds: [], publicIpIds: [publicIpId] })
    return publicIps.get(publicIpId)
  }
  expect((await association())?.publicIp.association).toMatchObject({ privateAddress: '10.0.1.40' })
  expect(await world.ask(id, { kind: 'delete-group', interfaces: 'keep' })).toBe('ok')
  expect(await association()).toMatchObject({ holder: null, publicIp: { association: null } })
})

test('deleting while machines start waits for them and then deletes', async () => {
  const id = await world.create(
    groupConfig({ pool: '10.0.1.40-41', capacity: { minimum: 0, target: 0, maximum: 2 } }),
  )
  const ids = (await world.instances(id)).map((one) => one.id)
  const resumed = await world.apply(id, { kind: 'resume', instanceIds: ids })
  expect(resumed.ok).toBe(true)
  expect(await world.ask(id, { kind: 'delete-group', interfaces: 'delete' })).toBe('ok')
  expect((await world.store.reads.groupRecord(id))?.state).toBe('deleted')
  expect(await holderOf('10.0.1.40')).toBeNull()
})
