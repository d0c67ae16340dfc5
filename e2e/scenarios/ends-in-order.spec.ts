import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { ConsoleClient } from '../chaos/console-client'
import { expect, step, test } from '../fixtures'
import { makeGroup } from '../group-makers'

test('Asked to end, the console answers what it has begun, closes the database and ends with 0; the browser waits and comes back', async ({
  page,
  holdfast,
  mishaps,
}) => {
  mishaps.allow(/net::ERR_|Failed to fetch/)
  await page.goto('/groups')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  const names = Array.from({ length: 12 }, (_, n) => `ending-${n}`)
  const client = new ConsoleClient(holdfast.url)
  const asked = names.map((name) => makeGroup(client, name))
  await step('Twelve groups are asked for; when the first is answered, SIGTERM', async () => {
    await Promise.race(asked)
    const { code } = await holdfast.endConsole()
    expect(code).toBe(0)
    expect(existsSync(`${holdfast.databaseFile}-wal`)).toBe(false)
  })
  await step('Each is answered and on record, or neither', async () => {
    const answers = await Promise.all(asked)
    const database = new Database(holdfast.databaseFile, { readonly: true })
    const rows = database.prepare('SELECT "name" FROM "Group" WHERE "name" LIKE ?').all('ending-%')
    database.close()
    const promised = names.filter((_, n) => answers[n] === true)
    expect(promised.length).toBeGreaterThan(0)
    expect((rows as { name: string }[]).map(({ name }) => name).sort()).toEqual([...promised].sort())
  })
  await step('The browser says that it is reconnecting, and is live again by itself', async () => {
    await expect(page.getByText('Reconnecting')).toBeVisible()
    await holdfast.startConsole()
    await expect(page.getByText('Live', { exact: true })).toBeVisible()
    await expect(page.getByRole('link', { name: 'ending-0', exact: true })).toBeVisible()
  })
})
