import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { ObservedMachine } from '@/lib/allocation/ports/cloud'
import { simulatedCloud } from './cloud'
import { end, processPerTest, refusal, start, stateFile } from './process.fixtures'
import { EIP_1, errorOf, interfaceAt, machineOn, must, SMALL_INVENTORY, SUBNET_A } from './test-world'

processPerTest()

describe('the process of the simulated cloud', () => {
  test('killed while a machine starts and another stops, it goes on where they would have been', async () => {
    const timing = JSON.stringify({ startMs: 700, stopMs: 700 })
    const before = await start({ SIMULATOR_TIMING: timing })
    await must(before.control.loadInventory(SMALL_INVENTORY))
    await must(before.control.setFaults([{ operation: 'DescribeVpcs', effect: 'throttle', remaining: 3 }]))
    expect(await errorOf(before.cloud.describeVirtualNetworks())).toBe('throttled RequestLimitExceeded')
    const make = async (text: string, owner: string) => {
      const { interfaceId } = await must(before.cloud.createInterface(interfaceAt(text, owner)))
      return { interfaceId, ...(await must(before.cloud.launchMachine(machineOn(interfaceId, owner)))) }
    }
    const stopping = await make('10.0.1.10', 'ssi-stopping')
    await must(before.cloud.associatePublicIp({ publicIpId: EIP_1, interfaceId: stopping.interfaceId }))
    await must(before.cloud.terminateMachine(stopping.machineId))
    const starting = await make('10.0.1.11', 'ssi-starting')
    await end(before.child, 'SIGKILL')
    const again = simulatedCloud({ url: before.url })
    expect(await errorOf(again.terminateMachine(starting.machineId))).toBe('transient Unreachable')

    const after = await start()
    const states = async () => {
      const { items } = await must(after.cloud.describeMachines({}))
      return Object.fromEntries(items.map((m: ObservedMachine) => [m.instanceId, m.state]))
    }
    await expect
      .poll(states, { timeout: 20_000 })
      .toEqual({ 'ssi-stopping': 'terminated', 'ssi-starting': 'running' })
    const { items } = await must(after.cloud.describeInterfaces({}))
    expect(items.map((item) => [item.instanceId, item.status])).toEqual([
      ['ssi-stopping', 'available'],
      ['ssi-starting', 'in-use'],
    ])
    const [publicIp] = (await must(after.cloud.describePublicIps())).items
    expect(publicIp?.association?.interfaceId).toBe(stopping.interfaceId)
    // The tokens were kept too: repeating the calls makes nothing new.
    const repeated = await must(after.cloud.createInterface(interfaceAt('10.0.1.10', 'ssi-stopping')))
    expect(repeated.interfaceId).toBe(stopping.interfaceId)
    const overview = await must(after.control.overview())
    expect(overview.timing.startMs).toBe(700)
    expect(overview.faults).toMatchObject([{ operation: 'DescribeVpcs', remaining: 2 }])
  })

  test('killed under a stream of calls, it has done everything that it answered', async () => {
    const before = await start()
    await must(before.control.loadInventory(SMALL_INVENTORY))
    const answered: string[] = []
    const calls = Array.from({ length: 200 }, async (_, i) => {
      const made = await before.cloud.createInterface(interfaceAt(`10.0.1.${i + 10}`, `ssi-${i}`))
      if (made.ok) answered.push(made.value.interfaceId)
      if (answered.length === 60) before.child.kill('SIGKILL')
      return made.ok ? 'done' : made.refusal.kind
    })
    const outcomes = new Set(await Promise.all(calls))
    expect([...outcomes].filter((o) => !['done', 'outcome-unknown', 'transient'].includes(o))).toEqual([])
    const after = await start()
    const { items } = await must(after.cloud.describeInterfaces({}))
    expect(items.map((item) => item.id)).toEqual(expect.arrayContaining(answered))
    expect(answered.length).toBeGreaterThanOrEqual(60)
    for (let i = 0; i < 200; i++) {
      await must(after.cloud.createInterface(interfaceAt(`10.0.1.${i + 10}`, `ssi-${i}`)))
    }
    expect((await must(after.cloud.describeInterfaces({}))).items).toHaveLength(200)
  })

  test('a timeout loses the answer over HTTP as it does in process', async () => {
    const faults = JSON.stringify([
      { operation: 'CreateNetworkInterface', effect: 'timeout-after', remaining: 1 },
      { operation: 'DescribeSubnets', effect: 'timeout-before', remaining: 1 },
    ])
    const { cloud, control, url } = await start({ SIMULATOR_FAULTS: faults })
    await must(control.loadInventory(SMALL_INVENTORY))
    const wanted = interfaceAt('10.0.1.10')
    expect(await errorOf(cloud.createInterface(wanted))).toBe('outcome-unknown RequestTimeout')
    const [made] = (await must(cloud.describeInterfaces({}))).items
    expect((await must(cloud.createInterface(wanted))).interfaceId).toBe(made?.id)
    expect(await errorOf(cloud.describeSubnets())).toBe('transient RequestTimeout')
    await must(control.setTiming({ delaysMs: { '*': 400 } }))
    const hasty = simulatedCloud({ url, timeoutMs: 50 })
    expect(await errorOf(hasty.deleteInterface(made?.id ?? ''))).toBe('outcome-unknown RequestTimeout')
    expect(await errorOf(hasty.describeSubnets())).toBe('transient RequestTimeout')
    // Giving up does not stop the cloud: the interface goes all the same.
    const gone = async () => (await must(cloud.describeInterfaces({}))).items.length
    await expect.poll(gone, { timeout: 20_000 }).toBe(0)
  })

  test('answers health, and neither strangers nor other origins', async () => {
    const { url } = await start()
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ ok: true })
    const post = (type: string) =>
      fetch(`${url}/call/DescribeSubnets`, { method: 'POST', body: '{}', headers: { 'content-type': type } })
    expect((await post('text/plain')).status).toBe(403)
    expect((await post('application/json')).status).toBe(200)
    expect((await fetch(`${url}/call/DescribeSubnets`)).status).toBe(404)
    const wrong = await fetch(`${url}/call/DescribeHosts`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    expect(await wrong.json()).toMatchObject({ kind: 'refused', code: 'InvalidAction' })
  })

  test('ends cleanly when asked, and gives its state file free', async () => {
    const first = await start()
    expect(await end(first.child, 'SIGTERM')).toBe(0)
    const second = await start()
    expect(await end(second.child, 'SIGINT')).toBe(0)
    expect(existsSync(stateFile())).toBe(true)
  })

  test('says in a sentence why it does not start', async () => {
    const { child } = await start()
    expect(await refusal({})).toMatch(
      /^1: Another simulated cloud uses .*state\.db; stop it or set SIMULATOR_STATE/,
    )
    await end(child, 'SIGTERM')
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const taken = other.address()
    const port = typeof taken === 'object' ? `${taken?.port}` : ''
    expect(await refusal({ SIMULATOR_PORT: port })).toBe(
      `1: Port ${port} on 127.0.0.1 is taken by another program; set SIMULATOR_PORT to a free one.`,
    )
    other.close()
    expect(await refusal({ SIMULATOR_HOST: '0.0.0.0' })).toMatch(/^1: SIMULATOR_HOST is 0\.0\.0\.0/)
  })

  test('serves a subnet to a load over HTTP', async () => {
    const { control, cloud } = await start()
    const report = await must(control.loadInventory(SMALL_INVENTORY))
    expect(report.loaded).toEqual({ interfaces: 0, publicIps: 2, subnets: 2 })
    expect((await must(cloud.describeSubnets())).items).toContainEqual(SUBNET_A)
  })
})
