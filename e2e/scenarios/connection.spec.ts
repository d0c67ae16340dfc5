import { GroupPage } from '../drivers/group'
import { expect, step, test } from '../fixtures'

test('The console: when the server is killed the page says so, stays, and comes back by itself with fresh data', async ({
  page,
  holdfast,
  control,
  mishaps,
}) => {
  mishaps.allow(/net::ERR_|Failed to (fetch|load resource)/)
  const group = await new GroupPage(page).open('cassandra-ring')
  const before = await group.at('10.0.1.33')
  let documents = 0
  page.on('request', (request) => {
    if (request.resourceType() === 'document') documents++
  })
  const lost = page.getByText(/^The connection to Holdfast is lost/)
  await step('kill -9', () => holdfast.killConsole())
  await step('The page says it, and keeps what it shows', async () => {
    await expect(lost).toBeVisible()
    expect((await group.at('10.0.1.33')).id).toBe(before.id)
  })
  await step('A link does not lead out of the console', async () => {
    await page.getByRole('link', { name: 'Activity', exact: true }).first().click()
    await expect(page.getByRole('alert').filter({ hasText: 'Holdfast does not answer' })).toBeVisible()
    expect((await group.at('10.0.1.33')).id).toBe(before.id)
  })
  await step('Meanwhile its machine is interrupted', async () => {
    const overview = await control.overview()
    const machines = overview.ok ? overview.value.machines : []
    await control.interrupt({
      machineIds: machines.filter((one) => one.instanceId === before.id).map((one) => one.id),
    })
  })
  await step('The server is back, and the page follows it again', async () => {
    await holdfast.startConsole()
    await expect(lost).toBeHidden()
    await expect.poll(async () => (await group.at('10.0.1.33')).machine).not.toBe(before.machine)
  })
  expect(documents).toBe(0)
})

test('The console: seven tabs of one browser all load and all follow, also when the first is closed', async ({
  page,
  context,
}) => {
  const first = await new GroupPage(page).open('cassandra-ring')
  const { id } = await first.at('10.0.1.33')
  const others: GroupPage[] = []
  await step('Every tab loads and is live', async () => {
    while (others.length < 6) {
      const tab = new GroupPage(await context.newPage())
      await tab.page.goto(page.url())
      await expect(tab.page.getByRole('status').getByText('Live', { exact: true })).toBeVisible()
      others.push(tab)
    }
  })
  await step('The first is closed, and what is done in the second shows in all of them', async () => {
    await page.close()
    await others[0]?.do('Pause', [id])
    for (const tab of others)
      await expect(tab.table.getByRole('row').filter({ hasText: id })).toContainText('Paused')
  })
})
