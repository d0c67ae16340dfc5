import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { InvitationScreen } from '@/components/entry/invitation-screen'
import { type PageSearch, saidIn } from '@/lib/api/page-parameters'
import { passwordsOff } from '@/lib/server/accounts/sign-on'
import { readInvitation } from '@/lib/server/doors/invitation-doors'
import { setUpFirst } from '@/lib/server/doors/set-up-first'
import { acceptInvitation } from '../actions'

export const metadata: Metadata = { title: 'Join' }

export default async function Page(props: { searchParams: PageSearch }) {
  await setUpFirst(await headers())
  const token = (await saidIn(props.searchParams))('token') ?? ''
  return (
    <InvitationScreen
      token={token}
      invitation={await readInvitation(token)}
      passwordsOff={passwordsOff()?.provider ?? null}
      actions={{ acceptInvitation }}
    />
  )
}
