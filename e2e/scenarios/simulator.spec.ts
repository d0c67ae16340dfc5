import { choose } from '../drivers/choose'
import { GroupPage, lasting } from '../drivers/group'
import { Simulator } from '../drivers/simulator'
import { expect, step, test } from '../fixtures'

test('Simulator: a share of a zone is taken back, and every instance is replaced on its address', async ({
  page,
}) => {
  const group = await new GroupPage(page).open('scylla-analytics')
  const before = await group.instances()
  await new Simulator(page).open()
  await step('All that runs in us-east-1c goes', async () => {
    await choose(page, 'Zone', 'us-east-1c')
    await page.getByRole('textbox', { name: 'Share' }).fill('100')
    await page.getByRole('button', { name: 'Interrupt this share' }).click()
  })
  const machines = (list: typeof before) => list.map((one) => one.machine).filter((id) => id.startsWith('i-'))
  await step('and is there again, with other machines', async () => {
    await group.open('scylla-analytics')
    const others = async () =>
      machines(await group.instances()).filter((id) => !machines(before).includes(id))
    await expect.poll(async () => (await others()).length).toBe(2)
    await expect(group.capacity()).toHaveText(/^2 of 3 active, 7 paused$/)
  })
  expect((await group.instances()).map(lasting)).toEqual(before.map(lasting))
})

test('Simulator: a call that fails is tried again until AWS answers', async ({ page }) => {
  await new Simulator(page).open()
  await step('Launching fails twice', async () => {
    const form = page.getByRole('form', { name: 'Add a fault' })
    await choose(form, 'Operation', 'RunInstances')
    await form.getByRole('textbox', { name: 'How many times' }).fill('2')
    await form.getByRole('button', { name: 'Add fault' }).click()
    await expect(page.getByRole('list', { name: 'Faults' })).toContainText('RunInstances')
  })
  const group = await new GroupPage(page).open('cassandra-ring')
  const next = await group.at('10.0.1.38')
  await step('Resume takes a little longer', async () => {
    await group.do('Resume', [next.id])
    await group.reaches('10.0.1.38', /^Active$/)
  })
  await group.showTab('Activity')
  await expect(page.getByRole('list', { name: 'Events' })).toContainText('Cloud call failed, trying again')
})

test('Simulator: it says so when the simulated cloud does not answer, and goes on when it does', async ({
  page,
  holdfast,
  mishaps,
}) => {
  mishaps.allow(/ECONNREFUSED|ECONNRESET/)
  await new Simulator(page).open()
  await step('It is killed', async () => {
    await holdfast.killCloud()
    await expect(page.getByText('The simulated cloud does not answer')).toBeVisible()
  })
  await step('It is started again', async () => {
    await holdfast.startCloud()
    await expect(page.getByRole('heading', { name: 'ENIs of paused instances' })).toBeVisible()
  })
})

test('Simulator: Azure’s market decides where a VM comes back, and without capacity it waits', async ({
  page,
}) => {
  const simulator = await new Simulator(page).open()
  const zones = async () =>
    (await simulator.machines())
      .filter((row) => row.Group === 'picture-2-public-pool' && row.State === 'Running')
      .map((row) => row.Zone)
      .sort()
  const market = page.getByRole('form', { name: 'Azure spot market' })
  const setMarket = async () => {
    await market.getByRole('button', { name: 'Set market' }).click()
    await expect(market.getByRole('button', { name: 'Set market' })).toBeDisabled()
  }
  expect(await zones()).toEqual(['1', '3'])
  await step('No zone has capacity, and the VM in zone 1 is taken back', async () => {
    for (const zone of [1, 2, 3])
      await market.getByRole('switch', { name: `No capacity in zone ${zone}` }).check()
    await setMarket()
    const gone = (await simulator.machines()).find(
      (row) => row.Group === 'picture-2-public-pool' && row.Zone === '1',
    )
    await simulator.interrupt(gone?.['Instance or VM'] ?? '')
    await expect.poll(zones).toEqual(['3'])
  })
  await step('Zone 2 has some again, and another VM runs there', async () => {
    await market.getByRole('switch', { name: 'No capacity in zone 2' }).uncheck()
    await setMarket()
    await expect.poll(zones).toEqual(['2', '3'])
  })
})

test('Simulator: what others damage by hand in either cloud is listed as drift at once', async ({ page }) => {
  await new Simulator(page).open()
  const form = page.getByRole('form', { name: 'Damage something as someone else' })
  const doIt = form.getByRole('button', { name: 'Do it behind Holdfast’s back' })
  const done = page.getByText('Done behind Holdfast’s back. Drift shows what it found.')
  await step('Nothing chosen is said at the field', async () => {
    await doIt.click()
    await expect(form.getByText('Choose what it happens to.')).toBeVisible()
  })
  await step('An interface of AWS is detached', async () => {
    await choose(form, 'Interface of', '10.0.1.33, ')
    await doIt.click()
    await expect(done.first()).toBeVisible()
  })
  await step('An interface with our tag is left in a subnet of Azure, on an address', async () => {
    await choose(form, 'What happens', 'Leave an interface with our tag')
    await choose(form, 'Subnet', 'TestSubnet3')
    await form.getByRole('textbox', { name: 'Its address' }).fill('10.0.1.999')
    await doIt.click()
    await expect(form.getByText(/Each part of an IPv4 address is 0 to 255/)).toBeVisible()
    await form.getByRole('textbox', { name: 'Its address' }).fill('10.0.1.77')
    await doIt.click()
    await expect(form.getByRole('textbox', { name: 'Its address' })).toHaveValue('')
  })
  await form.getByRole('link', { name: 'Drift' }).click()
  const rows = page.getByRole('table', { name: 'Open drift' }).getByRole('row')
  await expect(rows.filter({ hasText: 'Interface detached' })).toContainText('10.0.1.33')
  await expect(rows.filter({ hasText: 'Unknown interface' })).toContainText('10.0.1.77')
})
