import { GroupsScreen } from '@/components/groups/groups-list'
import { groupsAsked } from '@/lib/api/group-list'
import { queries } from '@/lib/api/queries'
import { readGroups } from '@/lib/server/reads/groups'
import { discardDraft } from '../actions'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Groups' }

type Search = Record<string, string | string[] | undefined>

export default async function Page(props: { searchParams: Promise<Search> }) {
  const search = await props.searchParams
  const asked = groupsAsked((name) => [search[name]].flat()[0])
  return (
    <Prefetched reads={[[queries.groups(asked), (hold) => readGroups(hold, asked)]]}>
      <GroupsScreen actions={{ discardDraft }} />
    </Prefetched>
  )
}
