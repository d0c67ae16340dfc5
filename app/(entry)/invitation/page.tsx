import type { Metadata } from 'next'
import { connection } from 'next/server'
import { InvitationScreen } from '@/components/entry/invitation-screen'
import { passwordsOff } from '@/lib/server/accounts/sign-on'
import { readInvitation } from '@/lib/server/doors/invitation-doors'
import { acceptInvitation } from '../actions'

export const metadata: Metadata = { title: 'Join' }

export default async function Page(props: { searchParams: Promise<{ token?: string | string[] }> }) {
  await connection()
  const token = [(await props.searchParams).token].flat()[0] ?? ''
  return (
    <InvitationScreen
      token={token}
      invitation={await readInvitation(token)}
      passwordsOff={passwordsOff()?.provider ?? null}
      actions={{ acceptInvitation }}
    />
  )
}
