'use client'

/** The root layout itself failed, so nothing of it, neither styles nor providers, can be relied on. */
export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body
        style={{ margin: 0, background: '#f6f7f5', color: '#16201d', font: '15px/1.5 system-ui, sans-serif' }}
      >
        <title>Holdfast cannot show this page</title>
        <main style={{ maxWidth: 520, margin: '18vh auto 0', padding: 24 }}>
          <h1 style={{ fontSize: 21, margin: '0 0 8px' }}>Holdfast cannot show this page</h1>
          <p style={{ margin: '0 0 18px', color: '#4f5b56' }}>
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
              background: '#0b6b5d',
              color: '#fff',
              font: 'inherit',
            }}
          >
            Try again
          </button>{' '}
          <a href="/groups" style={{ marginLeft: 12, color: '#0b6b5d' }}>
            Back to Groups
          </a>
        </main>
      </body>
    </html>
  )
}
