import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { SettingsScreen } from '@/components/settings/settings-screen'
import { queries } from '@/lib/api/queries'
import { readOrNothing } from '@/lib/server/doors/read'
import { readAccountSettings, readSettingsFacts } from '@/lib/server/reads/settings'
import { changeSettings, switchMaintenance } from '../actions'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Settings' }

export default async function Page() {
  await connection()
  const facts = await readOrNothing(readSettingsFacts)
  if (!facts) notFound()
  return (
    <Prefetched reads={[[queries.settings(), readAccountSettings]]}>
      <SettingsScreen facts={facts} actions={{ changeSettings, switchMaintenance }} />
    </Prefetched>
  )
}
