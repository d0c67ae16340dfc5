import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { apiPaths } from '@/lib/api/paths'
import { ConsoleClient } from '../chaos/console-client'
import { runCommand } from '../console-commands'
import { tableOf } from '../drivers/table'
import { expect, step, test } from '../fixtures'
import { startMakers } from '../group-makers'
import { startReaders } from '../group-readers'

test('Backup and restore under load: everything that was promised before the backup is there afterwards, a restore beside a live server is refused, and the Drift page tells what the cloud has besides', async ({
  page,
  holdfast,
  mishaps,
}, info) => {
  mishaps.allow(/net::ERR_|Failed to fetch/)
  const backup = join(info.outputPath(), 'holdfast.backup')
  const makers = startMakers(new ConsoleClient(holdfast.url), 3)
  const readers = startReaders(holdfast.url, [apiPaths.nav(), apiPaths.subnets(), '/groups'])
  const before = await step(
    'Operators create groups, browsers read, and a backup is made meanwhile',
    async () => {
      await expect.poll(() => makers.promised.length, { intervals: [50] }).toBeGreaterThan(3)
      const promised = [...makers.promised]
      const made = await runCommand(holdfast, 'scripts/backup.ts', backup)
      expect(made.output).toContain('Nothing is wrong.')
      expect(made.code).toBe(0)
      return promised
    },
  )
  const after = await step(
    'More is created; a restore beside the live server is refused and changes nothing',
    async () => {
      const then = makers.promised.length
      const was = standing(holdfast.databaseFile)
      const refused = await runCommand(holdfast, 'scripts/restore.ts', backup)
      expect(refused.code).toBe(2)
      expect(refused.output).toMatch(
        /Another Holdfast process is using .*\(process (\d+)\)[\s\S]*nothing was changed. End it \(kill \1\), restore/,
      )
      expect(standing(holdfast.databaseFile)).toEqual(was)
      await expect.poll(() => makers.promised.length, { intervals: [50] }).toBeGreaterThan(then + 1)
      expect(readers.problems).toEqual([])
      expect(readers.answers()).toBeGreaterThan(10)
      return makers.promised.at(-1) as string
    },
  )
  await step('The server is ended under that load, then the backup is restored and verified', async () => {
    const ended = holdfast.endConsole()
    await Promise.all([ended, makers.stop(), readers.stop()])
    expect((await ended).code).toBe(0)
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

/** Which file is the database, and what stands beside it. */
const standing = (file: string) => ({ file: statSync(file).ino, beside: readdirSync(dirname(file)).sort() })
