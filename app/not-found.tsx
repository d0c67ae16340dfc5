import type { Metadata } from 'next'
import { OpenBand } from '@/components/shell/open-band'
import { WayOut } from '@/components/shell/way-out'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <>
      <OpenBand />
      <main>
        <WayOut
          title="There is nothing at this address"
          text="The page may have been mistyped, or the group or subnet it showed is not known here. History stays: search for it under Addresses."
        />
      </main>
    </>
  )
}
