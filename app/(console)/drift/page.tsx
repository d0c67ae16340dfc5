import { connection } from 'next/server'
import { DriftScreen } from '@/components/drift/drift-screen'
import { queries } from '@/lib/api/queries'
import { readDrifts, readSync } from '@/lib/server/reads/drift'
import { applyDriftRepair, checkNow, planDriftRepair } from '../actions'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Drift' }

export default async function Page() {
  await connection()
  return (
    <Prefetched
      reads={[
        [queries.drifts(), (hold) => readDrifts(hold)],
        [queries.sync(), readSync],
      ]}
    >
      <DriftScreen actions={{ planDriftRepair, applyDriftRepair, checkNow }} />
    </Prefetched>
  )
}
