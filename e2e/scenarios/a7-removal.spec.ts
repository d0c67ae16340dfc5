import { GroupPage } from '../drivers/group'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

test('A7 removal: what never resumed goes, what did is retained, and adopted when the address returns', async ({
  page,
}) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const before = await group.at('10.0.1.32')
  const wizard = new Wizard(page)

  await step('10.0.1.32, .38 and .39 leave the pool', async () => {
    await group.edit()
    await wizard.goTo('Persistence')
    await wizard.removeAllMembers()
    await wizard.typePool('10.0.1.33-37')
    await wizard.next('Review')
    await expect(wizard.plan()).toContainText(
      '1 instance retained: still on its address, no longer in the pool',
    )
    await expect(wizard.plan()).toContainText('2 instances deallocated')
    await wizard.finish('Apply changes')
  })
  await step('The one that ever ran keeps its address and its ENI', async () => {
    await expect
      .poll(async () => (await group.instances()).map((one) => one.address))
      .not.toContain('10.0.1.39')
    const retained = await group.reaches('10.0.1.32', /^Active$/)
    expect(retained).toEqual({ ...before, origin: 'Retained' })
    expect((await group.instances()).map((one) => one.address)).not.toContain('10.0.1.38')
  })
  await step('The address returns, and the instance belongs to the pool again', async () => {
    await group.edit()
    await wizard.goTo('Persistence')
    await wizard.typePool('10.0.1.32')
    await wizard.next('Review')
    await expect(wizard.plan()).toContainText('1 instance adopted by the pool again')
    await wizard.finish('Apply changes')
    await expect.poll(async () => await group.at('10.0.1.32')).toEqual(before)
  })
})
