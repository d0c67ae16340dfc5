import { PooledGroup } from '../drivers/pooled-group'
import { PooledWizard } from '../drivers/pooled-wizard'
import { expect, step, test } from '../fixtures'

test('Z1 virtual network: those of the group’s region are offered, and interfaces may share a subnet', async ({
  page,
}) => {
  const wizard = new PooledWizard(page)
  await wizard.open()
  await wizard.reachNetwork({ name: 'two-in-one', target: 1, maximum: 2 })
  await step('The networks of the resource group in West Europe, with what is free', async () => {
    await page.getByRole('combobox', { name: 'Virtual network' }).click()
    const options = page.getByRole('option')
    await expect(options).toHaveCount(3)
    expect((await options.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^TestVirtualNetwork ?10\.0\.0\.0\/16 ?[\d,]+ free$/),
      expect.stringMatching(/^TestVirtualNetwork24 ?10\.0\.0\.0\/16 ?[\d,]+ free$/),
      expect.stringMatching(/^ZonalVirtualNetwork ?10\.20\.0\.0\/16, fd00:20::\/48 ?[\d,]+ free$/),
    ])
    await page.keyboard.press('Escape')
  })
  await step('Two interfaces in one subnet, each with a pool of its own', async () => {
    await wizard.card('eth0').fill({ subnet: 'web', pool: '10.20.1.200' })
    await wizard.addInterface()
    await wizard.card('eth1').fill({ subnet: 'web', pool: '10.20.1.201' })
    await wizard.next('Review')
    await wizard.create()
  })
  const group = new PooledGroup(page)
  await group.settles(1)
  await expect(group.table).toContainText('10.20.1.200')
  await expect(group.table).toContainText('10.20.1.201')
})
