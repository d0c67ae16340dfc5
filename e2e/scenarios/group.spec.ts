import { GroupPage } from '../drivers/group'
import { GroupsList } from '../drivers/groups'
import { readTable, tableOf } from '../drivers/table'
import { expect, step, test } from '../fixtures'

test('Group: several instances at once; those that cannot are left out with the reason', async ({ page }) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const ids = (await group.instances()).map((one) => one.id).slice(4)
  const confirmation = await step('Two active and two paused are selected, and Pause asked for', () =>
    group.ask('Pause', ids),
  )
  await expect(confirmation.dialog).toContainText('2 instances of 4 can be paused; 2 are left out')
  await confirmation.agree('Pause 2 instances')
  await expect(group.capacity()).toHaveText(/^4 of 6 active, 4 paused$/)
})

test('Group: what cannot be done is there and says why', async ({ page }) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const active = await group.at('10.0.1.32')
  await page.getByRole('button', { name: `Actions for ${active.id}` }).click()
  const resume = page.getByRole('menuitem', { name: 'Resume' })
  await expect(resume).toHaveAttribute('aria-disabled', 'true')
  await expect(resume).toContainText('It is active already.')
})

test('Group: its tabs tell pools, map, events and configuration, and stand in the URL', async ({ page }) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  await step('Network', async () => {
    await group.showTab('Network')
    await expect(page).toHaveURL(/tab=network/)
    const ips = await readTable(tableOf(page, 'Elastic IP pool'))
    expect(ips).toHaveLength(3)
  })
  await step('Map', async () => {
    await group.showTab('Map')
    await expect(page.getByRole('application').first()).toBeVisible()
  })
  await step('Activity', async () => {
    await group.showTab('Activity')
    await expect(page.getByRole('list', { name: 'Events' })).toContainText('Resumed')
  })
  await step('Configuration', async () => {
    await group.showTab('Configuration')
    await expect(page.getByRole('tabpanel')).toContainText('cassandra-ring')
  })
})

test('Group: deleting it ends its machines and keeps its Elastic IPs', async ({ page, mishaps }) => {
  mishaps.allow(/404 \(Not Found\)/)
  await new GroupPage(page).open('cassandra-ring')
  await step('Its name is typed', async () => {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Delete group' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: /to confirm/ }).fill('cassandra-ring')
    const confirm = dialog.getByRole('button', { name: 'Delete group' })
    await expect(confirm).not.toHaveAttribute('aria-disabled', 'true')
    await confirm.click()
    await expect(dialog).toBeHidden()
  })
  await step('Nothing of it is left', async () => {
    await expect(page.getByRole('heading', { name: 'No such group' })).toBeVisible()
    expect(await (await new GroupsList(page).open()).names()).not.toContain('cassandra-ring')
  })
  await step('Its Elastic IPs are in the account, and in no pool', async () => {
    await page.goto('/public-ips')
    const ips = await readTable(tableOf(page, 'Public IPs'))
    const pools = ips.filter((row) => row.Name?.startsWith('ring-')).map((row) => row['Public IP pool'])
    expect(pools).toEqual(['In no pool', 'In no pool', 'In no pool'])
  })
})
