import { GroupPage } from '../drivers/group'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

test('B3 plan first: a plan is refused when the world moved since, says what moved, and is offered anew', async ({
  page,
  secondOperator,
}) => {
  const mine = await new GroupPage(page).open('cassandra-ring')
  const theirs = await new GroupPage(await secondOperator.newPage()).open('cassandra-ring')
  const confirmation = await step('One operator looks at the plan of Scale to 4', async () => {
    const asked = await mine.askHeader('Scale')
    await asked.dialog.getByRole('textbox', { name: 'Target' }).fill('4')
    await expect(asked.plan()).toContainText('Target 6 becomes 4')
    await expect(asked.plan().getByText(/is paused; its machine is terminated, its address/)).toHaveCount(2)
    return asked.ready()
  })
  await step('Meanwhile another pauses an instance that the plan is about', async () => {
    await theirs.do('Pause', [(await theirs.at('10.0.1.37')).id])
    await theirs.reaches('10.0.1.37', /^Paused$/)
  })
  await step('Agreeing changes nothing and says what moved', async () => {
    await confirmation.dialog.getByRole('button', { name: 'Scale to 4' }).click()
    await expect(confirmation.dialog.getByRole('alert')).toContainText('Nothing was changed')
    await expect(confirmation.dialog.getByRole('alert')).toContainText(/instance paused, 10\.0\.1\.37/)
    await expect(confirmation.plan().getByText(/is paused; its machine is terminated/)).toHaveCount(1)
  })
  await step('The plan as it is now is agreed to', async () => {
    await confirmation.agree('Scale to 4')
    await expect(mine.capacity()).toHaveText(/^4 of 4 active/)
  })
})

test('B3 plan first: the plan of an action names what it does before anything is done', async ({ page }) => {
  const group = await new GroupPage(page).open('scylla-analytics')
  const before = await group.instances()
  const confirmation = await group.ask('Deallocate', [before[0]?.id ?? ''])
  await expect(confirmation.dialog).toContainText('Instances end for good and give up their addresses.')
  await expect(confirmation.plan()).toContainText(
    `${before[0]?.id} is deallocated; a new paused instance follows on its pool address 10.0.16.16`,
  )
  await confirmation.dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(confirmation.dialog).toBeHidden()
  expect(await group.instances()).toEqual(before)
})

test('B3 plan first: a form that is open while the group is scaled follows it, and keeps what was typed', async ({
  page,
  secondOperator,
}) => {
  const mine = await new GroupPage(page).open('cassandra-ring')
  const theirs = await new GroupPage(await secondOperator.newPage()).open('cassandra-ring')
  const wizard = new Wizard(page)
  await step('One operator types another name', async () => {
    await mine.edit()
    await expect(wizard.field('Target')).toHaveValue('6')
    await wizard.field('Name').fill('cassandra-two')
  })
  await step('Meanwhile another scales the group', () => theirs.scaleTo(5))
  await step('The target follows, the name stays', async () => {
    await expect(wizard.field('Target')).toHaveValue('5')
    await expect(wizard.field('Name')).toHaveValue('cassandra-two')
  })
  await step('Saving changes the name and nothing else', async () => {
    await wizard.goTo('Review')
    expect(await wizard.changes()).toEqual([
      { Field: 'Name General', Before: 'cassandra-ring', After: 'cassandra-two' },
    ])
    await wizard.finish('Apply changes')
    await expect(mine.capacity()).toHaveText(/^5 of 5 active/)
  })
})
