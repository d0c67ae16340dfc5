import type { Metadata } from 'next'
import { SetupScreen } from '@/components/entry/setup-screen'
import { setupStanding } from '@/lib/server/accounts/setup'
import { setUp } from '../actions'

export const metadata: Metadata = { title: 'Set up' }

export default async function Page(props: { searchParams: Promise<{ token?: string | string[] }> }) {
  const token = [(await props.searchParams).token].flat()[0] ?? null
  return <SetupScreen token={token ?? ''} standing={await setupStanding(token)} actions={{ setUp }} />
}
