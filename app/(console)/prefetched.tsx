import { dehydrate, HydrationBoundary, QueryClient, type QueryKey } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PageArrived } from '@/components/shell/arrival'
import type { Holdfast } from '@/lib/server/compose'
import { readOrNothing } from '@/lib/server/doors/read'

/** A read door's answer put under the key that the browser's query has: the first paint shows data, not a skeleton. */
type Prefetch = readonly [
  query: { readonly queryKey: QueryKey },
  read: (hold: Holdfast) => Promise<unknown>,
  /** Its route, where that needs more than the page does. */
  door?: Parameters<typeof readOrNothing>[1],
]

/** What every page is wrapped in: the answers of its reads, if it has any, and the word that it has arrived. */
export async function Prefetched(props: { reads?: readonly Prefetch[]; children: ReactNode }) {
  const asOf = (await readOrNothing((hold) => hold.store.lastSeq())) ?? 0
  return (
    <Answered reads={props.reads ?? []}>
      {props.children}
      <PageArrived asOf={asOf} />
    </Answered>
  )
}

export async function Answered(props: { reads: readonly Prefetch[]; children: ReactNode }) {
  const client = new QueryClient()
  await Promise.all(
    props.reads.map(async ([{ queryKey }, read, door]) => {
      const data = await readOrNothing(read, door)
      if (data !== undefined) client.setQueryData(queryKey, data)
    }),
  )
  return <HydrationBoundary state={dehydrate(client)}>{props.children}</HydrationBoundary>
}
