import { expect, test } from 'vitest'
import { everyPage, mustAnswer } from './answers.fixtures'
import type { CloudBench } from './cloud.contract'

/** What a cloud says of itself: everything, once, as it is. */
export function describingContract(bench: () => CloudBench): void {
  test('describing by id leaves out what does not exist', async () => {
    const { it, create } = bench()
    const id = await create()
    const { items } = await mustAnswer(it.cloud.describeInterfaces({ ids: [it.missing.interfaceId, id] }))
    expect(items.map((item) => item.id)).toEqual([id])
    expect((await mustAnswer(it.cloud.describeMachines({ ids: [it.missing.machineId] }))).items).toEqual([])
    expect((await mustAnswer(it.cloud.describeInterfaces({ ids: [] }))).items).toEqual([])
    const [publicIpId] = it.publicIpIds
    const some = await mustAnswer(it.cloud.describePublicIps(null, [it.missing.publicIpId, publicIpId]))
    expect(some.items.map((item) => item.id)).toEqual([publicIpId])
  })

  test('pages hold everything exactly once', async () => {
    const { it, create } = bench()
    const made: string[] = []
    for (let i = 0; i < 7; i++) made.push(await create())
    const interfaces = await everyPage((pageToken) => it.cloud.describeInterfaces({ pageToken }))
    const ids = interfaces.map((item) => item.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(made))
    const chosen = await everyPage((pageToken) => it.cloud.describeInterfaces({ ids: made, pageToken }))
    expect(chosen.map((item) => item.id).sort()).toEqual([...made].sort())
    const machines = (await everyPage((pageToken) => it.cloud.describeMachines({ pageToken }))).map(
      (m) => m.id,
    )
    expect(new Set(machines).size).toBe(machines.length)
  })

  test('the network is described as it is', async () => {
    const { it } = bench()
    const subnets = await everyPage((token) => it.cloud.describeSubnets(token))
    expect(subnets.find((subnet) => subnet.id === it.subnet.id)).toEqual(it.subnet)
    const networks = await everyPage((token) => it.cloud.describeVirtualNetworks(token))
    expect(networks.map((network) => network.id)).toContain(it.subnet.virtualNetworkId)
    const groups = await everyPage((token) => it.cloud.describeSecurityGroups(token))
    expect(groups.map((group) => group.id)).toEqual(expect.arrayContaining([...it.securityGroupIds]))
  })
}
