import { GroupPage } from '../drivers/group'
import { expect, step, test } from '../fixtures'

const awake = async (group: GroupPage) =>
  (await group.instances())
    .filter((one) => one.state === 'Active')
    .map((one) => Number(one.address.split('.').at(-1)))

test('A9 capacity: lowering target pauses pool instances from the end, raising it resumes them in pool order', async ({
  page,
}) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  await step('Target 6 becomes 4', async () => {
    await group.scaleTo(4)
    await expect.poll(() => awake(group)).toEqual([32, 33, 34, 35])
  })
  expect((await group.instances()).map((one) => one.address)).toHaveLength(8)
  await step('Target 4 becomes 7: the two that ran, then the next of the pool', async () => {
    await group.scaleTo(7)
    await expect.poll(() => awake(group)).toEqual([32, 33, 34, 35, 36, 37, 38])
  })
})

test('A9 capacity: pausing by hand leaves target, and "Resume up to target" makes it whole', async ({
  page,
}) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const one = await group.at('10.0.1.33')
  await step('Pause one by hand', async () => {
    await group.do('Pause', [one.id])
    await expect(group.capacity()).toHaveText(/^5 of 6 active/)
  })
  await group.reaches('10.0.1.33', /^Paused$/)
  await step('Resume up to target', async () => {
    await (await group.askHeader('Resume up to target')).agree('Resume up to target')
    await expect(group.capacity()).toHaveText(/^6 of 6 active/)
  })
  await step('Resuming one beyond target raises target', async () => {
    const next = await group.at('10.0.1.39')
    const confirmation = await group.ask('Resume', [next.id])
    await expect(confirmation.plan()).toContainText('Target 6 becomes 7')
    await confirmation.agree('Resume')
    await expect(group.capacity()).toHaveText(/^7 of 7 active/)
  })
})

test('A9 capacity: deallocating a random-address instance asks whether to replace it or to lower target', async ({
  page,
}) => {
  const group = await new GroupPage(page).open('billing-legacy')
  const [first] = await group.instances()
  const confirmation = await group.ask('Deallocate', [first?.id ?? ''])
  await expect(confirmation.dialog.getByRole('radio', { name: 'Replace it' })).toBeChecked()
  await step('Lower target', async () => {
    await confirmation.dialog.getByRole('radio', { name: 'Lower target' }).check()
    await expect(confirmation.plan()).toContainText('Target 2 becomes 1')
    await confirmation.agree('Deallocate')
  })
  await expect(group.capacity()).toHaveText(/^1 of 1 active/)
  await expect.poll(async () => (await group.instances()).length).toBe(1)
})
