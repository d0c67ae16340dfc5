import { GroupPage, lasting } from '../drivers/group'
import { ALL_FILES, Inventory } from '../drivers/inventory'
import { AddressMap } from '../drivers/map'
import { Simulator } from '../drivers/simulator'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

test.use({ world: 'empty' })

const SUBNET = 'subnet-09e3779b185ebca77'
const addresses = ['10.0.1.16', '10.0.1.17', '10.0.1.18', '10.0.1.19']

test('The main job: a real inventory, a stateful group, a lost machine, and every address stays', async ({
  page,
}) => {
  const inventory = await new Inventory(page).open()
  await step('What the AWS CLI printed is read and planned', () => inventory.read(ALL_FILES))
  await step('and imported', () => inventory.apply())

  const wizard = await new Wizard(page).open()
  await step('A group with four addresses and two Elastic IPs is filled in', () =>
    wizard.fill({
      name: 'cassandra-ring',
      vpc: 'production',
      subnets: ['10.0.0.0/20'],
      target: 4,
      securityGroups: ['cassandra-nodes'],
      elasticIps: ['52.0.0.107'],
      maintain: true,
      pool: '10.0.1.16-19',
    }),
  )
  await step('The plan is shown before anything is done', () =>
    expect(wizard.plan()).toContainText('4 paused instances, one per pool address'),
  )
  await step('Create group', () => wizard.create())

  const group = new GroupPage(page)
  await step('Resume up to target', async () => {
    await (await group.askHeader('Resume up to target')).agree('Resume up to target')
    await group.settles(['Active', 'Active', 'Active', 'Active'])
  })
  const before = await group.instances()
  expect(before.map((one) => one.address)).toEqual(addresses)
  expect(before.map((one) => one.elasticIp)).toEqual(['52.0.0.107', 'None', 'None', 'None'])

  await step('On the Simulator page a machine is taken back', async () => {
    const simulator = await new Simulator(page).open()
    await simulator.interrupt(before[0]?.machine ?? '')
  })
  const after = await step('Another machine stands behind the same address', async () => {
    await group.open('cassandra-ring')
    await expect.poll(async () => (await group.at('10.0.1.16')).machine).not.toBe(before[0]?.machine)
    await group.settles(['Active', 'Active', 'Active', 'Active'])
    return group.instances()
  })
  expect(after.map(lasting)).toEqual(before.map(lasting))
  await step('The map shows that every address stayed', async () => {
    const map = await new AddressMap(page).open(SUBNET, '?address=10.0.1.16')
    await expect(map.inspector()).toContainText(before[0]?.id ?? 'an id')
    await expect(map.inspector()).toContainText('Machine replaced after interruption')
    expect((await map.legend())['Held, active']).toBe(4)
  })
})
