import { GroupPage } from '../drivers/group'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

test('A4 overflow: target beyond the pool takes random addresses, waits, or is refused, as the group says', async ({
  page,
}) => {
  const wizard = await new Wizard(page).open()
  const pool = { target: 4, maximum: 6, maintain: true, pool: '10.0.2.100-101' }
  await wizard.fillGeneral({ name: 'mongo-shards', ...pool })
  await wizard.next('Compute')
  await wizard.fillCompute({ name: '', target: 0 })
  await wizard.next('Persistence')
  await wizard.fillPersistence({ name: '', ...pool })
  await step('Random is the policy to begin with', async () => {
    await expect(wizard.plan()).toContainText('2 paused instances, one per pool address')
    await expect(wizard.plan()).toContainText('2 instances on random addresses, launched at once')
  })
  await step('Refuse', async () => {
    await wizard.chooseOverflow('Refuse')
    await expect(wizard.plan()).toContainText(/Target 4 is larger than the pool \(2 addresses\)/)
  })
  await step('Wait', async () => {
    await wizard.chooseOverflow('Wait')
    await expect(wizard.plan()).toContainText(
      'Target 4 is 2 instances above the pool: they wait for pool members.',
    )
    await expect(wizard.plan()).not.toContainText('random')
  })
  await step('Random again, and created', async () => {
    await wizard.chooseOverflow('Random subnet addresses')
    await wizard.next('Review')
    await wizard.create()
  })
  const group = new GroupPage(page)
  await group.settles(['Paused, never resumed', 'Paused, never resumed', 'Active', 'Active'])
  expect((await group.instances()).map((one) => one.origin)).toEqual(['Pool', 'Pool', 'Random', 'Random'])
})
