'use client'

import { OpenBand } from '@/components/shell/open-band'
import { WayOut } from '@/components/shell/way-out'

export default function ErrorPage(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <>
      <OpenBand />
      <main>
        <WayOut
          title="This page could not be shown"
          text="Nothing was changed by this. Try again; if it stays, the server's log tells more."
          errorId={props.error.digest}
          retry={props.reset}
        />
      </main>
    </>
  )
}
