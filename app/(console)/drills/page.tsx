import { connection } from 'next/server'
import { DrillsScreen } from '@/components/drills/drills-screen'
import { queries } from '@/lib/api/queries'
import { readDrills } from '@/lib/server/reads/drills'
import { cancelDrill, removeDrill, startDrill } from '../actions'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Drills' }

export default async function Page() {
  await connection()
  return (
    <Prefetched reads={[[queries.drills(), readDrills]]}>
      <DrillsScreen actions={{ startDrill, cancelDrill, removeDrill }} />
    </Prefetched>
  )
}
