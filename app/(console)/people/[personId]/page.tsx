import { PersonScreen } from '@/components/people/person-screen'
import { idFromPath } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import { readPersonAccess } from '@/lib/server/reads/people'
import { revokeToken } from '../../account/tokens/actions'
import { Prefetched } from '../../prefetched'
import { endSessionOf, endSessionsOf } from '../actions'

export const metadata = { title: 'Person' }

export default async function Page(props: { params: Promise<{ personId: string }> }) {
  const personId = idFromPath((await props.params).personId)
  return (
    <Prefetched reads={[[queries.person(personId), () => readPersonAccess(personId), 'person']]}>
      <PersonScreen personId={personId} actions={{ endSessionOf, endSessionsOf, revokeToken }} />
    </Prefetched>
  )
}
