import type { Commit } from '@/lib/allocation/ports/commit'
import { type AccountSettings, readSettings, STARTED_READ_ONLY } from '@/lib/domain/account-settings'
import type { PrismaClient } from './client'
import { insertRows, type Statement } from './insert'

export async function readAccountSettings(client: PrismaClient): Promise<AccountSettings> {
  const rows = await client.$queryRawUnsafe<{ name: string; value: string }[]>(
    'SELECT "name", "value" FROM "Setting"',
  )
  return readSettings(Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as unknown])))
}

export async function readStartedReadOnly(client: PrismaClient): Promise<boolean> {
  const rows = await client.$queryRawUnsafe<{ value: string }[]>(
    'SELECT "value" FROM "Setting" WHERE "name" = ?',
    STARTED_READ_ONLY,
  )
  return rows[0]?.value === 'true'
}

export const settingStatements = (commits: readonly Commit[]): Statement[] =>
  insertRows(
    'Setting',
    ['name', 'value'],
    commits.flatMap(({ settings }) => settings.map(({ name, value }) => [name, JSON.stringify(value)])),
    'replace',
  )
