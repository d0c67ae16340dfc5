import { expect, test } from 'vitest'
import { formatAddress } from '@/lib/domain/address'
import { mustAnswer, refusalOf } from './answers.fixtures'
import type { CloudBench } from './cloud.contract'

/** What a cloud keeps to with public IPs: one interface each, and never taken from it. */
export function publicIpContract(bench: () => CloudBench): void {
  test('a public IP stays with its interface, and is never taken from it', async () => {
    const { it, create, seePublicIp, running, gone } = bench()
    const [publicIpId, another] = it.publicIpIds
    const address = it.freeAddress()
    const [mine, theirs] = [await create({ address }), await create()]
    expect(await it.cloud.associatePublicIp({ publicIpId, interfaceId: mine })).toMatchObject({ ok: true })
    expect(await it.cloud.associatePublicIp({ publicIpId, interfaceId: mine })).toMatchObject({ ok: true })
    for (const wanted of [
      { publicIpId, interfaceId: theirs },
      { publicIpId: another, interfaceId: mine },
    ]) {
      expect((await refusalOf(it.cloud.associatePublicIp(wanted))).kind).toBe('public-ip-in-use')
    }
    const machineId = await running(mine)
    const association = { interfaceId: mine, machineId, privateAddress: formatAddress(address) }
    expect((await seePublicIp(publicIpId))?.association).toEqual(association)
    await gone(machineId)
    expect((await seePublicIp(publicIpId))?.association).toEqual({ ...association, machineId: null })
    // Somebody else's association is not ours to end.
    expect(await it.cloud.disassociatePublicIp({ publicIpId, interfaceId: theirs })).toMatchObject({
      ok: true,
    })
    expect((await seePublicIp(publicIpId))?.association).toMatchObject({ interfaceId: mine })
    expect(await it.cloud.disassociatePublicIp({ publicIpId, interfaceId: mine })).toMatchObject({
      ok: true,
    })
    expect(await it.cloud.disassociatePublicIp({ publicIpId, interfaceId: mine })).toMatchObject({
      ok: true,
    })
    expect((await seePublicIp(publicIpId))?.association).toBeNull()
  })

  test('deleting an interface frees its public IP', async () => {
    const { it, create, seePublicIp } = bench()
    const [publicIpId] = it.publicIpIds
    const interfaceId = await create()
    await mustAnswer(it.cloud.associatePublicIp({ publicIpId, interfaceId }))
    expect(await it.cloud.deleteInterface(interfaceId)).toMatchObject({ ok: true })
    expect((await seePublicIp(publicIpId))?.association).toBeNull()
  })

  test('associating names what is missing', async () => {
    const { it, create } = bench()
    const [publicIpId] = it.publicIpIds
    const interfaceId = await create()
    const noIp = await refusalOf(
      it.cloud.associatePublicIp({ publicIpId: it.missing.publicIpId, interfaceId }),
    )
    expect(noIp.kind).toBe('public-ip-missing')
    const noInterface = await refusalOf(
      it.cloud.associatePublicIp({ publicIpId, interfaceId: it.missing.interfaceId }),
    )
    expect(noInterface.kind).toBe('interface-missing')
  })
}
