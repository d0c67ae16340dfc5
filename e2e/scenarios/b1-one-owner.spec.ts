import { SUBNETS } from '@/lib/testing/worlds'
import { GroupPage } from '../drivers/group'
import { GroupsList } from '../drivers/groups'
import { AddressMap } from '../drivers/map'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

test('B1 one owner: two operators race for one address; one has it, the other is told who and loses nothing', async ({
  page,
  secondOperator,
}) => {
  const first = await new Wizard(page).open()
  const second = await new Wizard(await secondOperator.newPage()).open()
  await step('Both plan a group on 10.0.2.120', async () => {
    await first.fill({ name: 'first-ring', target: 1, maintain: true, pool: '10.0.2.120-121' })
    await second.fill({ name: 'second-ring', target: 1, maintain: true, pool: '10.0.2.120, 10.0.2.130' })
    await expect(first.plan()).toContainText('2 paused instances')
    await expect(second.plan()).toContainText('2 paused instances')
  })
  const pages = [first, second] as const
  const winner = await step('Both press Create at once', async () => {
    await Promise.all(pages.map((wizard) => wizard.finishButton('Create group').click()))
    const created = pages.map((wizard) => wizard.page.waitForURL(/\/groups\/sig-[^/?]+$/).then(() => wizard))
    return Promise.any(created)
  })
  const loser = winner === first ? second : first
  const winnerName = winner === first ? 'first-ring' : 'second-ring'

  await step('The other is told who has it', async () => {
    await expect(loser.page.getByRole('main')).toContainText(new RegExp(`10\\.0\\.2\\.120.*${winnerName}`))
    await expect(loser.page).toHaveURL(/\/groups\/new/)
  })
  await step('and loses nothing: the rest of the pool is there, and another address does', async () => {
    await loser.goTo('Persistence')
    await expect
      .poll(() => loser.poolMembers())
      .toContainEqual(expect.stringMatching(/^10\.0\.2\.120.*(held|pool)/i))
    await page.bringToFront()
    await loser.page.getByRole('button', { name: /^Remove the .*unusable/ }).click()
    await loser.typePool('10.0.2.140')
    await loser.next('Review')
    await loser.create()
  })
  await step('On the map there is one holder', async () => {
    const map = await new AddressMap(page).open(SUBNETS.prodB.id, '?address=10.0.2.120')
    await expect(map.inspector()).toContainText(winnerName)
  })
  const names = await (await new GroupsList(page).open()).names()
  expect(names).toEqual(expect.arrayContaining(['first-ring', 'second-ring']))
  await new GroupPage(page).open(winnerName)
})
