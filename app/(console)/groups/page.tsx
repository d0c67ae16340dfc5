import { connection } from 'next/server'
import { GroupsScreen } from '@/components/groups/groups-list'
import { queries } from '@/lib/api/queries'
import { readGroups } from '@/lib/server/reads-groups'
import { discardDraft } from '../actions'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Groups' }

export default async function Page() {
  await connection()
  return (
    <Prefetched reads={[[queries.groups(), readGroups]]}>
      <GroupsScreen actions={{ discardDraft }} />
    </Prefetched>
  )
}
