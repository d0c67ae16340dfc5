import { PooledGroup } from '../drivers/pooled-group'
import { readTable, tableOf } from '../drivers/table'
import { expect, step, test } from '../fixtures'

test('Z7 scale-down: the newest goes first, its dynamic public IP is deleted; that of the pool is kept', async ({
  page,
}) => {
  const group = await new PooledGroup(page).open('picture-2-public-pool')
  const [first, second] = await group.settles(2)
  const made = second?.publicIp.split(' ')[0] ?? ''
  await step('Remove 1: the plan names the newest, and what becomes of its public IP', async () => {
    const confirmation = await group.askScale('Remove', 1)
    await expect(confirmation.plan()).toContainText(`${second?.id} is removed`)
    await expect(confirmation.plan()).toContainText('its dynamic public IP is deleted')
    await confirmation.agree('Scale to 1')
  })
  expect((await group.settles(1)).map((vm) => vm.id)).toEqual([first?.id])
  await step('Remove the last: the member of the pool is detached and kept', async () => {
    const confirmation = await group.askScale('Remove', 1)
    await expect(confirmation.plan()).toContainText('is detached and kept')
    await confirmation.agree('Scale to 0')
    await expect(page.getByText('No VMs', { exact: true }).first()).toBeVisible()
  })
  await step('The account has the pool’s and no longer the dynamic one', async () => {
    await group.showTab('Network')
    const pool = await readTable(tableOf(page, 'Public IP pool of eth0'))
    expect(pool.map((row) => [row['Public IP'], row['Held by']])).toEqual([['20.61.10.11', 'Free']])
    await page.goto('/public-ips')
    await expect(page.getByText('20.61.10.11').first()).toBeVisible()
    await expect(page.getByText(made, { exact: true })).toHaveCount(0)
  })
})
