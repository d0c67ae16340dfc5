import { expect, test } from 'vitest'
import { refusalOf } from './answers.fixtures'
import type { CloudBench } from './cloud.contract'

/** What a cloud keeps to whose groups keep identities: an address is chosen, and a machine has one interface. */
export function statefulContract(bench: () => CloudBench): void {
  test('a token is remembered with its parameters', async () => {
    const { it, created } = bench()
    const wanted = created()
    await it.cloud.createInterface(wanted)
    const error = await refusalOf(it.cloud.createInterface({ ...wanted, address: it.freeAddress() }))
    expect(error.code).toBe('IdempotentParameterMismatch')
  })

  test('what only a pooled group asks for is refused', async () => {
    const { it, created, launched, unique } = bench()
    const refused = async (answer: Parameters<typeof refusalOf>[0]) => (await refusalOf(answer)).kind
    expect(await refused(it.cloud.createInterface(created({ address: null })))).toBe('invalid')
    const two = { ...launched('first'), interfaceIds: ['first', 'second'] }
    expect(await refused(it.cloud.launchMachine(two))).toBe('invalid')
    const made = it.cloud.createPublicIp({
      ...{ clientToken: unique('public'), name: 'mine', region: it.subnet.region, resourceGroup: 'group' },
      ...{ sku: 'standard', zones: [], instanceId: unique('ssi'), interfaceId: 'first' },
    })
    expect(await refused(made)).toBe('invalid')
    expect(await refused(it.cloud.deletePublicIp(it.publicIpIds[0]))).toBe('invalid')
  })
}
