import { GroupPage } from '../drivers/group'
import { HeldPage } from '../drivers/held'
import { expect, step, test } from '../fixtures'

test('B6 nothing leaks: what a paused instance holds is listed with its cost, given back and released', async ({
  page,
}) => {
  const group = await new GroupPage(page).open('cassandra-ring')
  const paused = await group.at('10.0.1.33')
  await group.do('Pause', [paused.id])
  await group.reaches('10.0.1.33', /^Paused$/)
  const held = await new HeldPage(page).open()
  await step('Its interface and its Elastic IP are listed', async () => {
    await expect.poll(() => held.listed()).toContain('10.0.1.33 ENI Paused')
    expect(await held.listed()).toContain(`${paused.elasticIp} Elastic IP Paused`)
    const row = (await held.rows()).find((one) => one.Address === paused.elasticIp)
    expect(row).toMatchObject({ 'Per year': '43.80 USD', Owner: `${paused.id} in cassandra-ring` })
  })
  await step('The Elastic IP goes back to its pool, and the instance stays', async () => {
    const confirmation = await (await held.ask('Give back', [paused.elasticIp])).ready()
    await expect(confirmation.plan()).toContainText('lets Elastic IP')
    await confirmation.agree('Give back')
    await expect.poll(() => held.listed()).toContain(`${paused.elasticIp} Elastic IP Free in a pool`)
    expect(await held.listed()).toContain('10.0.1.33 ENI Paused')
  })
  await step('The instance is released, by a plan', async () => {
    const confirmation = await (await held.ask('Release', ['10.0.1.33'])).ready()
    await expect(confirmation.plan()).toContainText('is deallocated')
    await confirmation.agree('Release')
    await expect.poll(() => held.listed()).not.toContain('10.0.1.33 ENI Paused')
  })
})

test('B6 nothing leaks: of two kept interfaces one is adopted, the other deleted, though the cloud refuses at first', async ({
  page,
  control,
  mishaps,
}) => {
  mishaps.allow(/404 \(Not Found\)/)
  const group = await new GroupPage(page).open('billing-legacy')
  const [one, other] = await group.instances()
  await step('Their group is deleted, and they are kept', async () => {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Delete group' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: /^Keep interfaces/ }).check()
    await dialog.getByRole('textbox', { name: /to confirm/ }).fill('billing-legacy')
    const confirm = dialog.getByRole('button', { name: 'Delete group' })
    await expect(confirm).not.toHaveAttribute('aria-disabled', 'true')
    await confirm.click()
    await expect(page.getByRole('heading', { name: 'No such group' })).toBeVisible()
  })
  const held = await new HeldPage(page).open()
  await step(
    'One becomes a paused instance of another group, on the same address and interface',
    async () => {
      await expect.poll(() => held.listed()).toContain(`${one?.address} ENI Kept`)
      const confirmation = await held.ask('Adopt', [one?.address ?? ''])
      await confirmation.ready()
      await expect(confirmation.plan()).toContainText('paused')
      await confirmation.agree('Adopt')
      await expect.poll(() => held.listed()).toContain(`${one?.address} ENI Retained`)
    },
  )
  await step('The other cannot be deleted: it is said why, and tried again', async () => {
    await control.setFaults([
      { operation: 'DeleteNetworkInterface', effect: 'error', code: 'UnauthorizedOperation' },
    ])
    const confirmation = await (await held.ask('Delete', [other?.address ?? ''])).ready()
    await confirmation.agree('Delete')
    const failed = page.getByRole('region', { name: 'One release failed and is tried again' })
    await expect(failed).toContainText('UnauthorizedOperation')
    await expect(failed).toContainText('Tried once')
    await control.setFaults([])
    await failed.getByRole('button', { name: 'Try now' }).click()
    await expect(failed).toBeHidden()
  })
  await step('It is gone from the list and from the cloud', async () => {
    await expect.poll(async () => (await held.listed()).join()).not.toContain(`${other?.address} ENI`)
    const adopted = await (await new GroupPage(page).open('cassandra-ring')).at(one?.address ?? '')
    expect(adopted).toMatchObject({ state: 'Paused', eni: one?.eni, origin: 'Retained' })
  })
})

test('Settings: they count at once, and a second tab hears what moved before it overwrites', async ({
  page,
  secondOperator,
}) => {
  const other = await secondOperator.newPage()
  const field = (one: typeof page, name: string) => one.getByRole('textbox', { name })
  await page.goto('/settings')
  await other.goto('/settings')
  await field(other, 'Price of a public IP per hour').fill('0.02')
  await step('A price is changed', async () => {
    await field(page, 'Price of a public IP per hour').fill('free')
    await expect(page.getByText('Give a price from 0 to 100 per hour')).toBeVisible()
    await field(page, 'Price of a public IP per hour').fill('0.01')
    await page.getByRole('button', { name: 'Save settings' }).click()
    await expect(page.getByText('Settings saved.')).toBeVisible()
  })
  await step('The other tab is told, and then goes through', async () => {
    const save = other.getByRole('button', { name: 'Save settings' })
    await save.click()
    await expect(other.getByText('Changed from 0.005 to 0.01 meanwhile.')).toBeVisible()
    await save.click()
    await expect(other.getByText('Settings saved.')).toBeVisible()
    await expect(field(page, 'Price of a public IP per hour')).toHaveValue('0.02')
  })
  await step('What is held costs that much', async () => {
    const held = await new HeldPage(page).open()
    const price = async () =>
      (await held.rows()).find((row) => row.What?.startsWith('Elastic IP'))?.['Per year']
    await expect.poll(price).toBe('175.20 USD')
  })
})
