import { GroupsScreen } from '@/components/groups/groups-list'
import { groupsAsked } from '@/lib/api/group-list'
import { type PageSearch, saidIn } from '@/lib/api/page-parameters'
import { queries } from '@/lib/api/queries'
import { readGroups } from '@/lib/server/reads/groups'
import { discardDraft } from '../actions'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Groups' }

export default async function Page(props: { searchParams: PageSearch }) {
  const asked = groupsAsked(await saidIn(props.searchParams))
  return (
    <Prefetched reads={[[queries.groups(asked), (hold) => readGroups(hold, asked)]]}>
      <GroupsScreen actions={{ discardDraft }} />
    </Prefetched>
  )
}
