import Database from 'better-sqlite3'
import { runCommand } from '../console-commands'
import { expect, step, test } from '../fixtures'

test('The ledger holds; after one row was changed in the file, the start, the page and npm run verify name the event; a change, its line in the log and its event name one request', async ({
  page,
  holdfast,
  mishaps,
}, info) => {
  mishaps.allow(
    /net::ERR_|Failed to fetch|the ledger is broken|the record is broken|old events are not removed/,
  )
  const chain = page.getByRole('region', { name: 'The chain' })
  await step('Verified on the page, the chain holds and so do the rules', async () => {
    await page.goto('/ledger')
    await chain.getByRole('button', { name: 'Verify now' }).click()
    await expect(chain.getByText(/^The chain holds: /)).toBeVisible()
    await expect(chain.getByText(/^All of the \d+ rules/)).toBeVisible()
  })
  await step('Both exports check, and are told as events', async () => {
    for (const [name, as] of [
      ['Download CSV', 'csv'],
      ['Download JSON lines', 'jsonl'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name }).click(),
      ])
      const file = info.outputPath(`ledger.${as}`)
      await download.saveAs(file)
      const checked = await runCommand(holdfast, 'scripts/verify.ts', '--export', file)
      expect(checked.output).toContain('Nothing is wrong.')
      expect(checked.code).toBe(0)
    }
    await page.goto('/activity?kind=exported')
    await expect(page.getByRole('list', { name: 'Events' }).getByRole('listitem')).toHaveCount(2)
  })
  const { seq, noted } = await step('Somebody changes one row past Holdfast, and lets Eve in', async () => {
    await holdfast.killConsole()
    const database = new Database(holdfast.databaseFile)
    const head = JSON.parse(
      String(database.prepare(`SELECT "value" FROM "Meta" WHERE "key" = 'ledger-head'`).pluck().get()),
    )
    expect(() => database.exec(`UPDATE "Event" SET "why" = 'Nothing to see here.' WHERE "seq" = 3`)).toThrow()
    database.exec(
      `DROP TRIGGER "Event_unchanged"; UPDATE "Event" SET "why" = 'Nothing to see here.' WHERE "seq" = 3`,
    )
    database.exec(
      `INSERT INTO "User" ("id", "name", "email", "emailVerified", "role", "createdAt", "updatedAt")
       VALUES ('p-eve', 'Eve', 'eve@example.org', 1, 'admin', '2026-11-22', '2026-11-22')`,
    )
    database.close()
    return { seq: 3, noted: `${head.seq}:${head.hash}` }
  })
  const sentence = `Event ${seq} does not say what was written: its text does not fit its hash.`
  const eve = 'Eve (p-eve) is admin, and no event let them in'
  await step(
    'npm run verify names it and ends with 1; the head that was noted before still fits',
    async () => {
      const verified = await runCommand(holdfast, 'scripts/verify.ts', '--head', noted)
      expect(verified.output).toContain(`The chain is broken at one place`)
      expect(verified.output).toContain(sentence)
      expect(verified.output).toContain(eve)
      expect(verified.code).toBe(1)
    },
  )
  await step(
    'So does the start, on the page, in the log, to admins who ask for health, and in the figures',
    async () => {
      await holdfast.startConsole({ HOLDFAST_LOG_LEVEL: 'info' })
      await page.goto('/ledger')
      await expect(chain.getByText(sentence)).toBeVisible()
      await expect(chain.getByText(/^Looked at when Holdfast was started/)).toBeVisible()
      expect(holdfast.terminal()).toContain('the ledger is broken: npm run verify says where')
      expect(await (await page.request.get('/api/health')).json()).toMatchObject({ ledger: { breaks: 1 } })
      expect(await (await page.request.get('/api/metrics')).text()).toContain('\nholdfast_ledger_breaks 1\n')
    },
  )
  await step('And so does the page when all of it is verified', async () => {
    await chain.getByRole('button', { name: 'Verify now' }).click()
    await expect(chain.getByText(/^1 of the \d+ rules .* does not hold:$/)).toBeVisible()
    await expect(chain.getByText(eve)).toBeVisible()
    await expect(chain.getByText(sentence)).toBeVisible()
  })
  const request = await step('A change is answered with the id of its request', async () => {
    const kept = page.getByRole('region', { name: 'How long events are kept' })
    await kept.getByText('For some days').click()
    await kept.getByRole('textbox', { name: 'Days' }).fill('400')
    const [answer] = await Promise.all([
      page.waitForResponse((one) => one.request().headers()['next-action'] !== undefined),
      kept.getByRole('button', { name: 'Save and remove what is older' }).click(),
    ])
    return answer.headers()['x-request-id'] ?? ''
  })
  await step('By that id the log has its line, the page its event, and an export its lines', async () => {
    expect(request).toMatch(/^[\w.:-]{8,64}$/)
    const lines = () =>
      holdfast
        .terminal()
        .split('\n')
        .filter((line) => line.includes(request))
        .map((line) => JSON.parse(line))
    await expect
      .poll(lines)
      .toMatchObject([{ requestId: request, door: 'changeSettings', outcome: 'ok', asker: 'local' }])
    const exported = await page.request.get(`/api/ledger/export?as=jsonl&request=${request}`)
    const events = (await exported.text()).trim().split('\n')
    expect(events.map((line) => JSON.parse(line))).toMatchObject([
      { kind: 'settings-changed', byRequest: request, byOrigin: '127.0.0.1' },
    ])
    await page.getByRole('textbox', { name: 'Request' }).fill(request)
    await page.getByRole('link', { name: 'Show this request in Activity' }).click()
    const event = page.getByRole('list', { name: 'Events' }).getByRole('listitem')
    await expect(event).toHaveCount(1)
    await expect(event).toContainText('by Local operator, 127.0.0.1')
  })
})
