import { expect, test } from 'vitest'
import { errorOf, must } from '../test-world'
import { MAIN, nicWanted, smallAzure, vmWanted } from './test-world'

test.each([
  ['throttle', undefined, 'throttled TooManyRequests'],
  ['error', undefined, 'transient InternalServerError'],
  ['error', 'AllocationFailed', 'capacity AllocationFailed'],
  ['error', 'AuthorizationFailed', 'invalid AuthorizationFailed'],
  ['timeout-before', undefined, 'outcome-unknown RequestTimeout'],
  ['timeout-after', undefined, 'outcome-unknown RequestTimeout'],
] as const)('%s %s is answered as %s, as often as it was told', async (effect, code, answer) => {
  const w = await smallAzure()
  const { interfaceId } = await must(w.cloud.createInterface(nicWanted('one')))
  const rule = { operation: 'VirtualMachines_CreateOrUpdate', effect, code, remaining: 2 } as const
  await must(w.control.setFaults([rule]))
  const launch = vmWanted([interfaceId])
  expect(await errorOf(w.cloud.launchMachine(launch))).toBe(answer)
  expect(await errorOf(w.cloud.launchMachine(launch))).toBe(answer)
  const done = (await must(w.cloud.describeMachines({}))).items.length
  expect(done).toBe(effect === 'timeout-after' ? 1 : 0)
  await must(w.cloud.launchMachine(launch))
  expect((await must(w.cloud.describeMachines({}))).items).toHaveLength(1)
  expect((await must(w.control.overview())).faults).toMatchObject([{ effect, remaining: 0 }])
})

test('faults and delays of one cloud’s operations leave the other cloud alone', async () => {
  const w = await smallAzure()
  await must(w.control.setFaults([{ operation: 'DescribeSubnets', effect: 'throttle', remaining: null }]))
  await must(w.control.setTiming({ delaysMs: { Subnets_List: 70 } }))
  const began = w.clock.now()
  expect((await must(w.cloud.describeSubnets())).items).toContainEqual(MAIN)
  expect(w.clock.now() - began).toBe(70)
})

test('an image that is none is refused', async () => {
  const w = await smallAzure()
  const { interfaceId } = await must(w.cloud.createInterface(nicWanted('one')))
  const wanted = { ...vmWanted([interfaceId]), imageId: 'ami-0123456789abcdef0' }
  expect(await errorOf(w.cloud.launchMachine(wanted))).toBe('invalid InvalidParameter')
})
