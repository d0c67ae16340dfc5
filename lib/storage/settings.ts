import type { Commit } from '@/lib/allocation/ports/commit'
import { type AccountSettings, readSettings } from '@/lib/domain/account-settings'
import type { PrismaClient } from './client'
import { insertRows, type Statement } from './insert'

export async function readAccountSettings(client: PrismaClient): Promise<AccountSettings> {
  const rows = await client.$queryRawUnsafe<{ name: string; value: string }[]>(
    'SELECT "name", "value" FROM "Setting"',
  )
  return readSettings(Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as unknown])))
}

export const settingStatements = (commits: readonly Commit[]): Statement[] =>
  insertRows(
    'Setting',
    ['name', 'value'],
    commits.flatMap(({ settings }) => settings.map(({ name, value }) => [name, JSON.stringify(value)])),
    'replace',
  )
