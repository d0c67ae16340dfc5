import { paths } from '@/lib/api/paths'
import { SUBNETS } from '@/lib/testing/worlds'
import { GroupPage } from '../drivers/group'
import { AddressMap } from '../drivers/map'
import { expect, step, test } from '../fixtures'

test('Why: every address says why it is as it is, by keyboard, with its rule and links to who stood in the way', async ({
  page,
}) => {
  const map = await new AddressMap(page).open(SUBNETS.edgeA.id, '?address=10.0.3.0')
  const why = map.inspector().getByRole('button', { name: /^Why 10\.0\.3\./ })
  await step('A reserved one', async () => {
    await why.focus()
    await page.keyboard.press('Enter')
    await expect(why).toHaveAttribute('aria-expanded', 'true')
    await expect(map.inspector()).toContainText('AWS keeps it back: network address.')
  })
  await step('One that somebody else holds', async () => {
    await map.open(SUBNETS.edgeA.id, '?address=10.0.3.9')
    await why.click()
    await expect(map.inspector()).toContainText('never takes an address from anybody (B1)')
  })
  await step('A free one', async () => {
    await map.open(SUBNETS.edgeA.id, '?address=10.0.3.14')
    await why.click()
    await expect(map.inspector()).toContainText('Nobody holds it, no pool lists it')
  })
  await step('One of a pool, in the inspector of its instance', async () => {
    const group = await new GroupPage(page).open('cassandra-ring')
    const member = await group.at('10.0.1.33')
    await page.goto(`${page.url().split('?')[0]}?instance=${member.id}`)
    const asked = page.getByRole('button', { name: 'Why 10.0.1.33?' })
    await asked.click()
    await expect(asked.locator('xpath=..')).toContainText('The pool listed 8 members.')
  })
})

test('Undo: a scale is asked back from its event and from the toast; nothing of it is done twice', async ({
  page,
}) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const active = async () =>
    (await group.instances()).filter((one) => one.state === 'Active').map(({ id }) => id)
  const before = await active()
  await step('Target 6 becomes 4', async () => {
    await group.scaleTo(4)
    await expect(group.capacity()).toHaveText(/^4 of 4 active/)
  })
  await step('The event opens the inverse plan', async () => {
    await group.showTab('Activity')
    const event = page.getByRole('listitem').filter({ hasText: 'Target changed' }).first()
    await event.getByRole('button', { name: /^Undo target changed/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Undo this change' })
    await expect(dialog).toContainText('Target 4 becomes 6')
    await dialog.getByRole('button', { name: 'Undo the change' }).click()
    await expect(dialog).toBeHidden()
  })
  await step('Those run that ran before', async () => {
    await group.showTab('Instances')
    await expect.poll(active).toEqual(before)
  })
  await step('The toast asks the undo back; the scale is undone already', async () => {
    await page.getByRole('link', { name: 'Undo…' }).last().click()
    await expect(page).toHaveURL(/\/activity\?.*undo=\d+/)
    const dialog = page.getByRole('dialog', { name: 'Undo this change' })
    await expect(dialog).toContainText('Target 6 becomes 4')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.goto(paths.activity({ kind: 'group-scaled' }))
    const scaled = page.getByRole('listitem').filter({ hasText: 'Target changed' })
    await scaled
      .getByRole('button', { name: /^Undo target changed/ })
      .nth(1)
      .click()
    await expect(dialog).toContainText('This change is undone already')
  })
})
