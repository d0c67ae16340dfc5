import { DrillScreen } from '@/components/drills/drill-screen'
import { idFromPath } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import { readDrill } from '@/lib/server/reads/drills'
import { cancelDrill, removeDrill, startDrill } from '../../actions'
import { Prefetched } from '../../prefetched'

export const metadata = { title: 'Drill' }

export default async function Page(props: { params: Promise<{ drillId: string }> }) {
  const drillId = idFromPath((await props.params).drillId)
  return (
    <Prefetched reads={[[queries.drill(drillId), (hold) => readDrill(hold, drillId)]]}>
      <DrillScreen drillId={drillId} actions={{ startDrill, cancelDrill, removeDrill }} />
    </Prefetched>
  )
}
