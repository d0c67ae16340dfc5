import type { Metadata } from 'next'
import { connection } from 'next/server'
import { ResetScreen } from '@/components/entry/reset-screen'
import { type PageSearch, saidIn } from '@/lib/api/page-parameters'
import { passwordsOff } from '@/lib/server/accounts/sign-on'
import { readReset } from '@/lib/server/doors/reset-doors'
import { setNewPassword } from '../actions'

export const metadata: Metadata = { title: 'New password' }

export default async function Page(props: { searchParams: PageSearch }) {
  await connection()
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
