import { connection } from 'next/server'
import { SimulatorScreen } from '@/components/simulator/simulator-screen'
import { queries } from '@/lib/api/queries'
import { readSimulator } from '@/lib/server/reads/read-simulator'
import * as actions from '../actions'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Simulator' }

export default async function Page() {
  await connection()
  const { interruptMachines, interruptShare, deleteInterface, takeAddress } = actions
  const { damageCloud, setFaults, setTiming, setMarket } = actions
  return (
    <Prefetched reads={[[queries.simulator(), readSimulator]]}>
      <SimulatorScreen
        actions={{
          ...{ interruptMachines, interruptShare, deleteInterface, takeAddress },
          ...{ damageCloud, setFaults, setTiming, setMarket },
        }}
      />
    </Prefetched>
  )
}
