import { expect, test } from 'vitest'
import { end, processPerTest, start } from '../process.fixtures'
import { must } from '../test-world'
import { AZURE_INVENTORY, EMPTY, nicWanted, REDUNDANT, vmWanted } from './test-world'

// Azure in the process itself, killed and started again.

processPerTest()

test('killed while a VM starts and another stops, it goes on where they would have been', async () => {
  const timing = JSON.stringify({ startMs: 700, stopMs: 700, operationMs: 20 })
  const before = await start({ SIMULATOR_TIMING: timing })
  await must(before.control.loadInventory(AZURE_INVENTORY))
  await must(before.control.setMarket({ seed: 5, zones: { '2': { weight: 3 } } }))
  const make = async (name: string) => {
    const { interfaceId } = await must(before.azure.createInterface(nicWanted(name, { instanceId: name })))
    const wanted = { ...vmWanted([interfaceId], ['1', '2', '3']), instanceId: name }
    return { interfaceId, ...(await must(before.azure.launchMachine(wanted))) }
  }
  const stopping = await make('vmi-stopping')
  const association = { publicIpId: REDUNDANT.id, interfaceId: stopping.interfaceId }
  await must(before.azure.associatePublicIp(association))
  await must(before.azure.terminateMachine(stopping.machineId))
  const starting = await make('vmi-starting')
  await end(before.child, 'SIGKILL')

  const after = await start()
  const states = async () => {
    const { items } = await must(after.azure.describeMachines({}))
    return items.map((one) => [one.instanceId, one.state])
  }
  await expect.poll(states, { timeout: 20_000 }).toEqual([['vmi-starting', 'running']])
  const { items } = await must(after.azure.describeInterfaces({}))
  expect(items.map((item) => [item.instanceId, item.status])).toEqual([
    ['vmi-stopping', 'available'],
    ['vmi-starting', 'in-use'],
  ])
  const publicIps = (await must(after.azure.describePublicIps())).items
  expect(publicIps.find(({ id }) => id === REDUNDANT.id)?.association?.interfaceId).toBe(stopping.interfaceId)
  // Asking again for what was made before finds it, also its zone.
  const again = { ...vmWanted([starting.interfaceId], ['1', '2', '3']), instanceId: 'vmi-starting' }
  expect(await must(after.azure.launchMachine(again))).toEqual({
    machineId: starting.machineId,
    zone: starting.zone,
  })
  const { market } = await must(after.control.overview())
  expect(market).toMatchObject({ seed: 5, drawn: 2, zones: { '2': { weight: 3 } } })
})

test('killed under a stream of calls, it has done everything that it answered, and no address twice', async () => {
  const before = await start({ SIMULATOR_TIMING: JSON.stringify({ operationMs: 0 }) })
  await must(before.control.loadInventory(AZURE_INVENTORY))
  const answered: string[] = []
  const wanted = (n: number) =>
    nicWanted(`nic-${n}`, { subnetId: EMPTY.id, instanceId: `vmi-${n}`, clientToken: `${n}` })
  const calls = Array.from({ length: 200 }, async (_, n) => {
    const made = await before.azure.createInterface(wanted(n))
    if (made.ok) answered.push(made.value.interfaceId)
    if (answered.length === 60) before.child.kill('SIGKILL')
    return made.ok ? 'done' : made.refusal.kind
  })
  const outcomes = new Set(await Promise.all(calls))
  expect([...outcomes].filter((one) => !['done', 'outcome-unknown', 'transient'].includes(one))).toEqual([])
  const after = await start()
  const { items } = await must(after.azure.describeInterfaces({}))
  expect(items.map((item) => item.id)).toEqual(expect.arrayContaining(answered))
  expect(answered.length).toBeGreaterThanOrEqual(60)
  const addresses = new Set<bigint>()
  for (let n = 0; n < 200; n++)
    addresses.add((await must(after.azure.createInterface(wanted(n)))).address.value)
  expect(addresses.size).toBe(200)
})
