import { connection } from 'next/server'
import { PeopleScreen } from '@/components/people/people-screen'
import { queries } from '@/lib/api/queries'
import { readPeople } from '@/lib/server/reads/people'
import { Prefetched } from '../prefetched'
import * as actions from './actions'

export const metadata = { title: 'People' }

export default async function Page() {
  await connection()
  return (
    <Prefetched reads={[[queries.accounts(), readPeople]]}>
      <PeopleScreen actions={{ ...actions }} />
    </Prefetched>
  )
}
