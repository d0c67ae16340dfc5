import { GroupPage } from '../drivers/group'
import { readTable, tableOf } from '../drivers/table'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

test('A8 Elastic IP: taken in list order at the first launch; when the pool is exhausted, launched without one', async ({
  page,
}) => {
  const wizard = await new Wizard(page).open()
  await step('Two Elastic IPs for three instances', async () => {
    await wizard.fill({
      name: 'edge-proxies',
      target: 3,
      maintain: true,
      pool: '10.0.2.100-102',
      resumePool: true,
      elasticIps: ['52.20.14.80', '52.20.14.77'],
    })
    await expect(
      wizard.page.getByText('The Elastic IP pool is exhausted: 1 instance launches without one.').first(),
    ).toBeVisible()
  })
  await wizard.create()
  const group = new GroupPage(page)
  await step('Handed out in the order of the list', async () => {
    await group.settles(['Active', 'Active', 'Active'])
    expect((await group.instances()).map((one) => one.elasticIp)).toEqual([
      '52.20.14.80',
      '52.20.14.77',
      'None',
    ])
    await expect(page.getByText('1 instance without an Elastic IP').first()).toBeVisible()
    await expect(group.table.getByText('None left')).toHaveCount(1)
  })
})

test('A8 Elastic IP: one that somebody else took is never taken back', async ({ page, control }) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const before = await group.at('10.0.1.32')
  await step('Pause it; somebody else takes its Elastic IP', async () => {
    await group.do('Pause', [before.id])
    await group.reaches('10.0.1.32', /^Paused$/)
    await page.goto('/public-ips')
    const ips = await readTable(tableOf(page, 'Public IPs'))
    const held = ips.find((row) => row.Address === before.elasticIp)
    const taken = await control.associateElsewhere(/eipalloc-\w+/.exec(held?.Name ?? '')?.[0] ?? '')
    expect(taken.ok).toBe(true)
  })
  await step('Resume does not take it from them, and says so', async () => {
    await group.open('cassandra-ring')
    await group.do('Resume', [before.id])
    await expect(group.table).toContainText(/AlreadyAssociated|held by|associated/i)
  })
  const overview = await control.overview()
  expect(overview.ok && overview.value.publicIps.associated).toBeGreaterThan(0)
})
