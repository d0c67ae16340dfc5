import type { AccountSettings } from '@/lib/domain/account-settings'
import { type Holdfast, version } from '@/lib/server/compose'
import { env } from '@/lib/server/env'
import { readNav } from './groups'

/** What this installation is, for the Settings page. */
export async function readSettingsFacts(hold: Holdfast) {
  const { databaseFile, host, port } = env()
  const { readOnly } = hold
  const { cloudText } = await readNav(hold)
  return {
    version: version(),
    node: process.version,
    databaseFile,
    cloud: cloudText,
    listensOn: `${host}:${port}`,
    readOnlySince: readOnly.atStart ? (readOnly.now()?.since ?? null) : null,
  }
}

export const readAccountSettings = ({ store }: Holdfast): Promise<AccountSettings> => store.settings()
