import { PooledGroup } from '../drivers/pooled-group'
import { PooledWizard } from '../drivers/pooled-wizard'
import { expect, step, test } from '../fixtures'

test('Z9 advice: a pool of less than twice the maximum says so, and a replacement shows why', async ({
  page,
}) => {
  const wizard = new PooledWizard(page)
  await wizard.open()
  await wizard.reachNetwork({ name: 'advised', zones: ['1', '3'], target: 1, maximum: 1 })
  const eth0 = wizard.card('eth0')
  await step('Of one member for one VM the wizard advises two', async () => {
    await eth0.fill({ subnet: 'web', pool: '10.20.1.210', publicIps: ['20.61.10.12'] })
    await eth0.says('The private IP pool has 1 member; twice maximum capacity is 2.')
    await eth0.says('The public IP pool has 1 member; twice maximum capacity is 2.')
    await eth0.says(/spread unevenly: zone 1 has 1, zone 3 has 0/)
    await eth0.says(/Prefer zone-redundant ones/)
  })
  await step('With two of each it has nothing more to say of their number', async () => {
    await eth0.fill({ pool: '10.20.1.211', publicIps: ['20.61.10.41'] })
    await expect(eth0.card.getByText(/twice maximum capacity/)).toHaveCount(0)
  })
  await step('Members at the start of the subnet are advised against', async () => {
    await eth0.typePool('10.20.1.4')
    await eth0.says(/lies at the start of the subnet/)
    const remove = eth0.card.getByRole('button', { name: 'Remove 10.20.1.4' })
    // What is said of a member comes after it, and may move its row from under the pointer.
    await expect(async () => {
      await remove.click({ timeout: 5_000 })
      await expect(remove).toHaveCount(0, { timeout: 5_000 })
    }).toPass()
  })
  await wizard.next('Review')
  await wizard.create()
  const group = new PooledGroup(page)
  const [first] = await group.settles(1)
  expect(first?.privateIp).toBe('10.20.1.210 Static')
  await step('The replacement takes the second member while the old VM still has the first', async () => {
    await (await group.ask('Replace', first?.id ?? '')).agree('Replace')
    await expect.poll(async () => (await group.rows()).map((vm) => vm.id)).not.toContain(first?.id)
    const [next] = await group.settles(1)
    expect(next?.privateIp).toBe('10.20.1.211 Static')
  })
})
