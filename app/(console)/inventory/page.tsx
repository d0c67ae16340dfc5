import { connection } from 'next/server'
import { InventoryScreen } from '@/components/inventory/inventory-screen'
import { queries } from '@/lib/api/queries'
import { readNetwork } from '@/lib/server/reads/network'
import { applyImport } from '../actions'
import { Prefetched } from '../prefetched'

export const metadata = { title: 'Inventory' }

export default async function Page() {
  await connection()
  return (
    <Prefetched reads={[[queries.network(), readNetwork]]}>
      <InventoryScreen actions={{ applyImport }} />
    </Prefetched>
  )
}
