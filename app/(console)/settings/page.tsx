import { connection } from 'next/server'
import { SettingsScreen } from '@/components/settings/settings-screen'
import { readSettingsFacts } from '@/lib/server/reads-settings'

export const metadata = { title: 'Settings' }

export default async function Page() {
  await connection()
  return <SettingsScreen facts={await readSettingsFacts()} />
}
