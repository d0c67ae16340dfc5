import { SUBNETS } from '@/lib/testing/worlds'
import { GroupPage } from '../drivers/group'
import { AddressMap } from '../drivers/map'
import { expect, step, test } from '../fixtures'

test('Map: the counts of the legend add up to the size of every subnet', async ({ page }) => {
  const map = new AddressMap(page)
  for (const [subnet, size] of [
    [SUBNETS.edgeA, 16],
    [SUBNETS.prodA, 256],
    [SUBNETS.prodC, 4_096],
    [SUBNETS.fleet, 65_536],
  ] as const) {
    await map.open(subnet.id)
    expect(await map.total()).toBe(size)
    await expect
      .poll(async () => Object.values(await map.legend()).reduce((sum, count) => sum + count, 0))
      .toBe(size)
  }
})

test('Map: hover tells, click opens, arrow keys walk, and the URL brings it all back', async ({ page }) => {
  const map = await new AddressMap(page).open(SUBNETS.prodB.id)
  await step('The pointer tells address, status and holder', async () => {
    await map.pointAt('10.0.2.60')
    await expect.poll(() => map.tooltip()).toMatch(/^10\.0\.2\.60 Held by others i-.*gateway/)
  })
  await step('A click opens the address', async () => {
    await map.click('10.0.2.30')
    await expect(page).toHaveURL(/address=10\.0\.2\.30/)
    await expect(map.inspector()).toContainText('eks-node')
  })
  await step('The keyboard goes on from there', async () => {
    await map.map.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/address=10\.0\.2\.47/)
    await expect(map.inspector()).toContainText('Nobody')
    await page.keyboard.press('n')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/address=10\.0\.2\.60/)
    await expect(map.inspector()).toContainText('dual-stack-gateway')
  })
  await step('The URL restores the selection', async () => {
    await page.reload()
    await expect(map.inspector()).toContainText('dual-stack-gateway')
    await expect(map.inspector()).toContainText('10.0.2.60')
  })
})

test('Map: a square of a /16 is opened by keyboard and stands in the URL', async ({ page }) => {
  const map = await new AddressMap(page).open(SUBNETS.fleet.id, '?cidr=10.8.1.0/24')
  await map.map.focus()
  await expect(page).toHaveURL(/cidr=10\.8\.1\.0(\/|%2F)24/)
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/cidr=/)
})

test('Map: wherever one stands in a /16, the URL brings back the same picture', async ({ page }) => {
  const map = await new AddressMap(page).open(SUBNETS.fleet.id)
  await step('Zoomed in twice, between the squares', async () => {
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await expect(page).toHaveURL(/place=2_/)
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await expect(page).toHaveURL(/place=4_/)
  })
  const picture = () => map.map.locator('canvas').screenshot()
  const before = await picture()
  await page.reload()
  await expect(map.map).toBeVisible()
  await expect.poll(async () => (await picture()).equals(before)).toBe(true)
  await step('Shown whole again, the URL says nothing of it', async () => {
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect(page).not.toHaveURL(/place=/)
    await expect(page.getByRole('button', { name: 'Zoom out' })).toHaveAttribute('aria-disabled', 'true')
  })
})

test('Map: the occupancy of a /16 travels in 64 KB', async ({ page, holdfast }) => {
  const answer = await page.request.get(`${holdfast.url}/api/subnets/${SUBNETS.fleet.id}/occupancy`)
  expect((await answer.body()).byteLength).toBeLessThanOrEqual(64 * 1024)
})

test('Map: the same as a table, for whoever reads it', async ({ page }) => {
  const map = await new AddressMap(page).open(SUBNETS.edgeA.id)
  const rows = await map.list()
  expect(rows.map((row) => [row.Address, row.Status])).toEqual([
    ['10.0.3.0', 'Reserved by AWS'],
    ['10.0.3.1', 'Reserved by AWS'],
    ['10.0.3.2', 'Reserved by AWS'],
    ['10.0.3.3', 'Reserved by AWS'],
    ['10.0.3.4', 'Held by others'],
    ['10.0.3.9', 'Held by others'],
    ['10.0.3.15', 'Reserved by AWS'],
  ])
  await expect(page).toHaveURL(/view=list/)
})

test('Map: an IPv6 subnet is a map of blocks that open on click', async ({ page }) => {
  const map = await new AddressMap(page).open(SUBNETS.prodB.id)
  await page.getByRole('radiogroup', { name: 'Address prefix' }).getByText('IPv6').click()
  await expect(map.map).toHaveAccessibleName(/2600:1f18:4a2:b02::\/64/)
  await map.map.focus()
  await page.keyboard.press('Enter')
  await expect(map.map).toHaveAccessibleName(/2600:1f18:4a2:b02::\/72/)
  await expect(page.getByRole('navigation', { name: 'Level of the map' })).toBeVisible()
})

test('Map: it changes while one looks at it', async ({ page, secondOperator }) => {
  const map = await new AddressMap(page).open(SUBNETS.prodA.id, '?address=10.0.1.34')
  await expect(map.inspector()).toContainText('Held, active')
  const before = await map.legend()
  const other = await new GroupPage(await secondOperator.newPage()).open('cassandra-ring')
  await step('Elsewhere an instance is paused', async () => {
    await other.do('Pause', [(await other.at('10.0.1.34')).id])
    await other.reaches('10.0.1.34', /^Paused$/)
  })
  await step('Here the map follows, without a reload', async () => {
    await expect(map.inspector()).toContainText('Held, paused')
    await expect
      .poll(async () => (await map.legend())['Held, active'])
      .toBe((before['Held, active'] ?? 0) - 1)
  })
})
