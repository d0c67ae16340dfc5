import type { Page } from '@playwright/test'
import { address } from '@/lib/domain/address'
import { PUBLIC_IPS, SUBNETS } from '@/lib/testing/worlds'
import { GroupPage } from '../drivers/group'
import { Inventory } from '../drivers/inventory'
import { readTable, tableOf } from '../drivers/table'
import { expect, step, test } from '../fixtures'

const checkNow = (page: Page) => page.getByRole('button', { name: 'Check now' }).click()
const open = (page: Page) => tableOf(page, 'Open drift')
const railLink = (page: Page) =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /^Drift/ })

test('Drift of an Elastic IP: found, shown beside what is recorded, and associated again by a plan', async ({
  page,
  control,
}) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const { id } = await group.at('10.0.1.32')
  await step('Somebody disassociates it; a look finds it, and the group says so', async () => {
    expect((await control.damage({ kind: 'disassociate', id: PUBLIC_IPS[0].id })).ok).toBe(true)
    await page.goto('/drift')
    await checkNow(page)
    const row = open(page).getByRole('row').filter({ hasText: 'Public IP disassociated' })
    await expect(row).toContainText('cassandra-ring')
    await expect(railLink(page)).toHaveText(/Drift\d+/)
    await row.click()
  })
  const inspector = page.getByRole('complementary', { name: 'Inspector, Public IP disassociated' })
  await step('Recorded and found stand side by side', async () => {
    const sides = await readTable(inspector.getByRole('table'))
    expect(sides.find((side) => side.Fact === 'Associated with')).toMatchObject({
      ...{ Recorded: expect.stringMatching(/^eni-/), Found: 'None' },
    })
    await expect(inspector.getByRole('link', { name: id })).toBeVisible()
  })
  await step('The plan, then the repair; it is closed when a look finds it so', async () => {
    await inspector.getByRole('button', { name: 'Associate the Elastic IP again' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('The same Elastic IP is associated again, if nobody else has it.')
    await dialog.getByRole('button', { name: 'Associate the Elastic IP again' }).click()
    await expect(open(page).getByRole('row').filter({ hasText: 'Public IP disassociated' })).toHaveCount(0)
    await page.getByText('Closed', { exact: true }).click()
    const closed = tableOf(page, 'Closed drift')
      .getByRole('row')
      .filter({ hasText: 'Public IP disassociated' })
    await expect(closed).toContainText('Repaired')
  })
})

test('Drift of an address before the first resume: group, instance and list show it, and its member leaves by a plan', async ({
  page,
  control,
}) => {
  const taken = await control.takeAddress({
    ...{ subnetId: SUBNETS.prodA.id, address: address('10.0.1.39'), description: 'bastion-2' },
  })
  expect(taken.ok).toBe(true)
  await page.goto('/drift')
  await checkNow(page)
  const row = open(page).getByRole('row').filter({ hasText: 'Address taken' })
  await expect(row).toContainText('bastion-2')
  const group = await new GroupPage(page).open('cassandra-ring')
  await group.reaches('10.0.1.39', /drifted/)
  await page.getByRole('region', { name: 'Drift' }).getByRole('link').click()
  await page.getByRole('button', { name: 'Remove the pool member' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the pool member' }).click()
  await expect(open(page).getByRole('row').filter({ hasText: 'Address taken' })).toHaveCount(0)
  await new GroupPage(page).open('cassandra-ring')
  await expect
    .poll(async () => (await group.instances()).map((one) => one.address))
    .not.toContain('10.0.1.39')
})

test('Drift that imported files reveal is told before they are applied', async ({ page }) => {
  const inventory = await new Inventory(page).open()
  await inventory.paste(JSON.stringify({ NetworkInterfaces: [STRANGER] }))
  const part = page.getByRole('region', { name: 'Drift', exact: true })
  await expect(part.getByRole('listitem')).toHaveText([
    /^ssi-[0-9a-f]+ of cassandra-ring: Its address was taken by/,
  ])
})

/** As the AWS CLI prints it: somebody else has the address of an instance that never resumed. */
const STRANGER = {
  NetworkInterfaceId: 'eni-0aa11bb22cc33dd44',
  SubnetId: SUBNETS.prodA.id,
  VpcId: SUBNETS.prodA.virtualNetworkId,
  Status: 'in-use',
  Description: 'imported stranger',
  PrivateIpAddress: '10.0.1.38',
  PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.0.1.38' }],
  Attachment: { InstanceId: 'i-0aa11bb22cc33dd44', DeviceIndex: 0, Status: 'attached' },
  TagSet: [],
}
