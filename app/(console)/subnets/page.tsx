import { connection } from 'next/server'
import { SubnetsScreen } from '@/components/subnets/subnets-screen'
import { queries } from '@/lib/api/queries'
import { readSubnetRowViews } from '@/lib/server/reads/network'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Subnets' }

export default async function Page() {
  await connection()
  return (
    <Prefetched reads={[[queries.subnets(), (hold) => readSubnetRowViews(hold)]]}>
      <SubnetsScreen />
    </Prefetched>
  )
}
