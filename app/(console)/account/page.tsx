import { connection } from 'next/server'
import { AccountScreen } from '@/components/account/account-screen'
import { queries } from '@/lib/api/queries'
import { readAccount } from '@/lib/server/reads/people'
import { Prefetched } from '../prefetched'
import * as actions from './actions'

export const metadata = { title: 'Account' }

export default async function Page() {
  await connection()
  return (
    <Prefetched reads={[[queries.account(), readAccount]]}>
      <AccountScreen actions={{ ...actions }} />
    </Prefetched>
  )
}
