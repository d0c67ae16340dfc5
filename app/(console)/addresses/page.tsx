import { AddressesScreen } from '@/components/addresses/addresses-screen'

export const metadata = { title: 'Addresses' }

export default function Page() {
  return <AddressesScreen />
}
