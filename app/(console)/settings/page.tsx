import { connection } from 'next/server'
import { SettingsScreen } from '@/components/settings/settings-screen'
import { readSettingsFacts } from '@/lib/server/reads-settings'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Settings' }

export default async function Page() {
  await connection()
  return (
    <Prefetched>
      <SettingsScreen facts={await readSettingsFacts()} />
    </Prefetched>
  )
}
