'use client'

import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { onPageArrived, usePageArrived } from './arrival'
import { CONNECTING, createLiveConnection, type LiveState } from './live-connection'

const LiveContext = createContext<LiveState>(CONNECTING)

/** Follows the event stream for everything below it, from the moment the page has arrived. */
export function Live(props: { children: ReactNode }) {
  const client = useQueryClient()
  const [state, setState] = useState<LiveState>(CONNECTING)
  const arrived = usePageArrived()
  useEffect(() => {
    if (!arrived) return
    const connection = createLiveConnection(client, setState)
    const forget = onPageArrived(connection.pageArrived)
    connection.start()
    return () => {
      forget()
      connection.stop()
    }
  }, [client, arrived])
  return <LiveContext.Provider value={state}>{props.children}</LiveContext.Provider>
}

/** `{ state: 'connecting' | 'live' | 'reconnecting', reason }` of the event stream. */
export const useLive = (): LiveState => useContext(LiveContext)
