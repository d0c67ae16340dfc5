import type { Page } from '@playwright/test'
import { foundByAxe } from '../accessible'
import { GroupPage } from '../drivers/group'
import { Schedule } from '../drivers/schedule'
import { expect, step, test } from '../fixtures'

/** A task of every minute is due within one; the rest is for a busy machine. */
const WITHIN_MINUTES = { timeout: 120_000 }

async function openSchedule(page: Page): Promise<{ group: GroupPage; schedule: Schedule }> {
  const group = await new GroupPage(page).open('cassandra-ring')
  await group.showTab('Schedule')
  return { group, schedule: new Schedule(page) }
}

const accessible = async (page: Page) => expect(await foundByAxe(page)).toEqual([])

test('Scheduled tasks: one that is due every minute scales its group, and stops when it is disabled', async ({
  page,
}) => {
  test.setTimeout(420_000)
  const { group, schedule } = await openSchedule(page)
  await expect(page.getByText('Nothing is scheduled')).toBeVisible()
  await step('A task of every minute is added, and says what it means', async () => {
    await schedule.startAdding()
    await schedule.fill({ name: 'Growing', what: 'Set target', amount: 7, cron: '* * * * *' })
    await expect(schedule.meaning()).toContainText('Every minute')
    await expect(schedule.meaning().getByRole('listitem')).toHaveCount(3)
    await accessible(page)
    await schedule.submit('Add task')
    const row = await schedule.row('Growing')
    expect(row).toMatchObject({ What: 'Set target to 7', When: 'Every minute', 'Time zone': 'UTC' })
    expect(row['Next runs']?.match(/\d\d:\d\d/g)).toHaveLength(3)
  })
  await step('It runs, and the page follows', async () => {
    await expect
      .poll(async () => (await schedule.row('Growing'))['Last outcome'], WITHIN_MINUTES)
      .toMatch(/^Ran .* Target (6 became 7|is 7 already)\.$/)
    await expect(group.capacity()).toHaveText(/^7 of 7 active/)
    await accessible(page)
  })
  await step('Disabled, it has no next run', async () => {
    await schedule.enabled('Growing').click()
    await expect(schedule.enabled('Growing')).not.toBeChecked()
    await expect
      .poll(async () => (await schedule.row('Growing'))['Next runs'])
      .toBe('None while it is disabled')
  })
  await step('What it did stands in the activity', async () => {
    await group.showTab('Activity')
    const events = page.getByRole('list', { name: 'Events' })
    await expect(events).toContainText('Scheduled task ran')
    await expect(events).toContainText('Asked for by the scheduled task “Growing”.')
  })
})

test('Scheduled tasks: a task is edited and removed', async ({ page }) => {
  const { schedule } = await openSchedule(page)
  await step('Added from a preset, disabled', async () => {
    await schedule.startAdding()
    await schedule.fill({ name: 'Nights', what: 'Recycle every active instance' })
    await schedule.dialog.getByRole('button', { name: 'Every night at 02:00' }).click()
    await expect(schedule.meaning()).toContainText('At 02:00, every day')
    await schedule.dialog.getByRole('switch', { name: 'Enabled' }).uncheck()
    await schedule.submit('Add task')
    expect(await schedule.row('Nights')).toMatchObject({
      What: 'Recycle every active instance',
      When: 'At 02:00, every day',
      'Next runs': 'None while it is disabled',
      'Last outcome': 'Not run yet',
    })
  })
  await step('Edited: another thing, another time, another zone', async () => {
    await schedule.startEditing('Nights')
    await schedule.fill({
      name: 'Mornings',
      what: 'Set target',
      amount: 8,
      cron: '30 7 * * mon-fri',
      zone: 'new york',
    })
    await schedule.dialog.getByRole('switch', { name: 'Enabled' }).check()
    await expect(schedule.meaning()).toContainText('America/New York')
    await schedule.submit('Save task')
    const row = await schedule.row('Mornings')
    expect(row).toMatchObject({
      What: 'Set target to 8',
      When: 'At 07:30, Monday through Friday',
      'Time zone': 'America/New York',
    })
    expect(row['Next runs']?.match(/07:30/g)).toHaveLength(3)
    expect(await schedule.rows()).toHaveLength(1)
  })
  await step('Removed', async () => {
    await schedule.remove('Mornings')
    await expect(page.getByText('Nothing is scheduled')).toBeVisible()
  })
})

test('Scheduled tasks: what cannot be is said at its field', async ({ page }) => {
  const { schedule } = await openSchedule(page)
  await schedule.startAdding()
  const { dialog } = schedule
  for (const [cron, sentence] of [
    ['0 8 * *', 'A schedule has five fields, this has 4.'],
    ['0 0 8 * * 1', 'Seconds cannot be scheduled'],
    ['0 24 * * *', '“24” is not an hour: it goes from 0 to 23.'],
    ['0 0 31 2 *', 'No such day ever comes, so this would never run.'],
  ] as const)
    await step(cron, async () => {
      await schedule.fill({ cron })
      await expect(dialog).toContainText(sentence)
      await expect(schedule.meaning().getByRole('listitem')).toHaveCount(0)
    })
  await step('Nothing is added until all of it can be', async () => {
    await schedule.fill({ what: 'Scale up', amount: 0 })
    await dialog.getByRole('button', { name: 'Add task' }).click()
    await expect(dialog).toContainText('Give the task a name.')
    await expect(dialog).toContainText('The number of instances is 1 or more.')
    await expect(dialog).toContainText('No such day ever comes')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.getByText('Nothing is scheduled')).toBeVisible()
  })
})
