import { GroupPage, lasting } from '../drivers/group'
import { GroupsList } from '../drivers/groups'
import { Wizard } from '../drivers/wizard'
import { expect, step, test } from '../fixtures'

test.describe('with machines that take their time', () => {
  test.use({ timing: { startMs: 2_000, stopMs: 300 } })

  test('B7 nothing is lost: the server is killed in the middle of a resume, and the work goes on after a restart', async ({
    page,
    holdfast,
    mishaps,
  }) => {
    mishaps.allow(/net::ERR_|Failed to fetch/)
    const group = await new GroupPage(page).open('cassandra-ring')
    const ids = await Promise.all(
      ['10.0.1.38', '10.0.1.39'].map(async (address) => (await group.at(address)).id),
    )
    await step('Two instances are being resumed', async () => {
      await group.do('Resume', ids)
      await group.reaches('10.0.1.39', /^Resuming/)
    })
    await step('kill -9', () => holdfast.killConsole())
    await step('It is started again', () => holdfast.startConsole())
    await step('Both run, on their addresses', async () => {
      await group.open('cassandra-ring')
      await group.reaches('10.0.1.38', /^Active$/)
      await group.reaches('10.0.1.39', /^Active$/)
    })
    const instances = await group.instances()
    expect(instances.map((one) => one.address)).toEqual(
      [32, 33, 34, 35, 36, 37, 38, 39].map((at) => `10.0.1.${at}`),
    )
    expect(ids.every((id) => instances.some((one) => one.id === id))).toBe(true)
    const overview = await holdfast.control.overview()
    const machines = overview.ok ? overview.value.machines : []
    const live = machines.filter((one) => one.state === 'running' && ids.includes(one.instanceId ?? ''))
    expect(live).toHaveLength(2)
    expect(new Set(live.map((one) => one.interfaceId)).size).toBe(2)
  })
})

test('B7 nothing is lost: the simulated cloud is killed during an interruption and comes back', async ({
  page,
  holdfast,
  mishaps,
}) => {
  mishaps.allow(/ECONNREFUSED|ECONNRESET/)
  const group = await new GroupPage(page).open('cassandra-ring')
  const before = await group.at('10.0.1.34')
  await step('A machine is taken back, and the cloud goes silent', async () => {
    await holdfast.control.interrupt({ machineIds: [before.machine] })
    await holdfast.killCloud()
  })
  await step('It is there again', () => holdfast.startCloud())
  await step('The instance runs on its address', async () => {
    await expect.poll(async () => (await group.at('10.0.1.34')).machine).not.toBe(before.machine)
    await expect.poll(async () => (await group.at('10.0.1.34')).state).toBe('Active')
  })
  expect(lasting(await group.at('10.0.1.34'))).toEqual(lasting(before))
})

test('B7 nothing is lost: a wizard left half-way is listed and goes on where it was', async ({ page }) => {
  const groups = await new GroupsList(page).open()
  const draft = (await groups.rows()).find((row) => row.Group?.startsWith('mongo-orders'))
  expect(draft).toMatchObject({ State: 'Step 3 of 4, Persistence', 'Private IP pool': '3 addresses chosen' })
  await groups.table.getByRole('link', { name: /mongo-orders Draft/ }).click()
  await expect(page.getByRole('tab', { name: 'Persistence' })).toHaveAttribute('aria-selected', 'true')
  const wizard = new Wizard(page)
  await expect(wizard.field('Private IP Pool')).toHaveValue('10.0.2.60-62')
  await wizard.goTo('General')
  await expect(wizard.field('Name')).toHaveValue('mongo-orders')
})
