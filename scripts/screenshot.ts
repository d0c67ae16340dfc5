/**
 * `npm run screenshot`: makes the README's pictures from the running demo, on ports and files of its own.
 * docs/screenshot.png is the map of a subnet in light, docs/screenshot-dark.png the wizard's Persistence tab in dark.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { SUBNETS } from '@/lib/testing/worlds'
import { Wizard } from '../e2e/drivers/wizard'
import { Holdfast } from '../e2e/holdfast'
import { ROOT } from '../e2e/programs'
import seedWorlds from '../e2e/seed-world'
import { BROWSER_FLAGS, ensureBrowser } from './browser.mjs'
import { build, generate } from './prepare.mjs'

const SIZE = { width: 1440, height: 900 }
const FOLDER = join(ROOT, 'docs')

await generate()
await build()
await seedWorlds()

const scratch = mkdtempSync(join(tmpdir(), 'holdfast-screenshot-'))
const holdfast = await Holdfast.start(join(scratch, 'world'), 'demo', { startMs: 300, stopMs: 200 })
const browser = await chromium.launch({ ...ensureBrowser(), args: BROWSER_FLAGS })
try {
  mkdirSync(FOLDER, { recursive: true })
  await photograph('screenshot.png', 'light', async (page) => {
    await page.goto(`/subnets/${SUBNETS.prodA.id}?address=10.0.1.33`)
    await page.getByRole('application').waitFor()
    await page
      .getByText('Who held it, and when')
      .or(page.getByText(/^All \d+ events$/))
      .waitFor()
  })
  await photograph('screenshot-dark.png', 'dark', async (page) => {
    const wizard = await new Wizard(page).open()
    await wizard.fillGeneral({
      name: 'mongo-orders',
      target: 6,
      maximum: 12,
      subnets: ['10.0.1.0/24'],
    })
    await wizard.next('Compute')
    await wizard.fillCompute({ name: 'mongo-orders', target: 6, types: ['r6i.large', 'r7g.large'] })
    await wizard.next('Persistence')
    await wizard.fillPersistence({
      name: 'mongo-orders',
      target: 6,
      maintain: true,
      elasticIps: ['52.20.14.77', '52.20.14.80'],
      pool: '10.0.1.100-105',
    })
    await wizard.plan().getByText('6 paused instances').waitFor()
    await wizard.poolTotal().getByText('6 usable').waitFor()
  })
} finally {
  await browser.close()
  await holdfast.end()
  rmSync(scratch, { recursive: true, force: true })
}

async function photograph(
  file: string,
  colorScheme: 'light' | 'dark',
  arrive: (page: Awaited<ReturnType<typeof browser.newPage>>) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage({
    baseURL: holdfast.url,
    viewport: SIZE,
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  })
  await arrive(page)
  await page.mouse.move(0, SIZE.height - 1)
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(FOLDER, file) })
  await page.close()
  console.log(`Made docs/${file}.`)
}
