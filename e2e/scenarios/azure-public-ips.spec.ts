import type { Page } from '@playwright/test'
import { paths } from '@/lib/api/paths'
import { choose } from '../drivers/choose'
import { readTable, tableOf } from '../drivers/table'
import { expect, step, test } from '../fixtures'

const zone = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name} \\d+$`) })
const inspector = (page: Page) => page.getByRole('complementary', { name: /^Inspector/ })
/** "20.61.10.11 PublicIP-Zone1, Pool, held" */
const chips = async (page: Page, name: string) =>
  (await zone(page, name).getByRole('listitem').allInnerTexts()).map((text) =>
    text.replace(/\s+/g, ' ').trim(),
  )

test('Z6 the public IPs of a region stand by zone, each with its state', async ({ page }) => {
  await page.goto('/public-ips')
  await page.getByRole('radiogroup', { name: 'Show as' }).getByText('By zone').click()
  await expect(page).toHaveURL(/view=zones/)
  // The URL changes before the page does.
  await expect
    .poll(() => chips(page, 'Zone 1'))
    .toEqual([
      expect.stringMatching(/^20\.61\.10\.11 PublicIP-Zone1 , Pool, held$/),
      expect.stringMatching(/^20\.61\.10\.12 PublicIP-Zone1-2 , Unused$/),
    ])
  // By address, and the address of a dynamic one is the cloud's choice.
  expect(
    (await chips(page, 'Zone 3')).toSorted((a, b) => Number(/vmi-/.test(a)) - Number(/vmi-/.test(b))),
  ).toEqual([
    expect.stringMatching(/^20\.61\.10\.31 PublicIP-Zone3 , Unused$/),
    expect.stringMatching(/vmi-\w+-eth0-ip , Dynamic, made for a VM$/),
  ])
  expect(await chips(page, 'Zone-redundant')).toHaveLength(3)
  expect((await chips(page, 'No zone')).filter((text) => text.endsWith('Basic, retired'))).toHaveLength(2)

  await step('The legend leaves one state, and the URL keeps it', async () => {
    await page
      .getByRole('list', { name: 'Legend' })
      .getByRole('button', { name: /^Held by others/ })
      .click()
    await expect(page).toHaveURL(/state=other/)
    await page.reload()
    await expect
      .poll(() => chips(page, 'Zone-redundant'))
      .toEqual([expect.stringMatching(/^20\.61\.10\.81 PublicIP-Gateway , Held by others$/)])
    await expect(zone(page, 'Zone 1')).toContainText('None of them matches')
    await page
      .getByRole('list', { name: 'Legend' })
      .getByRole('button', { name: /^Held by others/ })
      .click()
  })
  await step('So do the group and the search', async () => {
    await choose(page, 'Group', 'picture-2-public-pool')
    await expect.poll(() => chips(page, 'Zone 1')).toHaveLength(1)
    await page.getByRole('searchbox', { name: 'Search public IPs' }).fill('eth0-ip')
    await expect.poll(() => chips(page, 'Zone 1')).toHaveLength(0)
    expect(await chips(page, 'Zone 3')).toHaveLength(1)
  })
})

test('Public IPs by zone are walked over with the keyboard, and the inspector tells all of one', async ({
  page,
}) => {
  await page.goto(paths.publicIps({ view: 'zones' }))
  const first = page.getByRole('button', { name: /^20\.61\.10\.11/ })
  await first.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('button', { name: /^20\.61\.10\.12/ })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('button', { name: /^20\.61\.10\.21/ })).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  const words = [
    'vmi-',
    'picture-2-public-pool',
    'Resource group holdfast-demo',
    'Zone 1, westeurope',
    'Standard',
    'Static',
    'Public IP taken',
  ]
  for (const text of words) await expect(inspector(page)).toContainText(text)
  await step('A reload brings it back; one that Azure retired says why', async () => {
    await page.reload()
    await expect(inspector(page)).toContainText('Public IP taken')
    await page.getByRole('button', { name: /^20\.61\.10\.71/ }).click()
    await expect(inspector(page)).toContainText('Azure retired Basic public IPs on 30 September 2025.')
  })
  await step('The holder leads to its group', async () => {
    await first.click()
    await inspector(page).getByRole('link', { name: /^vmi-/ }).click()
    await expect(page).toHaveURL(/\/groups\/.*instance=vmi-/)
  })
})

test('Lists of every cloud speak neutral words, say which cloud a row is of, and filter by it', async ({
  page,
}) => {
  await page.goto('/public-ips')
  await choose(page, 'Cloud', 'Azure')
  const ips = await readTable(tableOf(page, 'Public IPs'))
  expect(new Set(ips.map((row) => row.Where?.split(',')[0]))).toEqual(new Set(['Azure · westeurope']))
  expect(ips.find((row) => row.Address === '20.61.10.71')?.Where).toContain('Basic, retired')
  await page.goto('/subnets?cloud=azure')
  const subnets = await readTable(tableOf(page, 'Subnets'))
  expect(subnets).toHaveLength(4)
  expect(subnets[0]).toMatchObject({
    'Virtual network': 'TestVirtualNetwork',
    Where: 'Azure · westeurope, spans zones',
  })
  await page.goto('/groups?cloud=azure')
  const groups = await readTable(tableOf(page, 'Groups'))
  expect(groups.map((row) => row.Group)).toEqual(['picture-1-private-pool', 'picture-2-public-pool'])
})
