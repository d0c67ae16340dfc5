import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ReadError } from '@/lib/api/queries'
import { tellSignedOut } from './signed-out'

/** The stream says what changed, so an answer stays fresh until it does; the bound only covers a lost stream. */
const FRESH_MS = 60_000
const NOBODY = 401

/** One per tab, and one per request on the server. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ReadError && error.status === NOBODY) tellSignedOut()
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < 2 && !(error instanceof ReadError && error.status < 500),
      },
    },
  })
