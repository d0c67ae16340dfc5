import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ReadError } from '@/lib/api/queries'
import { isStillSignedIn, NOBODY, tellSignedOut } from './signed-out'

/** The stream says what changed, so an answer stays fresh until it does; the bound only covers a lost stream. */
const FRESH_MS = 60_000

/** One per tab, and one per request on the server. */
export const makeQueryClient = (): QueryClient => {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (typeof window === 'undefined' || !isOfNobody(error)) return
        void isStillSignedIn().then((still) => {
          if (!still) return tellSignedOut()
          return client.refetchQueries({ predicate: ({ state }) => isOfNobody(state.error) })
        })
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < 2 && !(error instanceof ReadError && error.status < 500),
      },
    },
  })
  return client
}

const isOfNobody = (error: unknown): boolean => error instanceof ReadError && error.status === NOBODY
