import { GroupPage, lasting } from '../drivers/group'
import { expect, step, test } from '../fixtures'

test('A1 identity: a machine is interrupted and keeps private IP, ENI and Elastic IP', async ({
  page,
  control,
}) => {
  const group = await step('A group of the demo is opened', () => new GroupPage(page).open('cassandra-ring'))
  const before = await group.at('10.0.1.32')
  expect(before).toMatchObject({ state: 'Active', origin: 'Pool', elasticIp: '52.20.11.4' })

  await step('AWS takes the machine back', () => control.interrupt({ machineIds: [before.machine] }))
  await step('Another machine takes over', async () => {
    await expect.poll(async () => (await group.at('10.0.1.32')).machine).not.toBe(before.machine)
    await group.reaches('10.0.1.32', /^Active$/)
  })
  expect(lasting(await group.at('10.0.1.32'))).toEqual(lasting(before))
})

test('A1 identity: pause, resume and recycle change the machine and nothing else', async ({ page }) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const before = await group.at('10.0.1.33')

  await step('Recycle it', async () => {
    await group.do('Recycle', [before.id])
    await expect.poll(async () => (await group.at('10.0.1.33')).machine).not.toBe(before.machine)
  })
  const recycled = await group.reaches('10.0.1.33', /^Active$/)
  expect(lasting(recycled)).toEqual(lasting(before))

  const paused = await step(
    'Pause it: the address, the ENI and the Elastic IP still stand there',
    async () => {
      await group.do('Pause', [before.id])
      return group.reaches('10.0.1.33', /^Paused$/)
    },
  )
  expect(lasting(paused)).toEqual(lasting(before))
  expect(paused.machine).toBe('None')

  const resumed = await step('Resume it', async () => {
    await group.do('Resume', [before.id])
    return group.reaches('10.0.1.33', /^Active$/)
  })
  expect(lasting(resumed)).toEqual(lasting(before))
  expect([before.machine, recycled.machine]).not.toContain(resumed.machine)
})
