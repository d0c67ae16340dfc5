import { SUBNETS } from '@/lib/testing/worlds'
import { GroupPage } from '../drivers/group'
import { AddressMap } from '../drivers/map'
import { expect, step, test } from '../fixtures'

test('Time travel: the map and the group as they were, and what differs from now', async ({ page }) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const groupUrl = new URL(page.url()).pathname
  const before = await group.at('10.0.1.35')
  await step('An instance is deallocated, and its address is given to another', async () => {
    await group.do('Deallocate', [before.id])
    await group.reaches('10.0.1.35', /^Paused, never resumed$/)
    await group.scaleTo(5)
  })
  const after = await group.at('10.0.1.35')
  const bar = page.getByRole('region', { name: 'Look back' })
  await step(
    'From the history of the address to the map at the moment when the first one had it',
    async () => {
      await page.goto(`/addresses/10.0.1.35?subnet=${SUBNETS.prodA.id}`)
      const hold = page
        .getByRole('list', { name: 'Who held it' })
        .getByRole('listitem')
        .filter({ hasText: before.id })
      await hold.getByRole('link', { name: 'Map just after' }).click()
      await expect(bar.getByRole('status')).toContainText('As it was on')
      await expect(page.getByRole('complementary', { name: /^Inspector/ })).toContainText(before.id)
    },
  )
  const at = new URL(page.url()).searchParams.get('at') ?? ''
  await step('Compared with now, the address has another holder', async () => {
    await bar.getByRole('button', { name: 'Compare with now' }).click()
    const differs = page.getByRole('region', { name: 'What differs' })
    const line = differs.getByRole('listitem').filter({ hasText: '10.0.1.35' })
    await expect(line).toContainText('Another holder')
    await expect(line).toContainText(before.id)
    await expect(line).toContainText(after.id)
  })
  await step('The group at that moment: the same instance, and nothing can be done to it', async () => {
    await page.goto(`${groupUrl}?at=${at}&with=now`)
    await expect.poll(async () => (await group.instances()).map(({ id }) => id)).toContain(before.id)
    expect((await group.at('10.0.1.35')).id).toBe(before.id)
    await expect(page.getByRole('button', { name: 'Scale' })).toHaveAttribute('aria-disabled', 'true')
    await expect(page.getByRole('tab', { name: 'Schedule' })).toBeDisabled()
    const differs = page.getByRole('region', { name: 'What differs' }).getByRole('listitem')
    await expect(differs.filter({ hasText: before.id })).toContainText('Gone')
    await expect(differs.filter({ hasText: after.id })).toContainText('Created')
  })
  await step('Its configuration at that moment, and the setting that differs', async () => {
    await page.getByRole('tab', { name: 'Configuration' }).click()
    await expect(page.getByRole('region', { name: 'Configuration' })).toContainText('"target": 6')
    await expect(page.getByText('So configured since')).toBeVisible()
    const settings = page.getByRole('region', { name: 'What differs' }).getByRole('listitem')
    await expect(settings).toHaveText([/^Target\s*6 5$/])
    await page.getByRole('tab', { name: 'Instances' }).click()
  })
  await step('Back to now', async () => {
    await bar.getByRole('button', { name: 'Back to now' }).click()
    await expect(bar).toBeHidden()
    await expect.poll(async () => (await group.at('10.0.1.35')).id).toBe(after.id)
    await expect(page).not.toHaveURL(/at=/)
  })
})

test('Time travel: the slider goes from event to event, and a moment can be typed', async ({ page }) => {
  await new AddressMap(page).open(SUBNETS.prodA.id)
  const bar = page.getByRole('region', { name: 'Look back' })
  const slider = bar.getByRole('slider', { name: 'Moment' })
  const shown = () => new URL(page.url()).searchParams.get('at')
  await page.getByRole('button', { name: 'Look back' }).click()
  await slider.focus()
  await step('One event back, and one more', async () => {
    await page.keyboard.press('ArrowLeft')
    await expect(bar.getByRole('status')).toContainText('As it was on')
    const last = shown() ?? ''
    await expect(bar.getByRole('button', { name: 'Event after' })).toHaveAttribute('aria-disabled', 'true')
    await expect(async () => {
      await page.keyboard.press('ArrowLeft')
      expect((shown() ?? '') < last).toBe(true)
    }).toPass()
  })
  await step('To the beginning of the record, when nobody held anything of ours', async () => {
    await page.keyboard.press('Home')
    await expect(bar.getByRole('button', { name: 'Event before' })).toHaveAttribute('aria-disabled', 'true')
    await expect.poll(async () => (await new AddressMap(page).legend())['Held, active'] ?? 0).toBe(0)
  })
  await step('A typed moment that has not come says so, and leads back', async () => {
    const field = bar.getByLabel(/^Moment \(/)
    await field.fill('2199-01-01T00:00:00')
    await field.press('Enter')
    await expect(bar.getByRole('status')).toContainText('has not come yet')
    await bar.getByRole('button', { name: 'Back to now' }).click()
    await expect
      .poll(async () => (await new AddressMap(page).legend())['Held, active'] ?? 0)
      .toBeGreaterThan(0)
  })
})

test('Time travel: a moment that cannot be looked at says why, and offers a way out', async ({ page }) => {
  const bar = page.getByRole('region', { name: 'Look back' })
  for (const [at, sentence] of [
    ['yesterday', '“yesterday” is no moment'],
    ['2020-01-01T00:00:00Z', 'begins later than this moment'],
    ['2199-01-01T00:00:00Z', 'has not come yet'],
  ] as const) {
    await page.goto(`/subnets/${SUBNETS.prodA.id}?at=${at}`)
    await expect(bar.getByRole('status')).toContainText(sentence)
    await expect(page.getByRole('region', { name: 'Map' })).toBeHidden()
  }
  await bar.getByRole('button', { name: 'To the first moment' }).click()
  await expect(bar.getByRole('status')).toContainText('As it was on')
  await expect(page.getByRole('region', { name: 'Map' })).toBeVisible()
})
