import { PooledGroup } from '../drivers/pooled-group'
import { PooledWizard } from '../drivers/pooled-wizard'
import { readTable, tableOf } from '../drivers/table'
import { expect, step, test } from '../fixtures'

test('Picture 1 (Z5, B2): 10.0.1.0 is static, then a dynamic address of TestSubnet3; in 10.0.1.0/24 all four are refused', async ({
  page,
}) => {
  const group = await new PooledGroup(page).open('picture-1-private-pool')
  expect((await group.settles(1)).map((vm) => vm.privateIp)).toEqual(['10.0.1.0 Static'])
  await step('10.0.1.1, .2 and .3 are held by others', async () => {
    await group.showTab('Network')
    const pool = tableOf(page, 'Private IP pool of eth0')
    for (const last of [1, 2, 3])
      await expect(pool.getByRole('row', { name: new RegExp(`10\\.0\\.1\\.${last} `) })).toContainText(
        `test-vm-${last}`,
      )
    await group.showTab('VMs')
  })
  await group.scaleTo(2)
  expect((await group.settles(2)).map((vm) => vm.privateIp)).toEqual(['10.0.1.0 Static', '10.0.0.4 Dynamic'])
  await step('After both are scaled down the pool member is free again', async () => {
    await group.scaleTo(0)
    await expect(page.getByText('No VMs', { exact: true }).first()).toBeVisible()
    await group.showTab('Network')
    await expect
      .poll(async () => (await readTable(tableOf(page, 'Private IP pool of eth0')))[0]?.['Held by'])
      .toBe('Free')
  })
  await step('Where the subnet begins at 10.0.1.0, the rule is named for each of the four', async () => {
    const wizard = new PooledWizard(page)
    await wizard.open()
    await wizard.reachNetwork({ name: 'too-low', target: 1, maximum: 2, network: 'TestVirtualNetwork24' })
    const eth0 = wizard.card('eth0')
    await eth0.fill({ subnet: 'TestSubnet3', pool: '10.0.1.0, 10.0.1.1, 10.0.1.2, 10.0.1.3' })
    await eth0.says(/4 members: 4 unusable/)
    for (const member of await eth0.members())
      expect(member).toContain('Reserved by Azure: the first four addresses and the last of 10.0.1.0/24')
  })
})

test('Picture 2 (Z6, Z7): zone 1 takes the pool’s public IP, zone 3 a dynamic one; scaled down, the pool’s is kept', async ({
  page,
}) => {
  const group = await new PooledGroup(page).open('picture-2-public-pool')
  const [first, second] = await group.settles(2)
  expect([first?.zone, first?.publicIp]).toEqual(['1', '20.61.10.11 Pool'])
  expect(second?.zone).toBe('3')
  expect(second?.publicIp).toMatch(/^\d+\.\d+\.\d+\.\d+ Dynamic$/)
  const dynamic = second?.publicIp.split(' ')[0] ?? ''
  await group.scaleTo(0)
  await expect(page.getByText('No VMs', { exact: true }).first()).toBeVisible()
  await page.goto('/public-ips')
  await expect(page.getByText('20.61.10.11', { exact: true }).first()).toBeVisible()
  await expect(page.getByText(dynamic, { exact: true })).toHaveCount(0)
})
