import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { expect, step, test } from '../fixtures'

/** "%E0%A4%A" is half a letter, the others are no escapes at all. */
const MALFORMED = ['/groups/%E0%A4%A', '/groups/%ZZ/edit', '/subnets/%ZZ', '/addresses/%', '/%']

test('The console: a malformed address shows its own "not found", with a way out', async ({
  page,
  mishaps,
}) => {
  mishaps.allow(/404 \(Not Found\)/)
  for (const path of MALFORMED)
    await step(path, async () => {
      const answer = await page.goto(path)
      expect(answer?.status()).toBe(404)
      await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
      expect(await insideOf(page)).toEqual([])
    })
  await page.getByRole('link', { name: 'Back to Groups' }).click()
  await expect(page.getByRole('heading', { name: 'Groups', level: 1 })).toBeVisible()
})

test('The API: a malformed or unknown address is answered with a sentence in JSON', async ({ request }) => {
  for (const path of ['/api/groups/%ZZ', '/api/subnets/%E0%A4%A/occupancy', '/api/addresses/%']) {
    const answer = await request.get(path)
    expect(answer.status(), path).toBe(400)
    expect(await answer.json()).toEqual({ message: expect.stringContaining('percent sign') })
  }
  const unknown = await request.get('/api/nowhere')
  expect(unknown.status()).toBe(404)
  expect(await unknown.json()).toEqual({ message: expect.stringContaining('nothing at this address') })
})

/** What a page has in it, shown or not, of how the server is built: stacks, files, statements, the driver's words. */
async function insideOf(page: Page): Promise<string[]> {
  return [...(await page.content()).matchAll(INSIDE)].map(([found]) => found)
}

const INSIDE =
  /\n\s+at .{0,80}|node_modules.{0,60}|no such table.{0,60}|Prisma\w+Error|SELECT .{0,40}|[\w/]+\.tsx?:\d+|what broke.{0,40}/g

test('The console: what cannot be shown says so with the number of the error, and nothing of the inside', async ({
  page,
  holdfast,
  mishaps,
}) => {
  mishaps.allow(
    /no such table|TableDoesNotExist|React error #441|PrismaClient|^\s+at |500 \(Internal Server Error\)|what broke|Server Components render/,
  )
  const failed = page.getByRole('heading', { name: 'This page could not be shown' })
  const rename = (from: string, to: string) => {
    const database = new Database(holdfast.databaseFile, { timeout: 10_000 })
    database.exec(`ALTER TABLE "${from}" RENAME TO "${to}"`)
    database.close()
  }
  await step('The reading of a page fails: the rest of the console stays', async () => {
    rename('Drill', 'DrillAway')
    await page.goto('/drills')
    await expect(failed).toBeVisible()
    await expect(page.getByText(/^Error \w+/)).toBeVisible()
    await expect(page.getByRole('link', { name: 'Activity', exact: true }).first()).toBeVisible()
    expect(await insideOf(page)).toEqual([])
    rename('DrillAway', 'Drill')
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Drills', level: 1 })).toBeVisible()
  })
  await step('What every page reads fails', async () => {
    rename('Drift', 'DriftAway')
    await page.goto('/groups')
    await expect(failed).toBeVisible()
    expect(await insideOf(page)).toEqual([])
    rename('DriftAway', 'Drift')
  })
  await step('What holds all pages fails in the browser', async () => {
    await page.addInitScript(() => {
      window.matchMedia = () => {
        throw new Error('what broke, at /srv/holdfast/inside.ts:1')
      }
    })
    await page.goto('/groups')
    await expect(page.getByRole('heading', { name: 'Holdfast cannot show this page' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    expect(await insideOf(page)).toEqual([])
  })
})
