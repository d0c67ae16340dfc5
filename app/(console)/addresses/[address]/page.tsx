import { AddressScreen } from '@/components/addresses/address-screen'
import { idFromPath } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import { readAddress } from '@/lib/server/reads/network'
import { Prefetched } from '../../prefetched'

export const metadata = { title: 'Address' }

export default async function Page(props: {
  params: Promise<{ address: string }>
  searchParams: Promise<{ subnet?: string }>
}) {
  const address = idFromPath((await props.params).address)
  const { subnet } = await props.searchParams
  return (
    <Prefetched
      reads={[[queries.address(address, subnet), (hold) => readAddress(hold, address, subnet ?? null)]]}
    >
      <AddressScreen address={address} subnetId={subnet} />
    </Prefetched>
  )
}
