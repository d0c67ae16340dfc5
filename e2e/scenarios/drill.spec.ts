import { foundByAxe } from '../accessible'
import { DrillPage } from '../drivers/drill'
import { GroupPage } from '../drivers/group'
import { readTable, tableOf } from '../drivers/table'
import { expect, step, test } from '../fixtures'

test('A drill of a ring: every identity stays, the map plays it, and the real group is as it was', async ({
  page,
}) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const before = await group.instances()
  const drill = new DrillPage(page)
  await step('Nothing chosen is said at the field', async () => {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Rehearse an interruption' }).click()
    await drill.form.getByRole('button', { name: 'Play' }).click()
    await expect(drill.form.getByText('Choose what happens: a zone, a share, machines')).toBeVisible()
  })
  await step('Zone a is reclaimed, and its capacity comes back after 2 minutes', async () => {
    await drill.reclaim(/^us-east-1a/)
    await drill.form.getByRole('textbox', { name: 'After, minutes' }).fill('2')
    await drill.play()
  })
  await expect(drill.figure('Machines taken')).toContainText('6 of 6')
  await expect(drill.figure('Kept')).toContainText('6')
  const places = await drill.places()
  expect(places.map((row) => row['What happened'])).toEqual(Array(6).fill('Kept Its machine was taken.'))
  expect(places[0]?.Addresses).toContain('10.0.1.32')
  await expect(drill.part('What ran out')).toContainText('Zone us-east-1a had no capacity')
  await expect(drill.part('What to change')).toContainText(
    '6 of 6 in cassandra-ring stand in zone us-east-1a',
  )
  await step('The map: dark from the start, and kept at the end, by the keyboard alone', async () => {
    await expect(drill.counts()).toContainText('6 waiting, dark')
    await page.getByRole('slider', { name: 'Simulated time' }).press('End')
    await expect(drill.counts()).toContainText('6 kept')
    await page.getByRole('button', { name: 'Previous change' }).press('Enter')
    await expect(drill.counts()).not.toContainText('6 kept')
  })
  expect(await foundByAxe(page)).toEqual([])
  await step('In the real world nothing has happened', async () => {
    await group.open('cassandra-ring')
    expect(await group.instances()).toEqual(before)
  })
  await step('It is listed, and deleted', async () => {
    await page.getByRole('link', { name: 'Drills', exact: true }).click()
    const list = tableOf(page, 'Drills')
    expect((await readTable(list)).map((row) => [row.Rehearsed, row.Outcome])).toEqual([
      ['cassandra-ring', '6 kept'],
    ])
    await list.getByRole('button', { name: 'Delete the drill of cassandra-ring' }).click()
    await page.getByRole('button', { name: 'Delete drill', exact: true }).click()
    await expect(page.getByText('Nothing was rehearsed yet')).toBeVisible()
  })
})

test('A drill of a region: a VM whose pool fits no other zone falls back to dynamic; the report is linked and exported', async ({
  page,
}) => {
  await page.goto('/drills')
  const drill = new DrillPage(page)
  await page.getByRole('button', { name: 'Rehearse an interruption' }).first().click()
  await step('Every group of Azure’s region', async () => {
    await drill.form.getByRole('combobox', { name: 'Every group of' }).click()
    await page.getByRole('option', { name: /^Azure, westeurope/ }).click()
    await drill.reclaim(/^1 \(1 running\)/)
    await drill.play()
  })
  await expect(drill.figure('Machines taken')).toContainText('1 of 3')
  const [struck] = (await drill.places()).filter((row) => row['What happened']?.startsWith('Fell back'))
  expect(struck).toMatchObject({ Group: 'picture-2-public-pool', Zone: expect.stringMatching(/^1 → [23]$/) })
  expect(struck?.Addresses).toContain('20.61.10.11 → ')
  await expect(drill.part('What to change')).toContainText(
    /Add 1 public IP that fits zone [23], or all zones/,
  )
  await step('Its link shows the same once more, and its exports need nothing else', async () => {
    await page.reload()
    await expect(drill.figure('Machines taken')).toContainText('1 of 3')
    const exported = (as: string) => page.request.get(`/api${new URL(page.url()).pathname}/report?as=${as}`)
    const html = await (await exported('html')).text()
    expect(html).toContain('picture-2-public-pool')
    expect(html).not.toMatch(/<script|<link|https?:/)
    expect(await (await exported('json')).json()).toMatchObject({ figures: { struck: 1, places: 3 } })
  })
})
