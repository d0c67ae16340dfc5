import { AddressesScreen } from '@/components/addresses/addresses-screen'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Addresses' }

export default function Page() {
  return (
    <Prefetched>
      <AddressesScreen />
    </Prefetched>
  )
}
