import { GroupPage } from '../drivers/group'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

const entries = { name: 'scylla-ring', target: 4, maximum: 8, maintain: true, pool: '10.0.2.100-103' }
const addresses = ['10.0.2.100', '10.0.2.101', '10.0.2.102', '10.0.2.103']

test('A3 pool: one stateful instance per address, created paused and launched by Resume', async ({
  page,
}) => {
  const wizard = await new Wizard(page).open()
  await step('A pool of four addresses is typed', () => wizard.fill(entries))
  await expect(wizard.plan()).toContainText('4 paused instances, one per pool address')
  await step('Create group', () => wizard.create())

  const group = new GroupPage(page)
  await step('Four paused instances, none with a machine', () =>
    group.settles(addresses.map(() => 'Paused, never resumed')),
  )
  const created = await group.instances()
  expect(created.map((one) => one.address)).toEqual(addresses)
  expect(created.map((one) => [one.origin, one.eni, one.machine])).toEqual(
    addresses.map(() => ['Pool', 'Not', 'Never']),
  )
  await step('Resume launches one', async () => {
    await group.do('Resume', [created[1]?.id ?? ''])
    await group.reaches('10.0.2.101', /^Active$/)
  })
  await group.settles(['Paused, never resumed', 'Active', 'Paused, never resumed', 'Paused, never resumed'])
})

test('A3 pool: "Resume pool instances up to target" launches them when the group is created', async ({
  page,
}) => {
  const wizard = await new Wizard(page).open()
  await wizard.fill({ ...entries, target: 2, resumePool: true })
  await expect(wizard.plan()).toContainText('2 pool instances, launched at once')
  await wizard.create()
  await new GroupPage(page).settles(['Active', 'Active', 'Paused, never resumed', 'Paused, never resumed'])
})
