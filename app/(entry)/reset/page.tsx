import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { ResetScreen } from '@/components/entry/reset-screen'
import { type PageSearch, saidIn } from '@/lib/api/page-parameters'
import { passwordsOff } from '@/lib/server/accounts/sign-on'
import { readReset } from '@/lib/server/doors/reset-doors'
import { setUpFirst } from '@/lib/server/doors/set-up-first'
import { setNewPassword } from '../actions'

export const metadata: Metadata = { title: 'New password' }

export default async function Page(props: { searchParams: PageSearch }) {
  await setUpFirst(await headers())
  const token = (await saidIn(props.searchParams))('token') ?? ''
  return (
    <ResetScreen
      token={token}
      open={await readReset(token)}
      passwordsOff={passwordsOff()?.provider ?? null}
      actions={{ setNewPassword }}
    />
  )
}
