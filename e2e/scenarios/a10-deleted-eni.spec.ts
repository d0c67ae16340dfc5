import { address } from '@/lib/domain/address'
import { SUBNETS } from '@/lib/testing/worlds'
import { GroupPage } from '../drivers/group'
import { expect, step, test } from '../fixtures'

test('A10 deleted ENI: it is noticed, told, and made again with the same address', async ({
  page,
  control,
}) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const before = await group.at('10.0.1.36')
  await group.do('Pause', [before.id])
  await group.reaches('10.0.1.36', /^Paused$/)
  await step('Somebody deletes the ENI; for a while AWS makes no new one', async () => {
    await control.setFaults([{ operation: 'CreateNetworkInterface', effect: 'throttle' }])
    const deleted = await control.deleteInterface(before.eni)
    expect(deleted.ok).toBe(true)
    await group.reaches('10.0.1.36', /drifted/)
  })
  await step('It is made again with the same address', async () => {
    await control.setFaults([])
    await expect.poll(async () => (await group.at('10.0.1.36')).eni).toMatch(/^eni-/)
    await group.reaches('10.0.1.36', /^Paused$/)
  })
  const after = await group.at('10.0.1.36')
  expect(after.eni).not.toBe(before.eni)
  expect({ ...after, eni: '' }).toEqual({ ...before, eni: '', state: 'Paused', machine: 'None' })
})

test('A10 deleted ENI: when the address was taken meanwhile, the instance stays paused with the reason', async ({
  page,
  control,
}) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const before = await group.at('10.0.1.37')
  await group.do('Pause', [before.id])
  await group.reaches('10.0.1.37', /^Paused$/)
  await step('Somebody deletes the ENI and takes its address', async () => {
    await control.setFaults([{ operation: 'CreateNetworkInterface', effect: 'throttle' }])
    await control.deleteInterface(before.eni)
    const taken = await control.takeAddress({
      subnetId: SUBNETS.prodA.id,
      address: address('10.0.1.37'),
      description: 'somebody else',
    })
    expect(taken.ok).toBe(true)
    await control.setFaults([])
  })
  await step('It rolls back to Paused and says why; its address is not changed', async () => {
    const after = await group.reaches('10.0.1.37', /^Paused, could not resume/)
    expect(after.state).toContain('InvalidIPAddress.InUse')
    expect(after.id).toBe(before.id)
  })
})
