'use client'

import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type ReactNode, useState } from 'react'
import { OpenMode } from './open-band'
import { makeQueryClient } from './query-client'
import { useStyleNonce } from './style-nonce'
import { cssVariables, theme } from './theme'

/** Everything that a screen needs around it, except the shell and the event stream. */
export function Providers(props: { nonce: string | undefined; open: boolean; children: ReactNode }) {
  const [client] = useState(makeQueryClient)
  const nonce = useStyleNonce(props.nonce)
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          defaultColorScheme="auto"
          getStyleNonce={() => nonce}
        >
          <Notifications position="bottom-right" limit={4} />
          <OpenMode value={props.open}>{props.children}</OpenMode>
        </MantineProvider>
      </NuqsAdapter>
    </QueryClientProvider>
  )
}
