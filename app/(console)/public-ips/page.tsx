import { connection } from 'next/server'
import { PublicIpsScreen } from '@/components/public-ips/public-ips-screen'
import { PUBLIC_IPS_TITLE } from '@/components/public-ips/public-ips-words'
import { queries } from '@/lib/api/queries'
import { readPublicIps } from '@/lib/server/reads/network'
import { Prefetched } from '../prefetched'

export const metadata = { title: PUBLIC_IPS_TITLE }

export default async function Page() {
  await connection()
  return (
    <Prefetched reads={[[queries.publicIps(), (hold) => readPublicIps(hold)]]}>
      <PublicIpsScreen />
    </Prefetched>
  )
}
