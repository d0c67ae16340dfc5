import { join } from 'node:path'
import { ConsoleClient } from '../chaos/console-client'
import { runCommand } from '../console-commands'
import { tableOf } from '../drivers/table'
import { expect, step, test } from '../fixtures'
import { startMakers } from '../group-makers'

test('A backup under load holds everything that was promised before it; after a restore the Drift page tells what the cloud has besides', async ({
  page,
  holdfast,
  mishaps,
}, info) => {
  mishaps.allow(/net::ERR_|Failed to fetch/)
  const backup = join(info.outputPath(), 'holdfast.backup')
  const makers = startMakers(new ConsoleClient(holdfast.url), 3)
  const before = await step('Operators create groups, and a backup is made meanwhile', async () => {
    await expect.poll(() => makers.promised.length, { intervals: [50] }).toBeGreaterThan(3)
    const promised = [...makers.promised]
    const made = await runCommand(holdfast, 'scripts/backup.ts', backup)
    expect(made.output).toContain('Nothing is wrong.')
    expect(made.code).toBe(0)
    return promised
  })
  const after = await step('More is created; a restore is refused while Holdfast runs', async () => {
    const then = makers.promised.length
    const refused = await runCommand(holdfast, 'scripts/restore.ts', backup)
    expect(refused).toEqual({ code: 2, output: expect.stringContaining('Another Holdfast process is using') })
    await expect.poll(() => makers.promised.length, { intervals: [50] }).toBeGreaterThan(then + 1)
    return makers.promised.at(-1) as string
  })
  await step('kill -9, then the backup is restored and verified', async () => {
    const killed = holdfast.killConsole()
    await Promise.all([killed, makers.stop()])
    const restored = await runCommand(holdfast, 'scripts/restore.ts', backup)
    expect(restored.output).toMatch(/What was there before is kept: .*replaced-/)
    expect(restored.code).toBe(0)
    const verified = await runCommand(holdfast, 'scripts/verify.ts')
    expect(verified.output).toContain('Nothing is wrong.')
    expect(verified.code).toBe(0)
  })
  await step('Everything promised before the backup is there, what came after it is not', async () => {
    await holdfast.startConsole()
    const groups = await new ConsoleClient(holdfast.url).read<readonly { name: string }[]>(
      '/api/groups/names',
    )
    const names = groups.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(before))
    expect(names).not.toContain(after)
  })
  await step('What the cloud has of the groups that are gone is told as drift', async () => {
    await page.goto('/drift')
    await page.getByRole('button', { name: 'Check now' }).click()
    const unknown = tableOf(page, 'Open drift').getByRole('row').filter({ hasText: 'Unknown interface' })
    await expect(unknown.first()).toBeVisible()
  })
})
