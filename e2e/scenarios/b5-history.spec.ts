import { GroupPage } from '../drivers/group'
import { expect, step, test } from '../fixtures'

test('B5 history: who held an address, when and why, and every change of it', async ({ page, control }) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const before = await group.at('10.0.1.35')
  await step('The machine behind an address is interrupted, then its holder is deallocated', async () => {
    await control.interrupt({ machineIds: [before.machine] })
    await expect.poll(async () => (await group.at('10.0.1.35')).machine).not.toBe(before.machine)
    await group.reaches('10.0.1.35', /^Active$/)
    await group.do('Deallocate', [before.id])
    await group.reaches('10.0.1.35', /^Paused, never resumed$/)
  })
  await step('The address is searched for', async () => {
    await page.goto('/addresses')
    await page.getByRole('searchbox').fill('10.0.1.35')
    await page
      .getByRole('list', { name: 'Results' })
      .getByRole('link', { name: /^Address\s*10\.0\.1\.35.*cassandra-ring/ })
      .click()
    await expect(page.getByRole('heading', { name: /10\.0\.1\.35/, level: 1 })).toBeVisible()
  })
  const holders = page.getByRole('list', { name: 'Who held it' })
  await expect(holders.getByRole('listitem').filter({ hasText: before.id })).toContainText(/until/)
  await expect(holders.getByRole('link').first()).not.toHaveText(before.id)
  const events = await page.getByRole('list', { name: 'Every change' }).getByRole('listitem').allInnerTexts()
  const told = events.join('\n')
  for (const title of [
    'Instance created, address allocated',
    'Resumed',
    'Machine interrupted',
    'Machine replaced after interruption',
    'Deallocated',
  ]) {
    expect(told).toContain(title)
  }
  await step('The same in Activity, filtered by the instance', async () => {
    await page.goto(`/activity?instance=${before.id}`)
    await expect(page.getByRole('list', { name: 'Events' })).toContainText('Machine interrupted')
    await expect(page.getByRole('list', { name: 'Events' })).toContainText('in the cloud')
  })
})

test('B5 history: Activity is filtered by text, kind and group, and the filters stand in the URL', async ({
  page,
}) => {
  await page.goto('/activity')
  const events = page.getByRole('list', { name: 'Events' })
  await expect(events.getByRole('listitem').first()).toBeVisible()
  await page.getByRole('searchbox').fill('10.8.1.23')
  await expect
    .poll(async () =>
      (await events.getByRole('listitem').allInnerTexts()).every((text) => text.includes('10.8.1.23')),
    )
    .toBe(true)
  await expect(page).toHaveURL(/text=10\.8\.1\.23/)
  await page.reload()
  await expect(page.getByRole('searchbox')).toHaveValue('10.8.1.23')
  await expect
    .poll(async () =>
      (await events.getByRole('listitem').allInnerTexts()).every((text) => text.includes('10.8.1.23')),
    )
    .toBe(true)
})
