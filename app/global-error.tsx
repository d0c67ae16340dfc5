'use client'

import { useEffect, useState } from 'react'
import { openModeSentence } from '@/lib/api/account-messages'
import { apiPaths } from '@/lib/api/paths'

/* The console's colours, in the scheme of the system: the chosen one is known to the providers only. */
const COLOURS = {
  colorScheme: 'light dark',
  // Styles of before may still be there, in another scheme.
  minHeight: '100vh',
  background: 'light-dark(#f6f7f5, #0f1513)',
  color: 'light-dark(#16201d, #e7eeea)',
}
const SOFT = 'light-dark(#4f5b56, #9fafa8)'
const LINE = 'light-dark(#dfe3de, #26312d)'
const SUNKEN = 'light-dark(#eef0ed, #111816)'
const BAND = { padding: '5px 24px', borderBottom: `1px solid ${LINE}`, background: SUNKEN, fontSize: 12 }
const BRAND = 'light-dark(#0b6b5d, #4cc2ab)'
const ON_BRAND = 'light-dark(#ffffff, #06231d)'

/** The root layout itself failed, so nothing of it, neither styles nor providers, can be relied on. */
export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ ...COLOURS, margin: 0, font: '14px/1.5 system-ui, sans-serif' }}>
        <title>Holdfast cannot show this page</title>
        <OpenBand />
        <main style={{ maxWidth: 520, margin: '18vh auto 0', padding: 24 }}>
          <h1 style={{ fontSize: 21, margin: '0 0 8px' }}>Holdfast cannot show this page</h1>
          <p style={{ margin: '0 0 18px', color: SOFT }}>
            Nothing was changed by this, and every address stays held. Try again; if it stays, restart
            Holdfast and look at the server's log.
            {props.error.digest && ` The error's number is ${props.error.digest}.`}
          </p>
          <button
            type="button"
            onClick={props.reset}
            style={{
              padding: '8px 14px',
              border: 0,
              borderRadius: 8,
              background: BRAND,
              color: ON_BRAND,
              font: 'inherit',
            }}
          >
            Try again
          </button>{' '}
          <a href="/groups" style={{ marginLeft: 12, color: BRAND }}>
            Back to Groups
          </a>
        </main>
      </body>
    </html>
  )
}

/** The same as in the console, for which the server has to be asked here. Where it does not answer, nobody can do anything. */
function OpenBand() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    fetch(apiPaths.me())
      .then((answer) => answer.json() as Promise<{ readonly open?: boolean }>)
      .then((me) => setOpen(me.open === true))
      .catch(() => setOpen(false))
  }, [])
  if (!open) return null
  return (
    <section aria-label="Open mode" style={{ ...BAND, color: SOFT }}>
      {openModeSentence}
    </section>
  )
}
