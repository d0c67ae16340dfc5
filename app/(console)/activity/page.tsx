import { parseAsInteger } from 'nuqs/server'
import { activityFilter } from '@/components/activity/activity-filter'
import { ActivityScreen } from '@/components/activity/activity-screen'
import { apiPaths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import { eventFilterOf } from '@/lib/server/reads/event-filter'
import { readEvents, readGroupNames, readPeople } from '@/lib/server/reads/groups'
import { applyUndo, planUndo } from '../actions'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Activity' }

type Search = Record<string, string | string[] | undefined>

export default async function Page(props: { searchParams: Promise<Search> }) {
  const search = await props.searchParams
  const said = (name: string) => [search[name]].flat()[0]
  const number = (name: string) => parseAsInteger.parse(said(name) ?? '')
  const filter = activityFilter({
    group: said('group'),
    instance: said('instance'),
    person: said('person'),
    request: said('request'),
    kind: said('kind'),
    text: said('text'),
    from: number('from'),
    to: number('to'),
  })
  // The same filter by the same way as the browser's own read, so that both find the same events.
  const asked = eventFilterOf(new URL(apiPaths.events(filter), 'http://holdfast').searchParams)
  return (
    <Prefetched
      reads={[
        [queries.events(filter), (hold) => readEvents(hold, asked)],
        [queries.groupNames(), readGroupNames],
        [queries.people(), readPeople],
      ]}
    >
      <ActivityScreen actions={{ planUndo, applyUndo }} />
    </Prefetched>
  )
}
