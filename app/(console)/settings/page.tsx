import { connection } from 'next/server'
import { SettingsScreen } from '@/components/settings/settings-screen'
import { queries } from '@/lib/api/queries'
import { readAccountSettings, readSettingsFacts } from '@/lib/server/reads-settings'
import { changeSettings, switchMaintenance } from '../actions'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Settings' }

export default async function Page() {
  await connection()
  return (
    <Prefetched reads={[[queries.settings(), readAccountSettings]]}>
      <SettingsScreen facts={await readSettingsFacts()} actions={{ changeSettings, switchMaintenance }} />
    </Prefetched>
  )
}
