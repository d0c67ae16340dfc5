import { paths } from '@/lib/api/paths'
import { AZURE_SUBNETS } from '@/lib/testing/azure-worlds'
import { AddressMap } from '../drivers/map'
import { expect, step, test } from '../fixtures'

const { test3, web, data } = AZURE_SUBNETS

test('Map: an Azure subnet says which addresses are static, dynamic, others’ and kept back', async ({
  page,
}) => {
  const map = await new AddressMap(page).open(web.id)
  await step('The legend speaks Azure’s words, and only of what is there', async () => {
    await expect
      .poll(() => map.legend())
      .toEqual({ Dynamic: 2, 'Held by others': 5, 'Reserved by Azure': 5, Free: 244 })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^10\.20\.1\.0\/24 ?web, spans zones$/)
  })
  await step('The pointer tells the reason that Azure has', async () => {
    await map.pointAt('10.20.1.3')
    await expect.poll(() => map.tooltip()).toBe('10.20.1.3 Reserved by Azure: Azure DNS')
    await map.pointAt('10.20.1.4')
    await expect.poll(() => map.tooltip()).toMatch(/^10\.20\.1\.4 Dynamic vmi-\w+ in picture-2-public-pool/)
  })
  await step('A click tells the VM, its NIC, its public IP and why this address', async () => {
    await map.click('10.20.1.4')
    for (const words of [
      'Dynamic, chosen by Azure',
      'eth0 has no private IP pool.',
      'eth0, primary',
      '20.61.10.11',
      'Zone 1',
    ])
      await expect(map.inspector()).toContainText(words)
  })
  await step('A resource shows its name and group, and is copied whole', async () => {
    const nic = map.inspector().getByRole('button', { name: /^vmi-\w+-eth0 in holdfast-demo, copy$/ })
    await expect(nic).toHaveAttribute('title', /^Copy \/subscriptions\/.+\/networkinterfaces\/vmi-\w+-eth0$/)
  })
})

test('Map: a pool member that a VM has is static; those of others are passed over', async ({ page }) => {
  const map = await new AddressMap(page).open(test3.id)
  const rows = await map.list()
  expect(
    rows.filter((row) => row.Address?.startsWith('10.0.1.')).map((row) => [row.Address, row.Status]),
  ).toEqual([
    ['10.0.1.0', 'Static, from a pool'],
    ['10.0.1.1', 'Held by others'],
    ['10.0.1.2', 'Held by others'],
    ['10.0.1.3', 'Held by others'],
    ['10.0.1.255', 'Reserved by Azure'],
  ])
  await page.getByRole('button', { name: '10.0.1.0', exact: true }).click()
  await expect(map.inspector()).toContainText('Member 1 of 4 of the private IP pool of eth0')
  await step('Who held it is answered too, and the URL of both brings them back', async () => {
    await page.reload()
    await map.inspector().getByRole('link', { name: 'Who held it, and when' }).click()
    await expect(page.getByRole('list', { name: 'Who held it' })).toContainText(
      /vmi-\w+ in picture-1-private-pool/,
    )
    await page.reload()
    await expect(page.getByRole('complementary', { name: 'Now' })).toContainText('Static, from the pool')
    await page.getByRole('link', { name: 'Show on the map' }).click()
    await expect(map.inspector()).toContainText('picture-1-private-pool')
  })
})

test('Map: every prefix of an Azure subnet can be seen, and a link to an address opens its own', async ({
  page,
}) => {
  const map = await new AddressMap(page).open(data.id)
  await page.getByRole('radiogroup', { name: 'Address prefix' }).getByText('IPv6').click()
  await expect(map.map).toHaveAccessibleName(/fd00:20:2::\/64/)
  await page.goto(paths.subnet(data.id, { address: 'fd00:20:2::10' }))
  await expect(map.map).toHaveAccessibleName(/fd00:20:2::\/64/)
  await expect(map.inspector()).toContainText('sql-legacy')
  await page.getByRole('radiogroup', { name: 'Address prefix' }).getByText('IPv4').click()
  await expect(map.map).toHaveAccessibleName(/10\.20\.2\.0\/24/)
})

test('Paths: an id that is a path stands in every URL, and one that names nothing says so', async ({
  page,
  request,
  mishaps,
}) => {
  mishaps.allow(/404 \(Not Found\)/)
  const answer = await request.get(`/api${paths.subnet(web.id)}/occupancy`)
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toMatchObject({ subnet: { id: web.id } })
  const gone = await page.goto(paths.subnet(`${web.id}-gone`))
  expect(gone?.status()).toBe(200)
  await expect(page.getByText(/web-gone is not a subnet of this account/)).toBeVisible()
})

test('Search: VMs, their machines and resources are found by what people call them', async ({ page }) => {
  const results = page.getByRole('list', { name: 'Results' }).getByRole('link')
  const find = async (text: string) => {
    await page.goto(paths.addresses(text))
    await expect(results.first()).toBeVisible()
    return results.allInnerTexts()
  }
  const vms = (await find('vmi-')).filter((text) => text.startsWith('VM'))
  expect(vms.map((text) => text.split(/\s+/).at(-1)).sort()).toEqual([
    'picture-1-private-pool',
    'picture-2-public-pool',
    'picture-2-public-pool',
  ])
  expect(await find('PublicIP-Zone2')).toEqual([expect.stringMatching(/20\.61\.10\.21 PublicIP-Zone2/)])
  expect(await find('build-agent-3')).toEqual([
    expect.stringMatching(/^Machine\s+build-agent-3\s/),
    expect.stringMatching(/^Interface\s+build-agent-3-nic\s/),
  ])
  await step('The palette leads to a VM of its group', async () => {
    const id = /vmi-\w+/.exec(vms[0] ?? '')?.[0] ?? ''
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: /^Find an address/ }).fill(id)
    await page
      .getByRole('option', { name: new RegExp(`^${id}`) })
      .first()
      .click()
    await expect(page).toHaveURL(new RegExp(`/groups/.*instance=${id}`))
  })
})
