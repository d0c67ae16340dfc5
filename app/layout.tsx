import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@/components/shell/tokens.css'
import './globals.css'
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '@/components/shell/providers'
import { isOpenMode } from '@/lib/server/accounts/setup'
import { setUpFirst } from '@/lib/server/doors/set-up-first'

export const metadata: Metadata = {
  title: { default: 'Holdfast', template: '%s · Holdfast' },
  description: 'Keeps the network identity of stateful spot machines.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f7f5' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1513' },
  ],
}

export default async function RootLayout(props: { children: ReactNode }) {
  const sent = await headers()
  // Here for what is not there, too; pages that are there ask for themselves.
  await setUpFirst(sent)
  // Made by the proxy for this document: the only scripts and styles inside it that the browser accepts bear it.
  const nonce = sent.get('x-nonce') ?? undefined
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        {/* Sets the scheme on <html> before the first paint. */}
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} />
      </head>
      <body>
        <Providers nonce={nonce} open={isOpenMode()}>
          {props.children}
        </Providers>
      </body>
    </html>
  )
}
