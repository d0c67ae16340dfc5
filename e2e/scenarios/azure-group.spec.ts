import { Confirmation } from '../drivers/group'
import { PooledGroup } from '../drivers/pooled-group'
import { expect, step, test } from '../fixtures'

const ZONAL = 'picture-2-public-pool'

test('Azure group: its VMs are searched, sorted and opened, and the URL says so', async ({ page }) => {
  const group = await new PooledGroup(page).open(ZONAL)
  const [first, second] = await group.settles(2)
  await step('Search by address', async () => {
    await page.getByRole('searchbox', { name: 'Search VMs' }).fill('20.61.10.11')
    await expect.poll(async () => (await group.rows()).map((vm) => vm.id)).toEqual([first?.id])
    await page.getByRole('searchbox', { name: 'Search VMs' }).fill('')
  })
  await step('Sort by zone, descending', async () => {
    await group.table.getByRole('button', { name: 'Zone' }).click()
    await group.table.getByRole('button', { name: 'Zone' }).click()
    await expect.poll(async () => (await group.rows()).map((vm) => vm.zone)).toEqual(['3', '1'])
    await expect(page).toHaveURL(/sort=-zone/)
  })
  await step('The inspector says what it has and why, and what happened to it', async () => {
    await group.table.getByRole('button', { name: second?.id, exact: true }).click()
    const inspector = page.getByRole('complementary', { name: `Inspector, ${second?.id}` })
    await expect(inspector).toContainText('No member of the public IP pool of eth0 was free in zone 3.')
    await expect(inspector).toContainText('eth0 has no private IP pool.')
    await expect(inspector.getByRole('list', { name: /^Timeline/ })).toContainText('VM active')
    await expect(page).toHaveURL(new RegExp(`instance=${second?.id}`))
  })
})

test('Azure group: Replace launches another VM first, and then lets the old one go', async ({
  page,
  control,
}) => {
  const group = await new PooledGroup(page).open(ZONAL)
  const [first, second] = await group.settles(2)
  await control.setMarket({ zones: { '1': { weight: 0 }, '2': { weight: 0 }, '3': { weight: 1 } } })
  await step('The plan says what the old one gives back, and when', async () => {
    const confirmation = await group.ask('Replace', first?.id ?? '')
    await expect(confirmation.plan()).toContainText(`is launched in place of ${first?.id}`)
    await expect(confirmation.plan()).toContainText(`${first?.id} leaves once`)
    await expect(confirmation.plan()).toContainText('PublicIP-Zone1 is detached and kept')
    await confirmation.agree('Replace')
  })
  await expect.poll(async () => (await group.rows()).map((vm) => vm.id)).not.toContain(first?.id)
  const after = await group.settles(2)
  expect(after.map((vm) => vm.id)).toContain(second?.id)
})

test('Azure group: Remove asks whether another VM takes its place', async ({ page }) => {
  const group = await new PooledGroup(page).open(ZONAL)
  const [first, second] = await group.settles(2)
  const confirmation = await group.ask('Remove', first?.id ?? '')
  await expect(confirmation.dialog.getByRole('radio', { name: 'Replace it' })).toBeChecked()
  await step('Lower target', async () => {
    await confirmation.dialog.getByRole('radio', { name: 'Lower target' }).check()
    await expect(confirmation.plan()).toContainText('Target 2 becomes 1')
    await confirmation.agree('Remove')
  })
  expect((await group.settles(1)).map((vm) => vm.id)).toEqual([second?.id])
})

test('Azure group: the Scale dialog knows the limits, and what stateful groups have is not offered', async ({
  page,
}) => {
  const group = await new PooledGroup(page).open(ZONAL)
  await group.settles(2)
  const confirmation = await group.askScale('Add', 5)
  const { dialog } = confirmation
  await expect(dialog).toContainText('That makes target 7, which is above maximum 6. Choose 4 at most')
  await expect(dialog.getByRole('checkbox', { name: 'Resume paused instances' })).toHaveCount(0)
  await step('Two more: each interface of each VM is a line of the plan', async () => {
    await dialog.getByRole('textbox', { name: 'VMs to add' }).fill('2')
    await confirmation.ready()
    await expect(dialog).toContainText('Launches 2 VMs.')
    await expect(
      confirmation
        .plan()
        .getByRole('listitem')
        .filter({ hasText: /^\+ ?eth0: / }),
    ).toHaveCount(2)
  })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await step('Deleting it keeps no interfaces', async () => {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Delete group' }).click()
    await expect(dialog).toContainText('dynamic ones are deleted')
    await expect(dialog.getByRole('radio')).toHaveCount(0)
  })
})

test('Azure group: several VMs are replaced or removed at once', async ({ page }) => {
  const group = await new PooledGroup(page).open(ZONAL)
  await group.settles(2)
  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  const bar = page.getByRole('region', { name: 'Selected VMs' })
  await expect(bar.getByRole('button', { name: 'Replace' })).toBeVisible()
  await expect(bar.getByRole('button', { name: 'Pause' })).toHaveCount(0)
  await step('Remove both and lower target: the plan names each', async () => {
    await bar.getByRole('button', { name: 'Remove' }).click()
    const confirmation = await new Confirmation(page).ready()
    await confirmation.dialog.getByRole('radio', { name: 'Lower target' }).check()
    await expect(confirmation.plan()).toContainText('Target 2 becomes 0')
    await confirmation.agree('Remove 2 VMs')
  })
  await expect(page.getByText('No VMs', { exact: true }).first()).toBeVisible()
})
