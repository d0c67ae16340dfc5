import type { Page } from '@playwright/test'
import { PooledGroup } from '../drivers/pooled-group'
import { type PooledEntries, PooledWizard } from '../drivers/pooled-wizard'
import { readTable, tableOf } from '../drivers/table'
import { expect, step, test } from '../fixtures'

test('Z6 public pool: a VM takes a free member of its zone; where there is none, a new dynamic public IP', async ({
  page,
  control,
}) => {
  const group = await new PooledGroup(page).open('picture-2-public-pool')
  const [first, second] = await group.settles(2)
  expect([first?.zone, first?.publicIp]).toEqual(['1', '20.61.10.11 Pool'])
  expect(second?.zone).toBe('3')
  expect(second?.publicIp).toMatch(/ Dynamic$/)
  await step('The market has only zone 2; the plan leaves the choice to it', async () => {
    await control.setMarket({ zones: { '1': { weight: 0 }, '2': { weight: 1 }, '3': { weight: 0 } } })
    const confirmation = await group.askScale('Add', 1)
    await expect(confirmation.dialog).toContainText(
      'its public IP is chosen when the market has chosen the zone',
    )
    await confirmation.agree('Scale to 3')
  })
  const third = (await group.settles(3))[2]
  expect(third?.zone).toBe('2')
  expect(third?.publicIp).toMatch(/ Dynamic$/)
  await expect(
    page.getByRole('main').getByText(/^3 of 3 VMs active, 1 on pool addresses, 2 dynamic/),
  ).toBeVisible()
})

test('Z6 public pool: pools by zone say what the next VM of each zone gets, and what to add where', async ({
  page,
}) => {
  const group = await new PooledGroup(page).open('picture-2-public-pool')
  await group.showTab('Network')
  const rows = await readTable(tableOf(page, 'Pools by zone'))
  expect(
    rows.map((row) => [row.Zone, row['Free members'], row.Held, row['Next VM there'], row['To add']]),
  ).toEqual([
    ['Zone 1', '0', '1 by this group', 'Dynamic', '3'],
    ['Zone 2', '0', 'None', 'Dynamic', '4'],
    ['Zone 3', '0', 'None', 'Dynamic', '4'],
  ])
  await expect(page.getByText('The public IP pool of eth0 lacks 11 members.')).toBeVisible()
  await expect(page.getByText(/^The market chooses the zone and tells nobody its odds/)).toBeVisible()
})

/** A group of the demo's zonal network with these members in the public pool of its one interface. */
async function create(
  page: Page,
  entries: PooledEntries,
  publicIps: readonly string[],
): Promise<PooledGroup> {
  const wizard = new PooledWizard(page)
  await wizard.open()
  await wizard.reachNetwork(entries)
  await wizard.card('eth0').fill({ subnet: 'web', networkSecurityGroup: 'web-nsg', publicIps })
  await wizard.next('Review')
  await wizard.create()
  await expect(page.getByRole('tab', { name: 'VMs', exact: true })).toBeVisible()
  return new PooledGroup(page)
}

test('Z6 public pool: in a regional group any free member fits, in list order', async ({ page }) => {
  const members = ['20.61.10.21', '20.61.10.31']
  const entries = { name: 'regional-edge', zones: [], target: 2, maximum: 4 }
  const group = await create(page, entries, members)
  const vms = await group.settles(2)
  expect(vms.map((vm) => vm.publicIp)).toEqual(members.map((address) => `${address} Pool`))
})

test('Z6 public pool: a zone-redundant member fits in whatever zone the market chooses', async ({
  page,
  control,
}) => {
  await control.setMarket({ zones: { '1': { weight: 0 }, '2': { weight: 1 }, '3': { weight: 0 } } })
  const entries = { name: 'zonal-edge', zones: ['1', '2'], target: 1, maximum: 2 }
  const group = await create(page, entries, ['20.61.10.12', '20.61.10.41'])
  const [vm] = await group.settles(1)
  expect([vm?.zone, vm?.publicIp]).toEqual(['2', '20.61.10.41 Pool'])
})
