import { AddressScreen } from '@/components/addresses/address-screen'
import { type PageSearch, saidIn } from '@/lib/api/page-parameters'
import { idFromPath } from '@/lib/api/paths'
import { queries } from '@/lib/api/queries'
import { readAddress } from '@/lib/server/reads/network'
import { Prefetched } from '../../prefetched'

export const metadata = { title: 'Address' }

export default async function Page(props: {
  params: Promise<{ address: string }>
  searchParams: PageSearch
}) {
  const address = idFromPath((await props.params).address)
  const subnet = (await saidIn(props.searchParams))('subnet')
  return (
    <Prefetched
      reads={[[queries.address(address, subnet), (hold) => readAddress(hold, address, subnet ?? null)]]}
    >
      <AddressScreen address={address} subnetId={subnet} />
    </Prefetched>
  )
}
