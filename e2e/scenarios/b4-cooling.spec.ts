import { SUBNETS } from '@/lib/testing/worlds'
import { GroupPage } from '../drivers/group'
import { AddressMap } from '../drivers/map'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

test('B4 cooling: a released address rests before somebody else may have it', async ({ page }) => {
  const group = await new GroupPage(page).open('billing-legacy')
  const [gone] = await group.instances()
  const address = gone?.address ?? ''
  await step('An instance is deallocated', async () => {
    const confirmation = await group.ask('Deallocate', [gone?.id ?? ''])
    await confirmation.dialog.getByRole('radio', { name: 'Lower target' }).check()
    await confirmation.agree('Deallocate')
    await expect.poll(async () => (await group.instances()).length).toBe(1)
  })
  await step('Its address rests on the map', async () => {
    const map = await new AddressMap(page).open(SUBNETS.prodA.id, `?address=${address}`)
    await expect(map.inspector()).toContainText(/Resting/)
    expect((await map.legend()).Resting).toBe(1)
  })
  await step('Another group is told to wait for it', async () => {
    const wizard = await new Wizard(page).open()
    await wizard.fillGeneral({ name: 'newcomer', target: 1, subnets: ['10.0.1.0/24'] })
    await wizard.goTo('Persistence')
    await wizard.typePool(address)
    await expect.poll(() => wizard.poolMembers()).toEqual([expect.stringMatching(/resting for \d+ min/)])
  })
})

test('B4 cooling: when the rest is over the address is free, on the map that is open too', async ({
  page,
}) => {
  const wizard = await new Wizard(page).open()
  await wizard.fill({ name: 'short-rest', target: 1, maintain: true, rest: 8, subnets: ['10.0.3.0/28'] })
  await wizard.create()
  const group = new GroupPage(page)
  await group.settles(['Active'])
  const [only] = await group.instances()
  const confirmation = await group.ask('Deallocate', [only?.id ?? ''])
  await confirmation.dialog.getByRole('radio', { name: 'Lower target' }).check()
  await confirmation.agree('Deallocate')
  const map = await new AddressMap(page).open(SUBNETS.edgeA.id, `?address=${only?.address}`)
  await step('Resting', () => expect(map.inspector()).toContainText('Resting'))
  await step('Free again, without a reload', () => expect(map.inspector()).toContainText('Nobody'))
  expect((await map.legend()).Resting).toBeUndefined()
})
