import type { Page } from '@playwright/test'
import { paths } from '@/lib/api/paths'
import { AZURE_PUBLIC_IPS, AZURE_SUBNETS } from '@/lib/testing/azure-worlds'
import { SUBNETS } from '@/lib/testing/worlds'
import { foundByAxe } from '../accessible'
import { GroupsList } from '../drivers/groups'
import { expect, step, test } from '../fixtures'
import { headerProblems } from '../security-headers'

/** Every page by its path; "GROUP" is the page of cassandra-ring, "VMS" that of a pooled group. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  'groups and a group': [
    '/groups',
    'GROUP',
    'GROUP?tab=network',
    'GROUP?tab=map',
    'GROUP?tab=capacity',
    'GROUP?tab=capacity&form=table',
    'GROUP?tab=schedule',
    'GROUP?tab=activity',
    'GROUP?tab=configuration',
    'GROUP?at=soon',
  ],
  'a pooled group': ['VMS', 'VMS?tab=network', 'VMS?tab=map', 'VMS?tab=configuration'],
  'the wizard': [
    '/groups/new?draft=draft-mongo-orders&step=general',
    '/groups/new?draft=draft-mongo-orders&step=compute',
    '/groups/new?draft=draft-mongo-orders&step=persistence',
    '/groups/new?draft=draft-mongo-orders&step=review',
    'GROUP/edit?step=review',
  ],
  'the wizard of a pooled group': [
    'VMS/edit?step=general',
    'VMS/edit?step=compute',
    'VMS/edit?step=persistence',
    'VMS/edit?step=review',
  ],
  drift: ['/drift', '/drift?view=closed'],
  'subnets and addresses': [
    '/subnets',
    `/subnets/${SUBNETS.prodA.id}?address=10.0.1.33`,
    `/subnets/${SUBNETS.prodA.id}?view=list`,
    `/subnets/${SUBNETS.fleet.id}`,
    `/subnets/${SUBNETS.fleet.id}?at=soon`,
    '/addresses?q=10.0.1.3',
    '/addresses/10.0.1.33',
  ],
  'Azure’s subnets and public IPs': [
    paths.subnet(AZURE_SUBNETS.test3.id, { address: '10.0.1.0' }),
    paths.subnet(AZURE_SUBNETS.web.id, { address: '10.20.1.4' }),
    paths.subnet(AZURE_SUBNETS.data.id, { view: 'list' }),
    paths.address('10.0.1.0', AZURE_SUBNETS.test3.id),
    paths.publicIps({ view: 'zones' }),
    `${paths.publicIps({ view: 'zones' })}&ip=${encodeURIComponent(AZURE_PUBLIC_IPS.zone1.id)}`,
    '/addresses?q=vmi-',
  ],
  'the rest': [
    '/public-ips',
    '/retained',
    '/activity',
    '/ledger',
    '/drills',
    '/inventory',
    '/simulator',
    '/settings',
    '/people',
    '/account',
    '/account/tokens',
    '/nowhere',
  ],
}

/** The paths of a part, with the group's own. */
async function pathsOf(page: Page, part: string): Promise<string[]> {
  const groups = await new GroupsList(page).open()
  const hrefOf = (name: string) => groups.table.getByRole('link', { name, exact: true }).getAttribute('href')
  const group = (await hrefOf('cassandra-ring')) ?? ''
  const vms = (await hrefOf('picture-2-public-pool')) ?? ''
  return (PAGES[part] ?? []).map((path) => path.replace('GROUP', group).replace('VMS', vms))
}

/** Opens a page and waits until nothing of it is a skeleton. Answers what its headers lack. */
async function open(page: Page, path: string): Promise<string[]> {
  const answer = await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('status', { name: /^(Loading|Making)/ })).toHaveCount(0)
  return headerProblems((await answer?.allHeaders()) ?? {}, 'document')
}

/** Colours that fade into each other are judged at the end of it; what pulses for ever is left to pulse. */
const settle = (page: Page) =>
  page.evaluate(() => {
    for (const one of document.getAnimations())
      if (one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) one.finish()
  })

const WIDE = { width: 1440, height: 900 }
const NARROW = { width: 375, height: 800 }

/** How many pixels of the page lie beside a narrow screen. */
async function overNarrow(page: Page): Promise<number> {
  await page.setViewportSize(NARROW)
  const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  // What measures itself follows the new width a moment later.
  await expect
    .poll(over, { timeout: 20_000 })
    .toBeLessThanOrEqual(0)
    .catch(() => undefined)
  return over()
}

const WHAT_COLOURS_DECIDE = ['color-contrast', 'link-in-text-block']

for (const part of Object.keys(PAGES)) {
  test(`Pages: axe finds nothing in light and dark, nothing scrolls sideways on a phone, and every header is there, ${part}`, async ({
    page,
    mishaps,
  }) => {
    test.setTimeout(480_000)
    mishaps.allow(/404 \(Not Found\).*nowhere/)
    const found: string[] = []
    const look = async (path: string, scheme: string, rules?: readonly string[]) => {
      for (const one of await foundByAxe(page, rules)) found.push(`${path}, ${scheme}: ${one}`)
    }
    for (const path of await pathsOf(page, part)) {
      await step(path, async () => {
        await page.setViewportSize(WIDE)
        for (const one of await open(page, path)) found.push(`${path}: ${one}`)
        await look(path, 'light')
        await page.emulateMedia({ colorScheme: 'dark' })
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
        await settle(page)
        await look(path, 'dark', WHAT_COLOURS_DECIDE)
        await page.emulateMedia({ colorScheme: 'light' })
        const over = await overNarrow(page)
        if (over > 0) found.push(`${path}: ${over} px too wide for a phone`)
      })
    }
    expect(found).toEqual([])
  })
}
