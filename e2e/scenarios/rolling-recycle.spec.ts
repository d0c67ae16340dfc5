import type { Page } from '@playwright/test'
import { foundByAxe } from '../accessible'
import { GroupPage, lasting } from '../drivers/group'
import { GroupsList } from '../drivers/groups'
import { Rolling } from '../drivers/rolling'
import { expect, step, test } from '../fixtures'

const accessible = async (page: Page) => expect(await foundByAxe(page)).toEqual([])

test('Rolling recycle: paused and resumed, and the server killed in the middle, every machine is replaced once', async ({
  page,
  holdfast,
  mishaps,
}) => {
  mishaps.allow(/net::ERR_|Failed to fetch/)
  const group = await new GroupPage(page).open('billing-legacy')
  const before = await group.instances()
  const rolling = new Rolling(page)
  await step('Its batches are shown before it begins', async () => {
    await rolling.open()
    await rolling.fill({ 'Health gate': 1 })
    await expect(rolling.dialog).toContainText('2 instances in 2 batches.')
    await expect(rolling.dialog).toContainText('2 active − 1 unavailable = 1, and the minimum is 1.')
    await expect(rolling.dialog).toContainText(`${before[0]?.id}, now on ${before[0]?.machine}`)
    await rolling.start()
  })
  await step('Paused: what is under way ends, nothing more is begun', async () => {
    await rolling.press('Pause')
    await rolling.reaches(/^1 of 2 replaced, 1 waiting$/)
    await expect(rolling.part).toContainText('Paused by the operator.')
    await expect(rolling.part.getByRole('list', { name: 'Batches' })).toContainText('Batch 2 of 2')
    await accessible(page)
  })
  await step('Resumed; kill -9 while the second one is under way, and it is started again', async () => {
    await rolling.press('Resume')
    await rolling.reaches(/1 under way/)
    await holdfast.killConsole()
    await holdfast.startConsole()
  })
  await step('It ends, with every machine replaced once on its address', async () => {
    await group.open('billing-legacy')
    await rolling.ends(/Done.*2 of 2 replaced/)
    const after = await group.instances()
    expect(after.map(lasting)).toEqual(before.map(lasting))
    expect(after.filter(({ machine }) => before.some((one) => one.machine === machine))).toEqual([])
    const overview = await holdfast.control.overview()
    const machines = overview.ok ? overview.value.machines : []
    const ours = machines.filter((one) => before.some(({ id }) => id === one.instanceId))
    expect(ours).toHaveLength(2 * before.length)
  })
  await step('What it did is told', async () => {
    await rolling.part.locator('summary').click()
    await rolling.part.getByRole('link', { name: 'Its events' }).click()
    const events = page.getByRole('list', { name: 'Events' })
    for (const title of [
      'Rolling recycle began',
      'Batch began',
      'Rolling recycle paused',
      'Rolling recycle ended',
    ])
      await expect(events.getByText(title).first()).toBeVisible()
  })
})

test('Rolling recycle: without headroom it is refused with the arithmetic, while typing', async ({
  page,
}) => {
  const rolling = new Rolling(page)
  const agree = rolling.dialog.getByRole('button', { name: 'Start rolling recycle' })
  await step('Stateful: the minimum', async () => {
    await new GroupPage(page).open('cassandra-ring')
    await rolling.open()
    await rolling.fill({ 'Batch size': 4 })
    await expect(rolling.dialog).toContainText('takes 4 machines down at once, and 1 may be unavailable')
    await rolling.fill({ 'Maximum unavailable': 4 })
    await expect(rolling.dialog).toContainText(
      '6 active − 4 unavailable = 2, which is below the minimum of 3. At most 3 may be unavailable.',
    )
    await expect(agree).toHaveAttribute('aria-disabled', 'true')
    await rolling.fill({ 'Timeout of the gate': 20 })
    await expect(rolling.dialog).toContainText('The timeout is longer than the health gate')
    await rolling.fill({ 'Timeout of the gate': 120, 'Batch size': 3, 'Maximum unavailable': 3 })
    await expect(rolling.dialog).toContainText('6 active − 3 unavailable = 3, and the minimum is 3.')
    await expect(agree).not.toHaveAttribute('aria-disabled', 'true')
    await accessible(page)
    await page.keyboard.press('Escape')
  })
  await step('Pooled: a member for every VM that has one', async () => {
    await (await new GroupsList(page).open()).openGroup('picture-2-public-pool')
    await rolling.open()
    await expect(rolling.dialog).toContainText(
      'A batch of 1 needs 1 free member of the public IP pool of eth0 that fits zone 1, one for each VM there that has one; none is free: 1 member − 1 held or resting.',
    )
    await expect(agree).toHaveAttribute('aria-disabled', 'true')
  })
})
