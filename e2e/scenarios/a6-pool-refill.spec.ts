import { GroupPage } from '../drivers/group'
import { expect, step, test } from '../fixtures'

test('A6 pool refill: deallocating a pool instance creates a new paused one for its address', async ({
  page,
}) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const before = await group.at('10.0.1.34')
  const confirmation = await step('Deallocate shows its plan', () => group.ask('Deallocate', [before.id]))
  await expect(confirmation.plan()).toContainText(
    'is deallocated; a new paused instance follows on its pool address',
  )
  await confirmation.agree('Deallocate')

  const after = await step('A new instance stands on the address', async () => {
    await expect
      .poll(async () => (await group.instances()).find((one) => one.address === '10.0.1.34')?.state)
      .toBe('Paused, never resumed')
    return group.at('10.0.1.34')
  })
  expect(after.id).not.toBe(before.id)
  expect(after).toMatchObject({ origin: 'Pool', eni: 'Not', machine: 'Never' })
  expect((await group.instances()).map((one) => one.id)).not.toContain(before.id)
})
