import { GroupPage } from '../drivers/group'
import { Simulator } from '../drivers/simulator'
import { expect, step, test } from '../fixtures'

test('A5 interface: made at the first resume, kept when the machine goes, the same at the next', async ({
  page,
}) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const before = await group.at('10.0.1.38')
  expect(before).toMatchObject({ state: 'Paused, never resumed', eni: 'Not' })

  const first = await step('The first resume makes the ENI', async () => {
    await group.do('Resume', [before.id])
    return group.reaches('10.0.1.38', /^Active$/)
  })
  expect(first.eni).toMatch(/^eni-/)

  await step('Pause ends the machine; the ENI stays', async () => {
    await group.do('Pause', [before.id])
    expect((await group.reaches('10.0.1.38', /^Paused$/)).eni).toBe(first.eni)
  })
  await step('In AWS it is there, and no machine uses it', async () => {
    const simulator = await new Simulator(page).open()
    await expect
      .poll(async () => (await simulator.freeInterfaces()).map((row) => [row.ENI, row['Private IP']]))
      .toContainEqual([first.eni, '10.0.1.38'])
  })
  await step('The next machine has it again', async () => {
    await group.open('cassandra-ring')
    await group.do('Resume', [before.id])
    const again = await group.reaches('10.0.1.38', /^Active$/)
    expect(again.eni).toBe(first.eni)
    expect(again.machine).not.toBe(first.machine)
  })
})
