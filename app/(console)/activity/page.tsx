import { parseAsInteger } from 'nuqs/server'
import { activityFilter } from '@/components/activity/activity-filter'
import { ActivityScreen } from '@/components/activity/activity-screen'
import { type PageSearch, saidIn } from '@/lib/api/page-parameters'
import { apiPaths } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import { eventFilterOf } from '@/lib/server/reads/event-filter'
import { readEvents, readGroupNames, readPeople } from '@/lib/server/reads/groups'
import { applyUndo, planUndo } from '../actions'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Activity' }

export default async function Page(props: { searchParams: PageSearch }) {
  const said = await saidIn(props.searchParams)
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
