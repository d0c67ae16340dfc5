import { choose } from '../drivers/choose'
import { GroupsList } from '../drivers/groups'
import { expect, step, test } from '../fixtures'

test('Groups: each with capacity, pool, state and last event; search, sort and filter stand in the URL', async ({
  page,
}) => {
  const groups = await new GroupsList(page).open()
  const rows = await groups.rows()
  expect(rows.find((row) => row.Group === 'cassandra-ring')).toMatchObject({
    Where: 'AWS · us-east-1a, 1b',
    'Active / paused / target': '6 active, 2 paused, target 6',
    'Private IP pool': '8 of 8 held, 2 paused',
    State: '3 instances without an Elastic IP',
  })
  expect(rows.find((row) => row.Group === 'picture-2-public-pool')).toMatchObject({
    Where: 'Azure · westeurope, zones 1, 2, 3',
    'Active / paused / target': '2 active, target 2',
    'Private IP pool': 'No pool Public: 1 of 1 held',
    State: 'Public IP pool exhausted',
  })
  await step('Sort by active instances, most first', async () => {
    const header = groups.table.getByRole('button', { name: 'Active / paused / target' })
    await header.click()
    await header.click()
    await expect
      .poll(() => groups.names())
      .toEqual([
        'render-cache',
        'cassandra-ring',
        ...Array(4).fill(expect.any(String)),
        expect.stringMatching(/^mongo-orders/),
      ])
    await expect(page).toHaveURL(/sort=-active/)
  })
  await step('Search', async () => {
    await page.getByRole('searchbox', { name: 'Search groups' }).fill('scylla')
    await expect.poll(() => groups.names()).toEqual(['scylla-analytics'])
    await expect(page).toHaveURL(/q=scylla/)
    await page.reload()
    await expect.poll(() => groups.names()).toEqual(['scylla-analytics'])
    await page.getByRole('button', { name: 'Clear the search' }).click()
  })
  await step('Filter', async () => {
    await choose(page, 'State', 'Drafts')
    await expect.poll(() => groups.names()).toEqual([expect.stringMatching(/^mongo-orders/)])
    await expect(page).toHaveURL(/state=draft/)
  })
})

test('Groups: a draft is discarded after a question', async ({ page }) => {
  const groups = await new GroupsList(page).open()
  const dialog = page.getByRole('dialog')
  // What was drawn by the server is there before it can be pressed.
  await expect(async () => {
    await groups.table
      .getByRole('button', { name: 'Discard the draft of mongo-orders' })
      .click({ timeout: 5_000 })
    await expect(dialog).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await dialog.getByRole('button', { name: 'Discard draft' }).click()
  await expect.poll(async () => (await groups.names()).join()).not.toContain('mongo-orders')
})

test.describe('without anything', () => {
  test.use({ world: 'empty' })

  test('Groups: an empty console invites to import or to create', async ({ page }) => {
    await page.goto('/groups')
    await expect(page.getByText('Give your first machines an address that stays')).toBeVisible()
    await page.getByRole('link', { name: 'Create group' }).click()
    await expect(page.getByText('There is no network to put a group into yet')).toBeVisible()
    await page.getByRole('link', { name: 'Open Inventory' }).click()
    await expect(page.getByRole('heading', { name: 'Inventory', level: 1 })).toBeVisible()
  })
})

test('The console: the command palette finds an address and opens it', async ({ page }) => {
  await page.goto('/groups')
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Find' })
  await palette.getByRole('combobox', { name: 'Find an address, group, interface' }).fill('10.0.1.33')
  await palette
    .getByRole('option', { name: /10\.0\.1\.33.*cassandra-ring/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: /10\.0\.1\.33/ }).first()).toBeVisible()
})
