import type { Metadata } from 'next'
import { WayOut } from '@/components/shell/way-out'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main>
      <WayOut
        title="There is nothing at this address"
        text="The page may have been mistyped, or the group or subnet it showed is not known here. History stays: search for it under Addresses."
      />
    </main>
  )
}
