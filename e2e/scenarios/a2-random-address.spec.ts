import { GroupPage } from '../drivers/group'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

test('A2 random address: without a pool, target instances take free addresses at random and launch at once', async ({
  page,
}) => {
  const wizard = await new Wizard(page).open()
  await step('A group without a pool is filled in', () =>
    wizard.fill({ name: 'kafka-brokers', subnets: ['10.0.2.0/24'], target: 3, maximum: 6, maintain: true }),
  )
  await step('The plan says what will happen', () =>
    expect(wizard.plan()).toContainText('3 instances on random addresses, launched at once'),
  )
  await step('Create group', () => wizard.create())

  const group = new GroupPage(page)
  await step('All three run', () => group.settles(['Active', 'Active', 'Active']))
  const instances = await group.instances()
  const octets = instances.map((one) => Number(/^10\.0\.2\.(\d+)$/.exec(one.address)?.[1]))
  const held = [0, 1, 2, 3, ...Array.from({ length: 22 }, (_, at) => 20 + at), 60, 255]
  expect(new Set(octets).size).toBe(3)
  expect(octets.filter((octet) => !(octet >= 0) || held.includes(octet))).toEqual([])
  expect(instances.map((one) => one.origin)).toEqual(['Random', 'Random', 'Random'])
})
