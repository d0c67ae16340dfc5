import { PooledWizard } from '../drivers/pooled-wizard'
import { expect, step, test } from '../fixtures'

test('Z3 security: one network security group, and application security groups of this network only', async ({
  page,
}) => {
  const wizard = new PooledWizard(page)
  await wizard.open()
  await wizard.reachNetwork({ name: 'secured', target: 1, maximum: 2 })
  const eth0 = wizard.card('eth0')
  await eth0.fill({ subnet: 'web', networkSecurityGroup: 'web-nsg' })
  await step('Another network security group takes the place of the first', async () => {
    await eth0.fill({ networkSecurityGroup: 'internal-nsg' })
    await expect(eth0.combobox('Network security group')).toHaveValue('internal-nsg')
  })
  await step('Those of another network are not offered', async () => {
    await eth0.combobox('Application security groups').click()
    await expect(page.getByRole('option', { name: /web-servers/ })).toBeVisible()
    await expect(page.getByRole('option', { name: /data-servers/ })).toBeVisible()
    await expect(page.getByRole('option', { name: /test-servers/ })).toHaveCount(0)
    await page.keyboard.press('Escape')
  })
  await step('Several may be chosen, and all reach the plan', async () => {
    await eth0.fill({ applicationSecurityGroups: ['web-servers', 'data-servers'] })
    await wizard.next('Review')
    const json = page.getByRole('region', { name: 'The group as JSON' })
    // The code follows the plan, which follows what was typed.
    await expect(json).toContainText('"data-servers"')
    const { networkInterfaces } = JSON.parse((await json.textContent()) ?? '{}') as {
      networkInterfaces: { securityGroup: unknown; applicationSecurityGroups: unknown[] }[]
    }
    expect(JSON.stringify(networkInterfaces[0]?.securityGroup)).toContain('internal-nsg')
    expect(networkInterfaces[0]?.applicationSecurityGroups).toHaveLength(2)
  })
})
