import type { Metadata } from 'next'
import { SetupScreen } from '@/components/entry/setup-screen'
import { type PageSearch, saidIn } from '@/lib/api/page-parameters'
import { setupStanding } from '@/lib/server/accounts/setup'
import { setUp } from '../actions'

export const metadata: Metadata = { title: 'Set up' }

export default async function Page(props: { searchParams: PageSearch }) {
  const token = (await saidIn(props.searchParams))('token') ?? null
  return <SetupScreen token={token ?? ''} standing={await setupStanding(token)} actions={{ setUp }} />
}
