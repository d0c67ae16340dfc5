import { SubnetScreen } from '@/components/subnets/subnet-screen'
import { idFromPath } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import { readOccupancy } from '@/lib/server/reads/network'
import { Prefetched } from '../../prefetched'

export const metadata = { title: 'Subnet' }

export default async function Page(props: { params: Promise<{ subnetId: string }> }) {
  const subnetId = idFromPath((await props.params).subnetId)
  return (
    <Prefetched reads={[[queries.occupancy(subnetId), (hold) => readOccupancy(hold, subnetId, null)]]}>
      <SubnetScreen subnetId={subnetId} />
    </Prefetched>
  )
}
