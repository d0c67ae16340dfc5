import { PooledWizard } from '../drivers/pooled-wizard'
import { expect, step, test } from '../fixtures'

test('Z2 primary: exactly one interface is, and moving it is one click', async ({ page }) => {
  const wizard = new PooledWizard(page)
  await wizard.open()
  await wizard.reachNetwork({ name: 'primary-moves', target: 1, maximum: 2 })
  await wizard.card('eth0').fill({ subnet: 'web' })
  await wizard.addInterface()
  await wizard.card('eth1').fill({ subnet: 'data' })
  expect(await wizard.card('eth0').isPrimary()).toBe(true)
  await step('One click', async () => {
    await page.getByRole('radio', { name: 'eth1 is primary' }).check({ force: true })
    expect([await wizard.card('eth0').isPrimary(), await wizard.card('eth1').isPrimary()]).toEqual([
      false,
      true,
    ])
  })
  await step('Removing the primary one leaves one that is', async () => {
    await wizard.card('eth1').tool('Remove').click()
    await expect(wizard.card('eth1').card).toHaveCount(0)
    expect(await wizard.card('eth0').isPrimary()).toBe(true)
  })
})
