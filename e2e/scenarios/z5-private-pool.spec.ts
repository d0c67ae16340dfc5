import { PooledGroup } from '../drivers/pooled-group'
import { expect, step, test } from '../fixtures'

test('Z5 private pool: the member that nobody holds is taken, static; then a dynamic address of the subnet', async ({
  page,
}) => {
  const group = await new PooledGroup(page).open('picture-1-private-pool')
  expect((await group.settles(1)).map((vm) => vm.privateIp)).toEqual(['10.0.1.0 Static'])
  await step('One more: its plan says why it gets a dynamic address', async () => {
    const confirmation = await group.askScale('Add', 1)
    await expect(confirmation.dialog).toContainText('eth0: dynamic, because no member of its pool is free')
    await confirmation.agree('Scale to 2')
  })
  const [, second] = await group.settles(2)
  expect(second?.privateIp).toMatch(/^10\.0\.[01]\.\d+ Dynamic$/)
  await step('Who holds the other members stands in the Network tab', async () => {
    await group.showTab('Network')
    const pool = page.getByRole('table', { name: 'Private IP pool of eth0' })
    await expect(pool.getByRole('row', { name: /10\.0\.1\.1 / })).toContainText('not one of ours')
    const matrix = page.getByRole('table', { name: 'Pools by zone' })
    await expect(matrix.getByRole('row', { name: /eth0, private IPs/ })).toContainText('Dynamic')
  })
})

test('Z5 private pool: at scale-down the interface goes, and the address is free for the next VM', async ({
  page,
}) => {
  const group = await new PooledGroup(page).open('picture-1-private-pool')
  const [first] = await group.settles(1)
  await step('Target 0', async () => {
    const confirmation = await group.askScale('Set target', 0)
    await expect(confirmation.dialog).toContainText('eth0 is deleted: its address returns to the pool')
    await confirmation.agree('Scale to 0')
    await expect(page.getByText('No VMs', { exact: true }).first()).toBeVisible()
  })
  await step('Target 1: another VM has the same member', async () => {
    await group.scaleTo(1)
    const [next] = await group.settles(1)
    expect(next?.privateIp).toBe('10.0.1.0 Static')
    expect(next?.id).not.toBe(first?.id)
  })
})
