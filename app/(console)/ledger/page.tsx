import { connection } from 'next/server'
import { LedgerScreen } from '@/components/ledger/ledger-screen'
import { queries } from '@/lib/api/queries'
import { readPeople } from '@/lib/server/reads/groups'
import { readLedger } from '@/lib/server/reads/ledger'
import { changeSettings, checkLedger } from '../actions'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Ledger' }

export default async function Page() {
  await connection()
  return (
    <Prefetched
      reads={[
        [queries.ledger(), readLedger, 'ledger'],
        [queries.people(), readPeople],
      ]}
    >
      <LedgerScreen actions={{ changeSettings, checkLedger }} />
    </Prefetched>
  )
}
