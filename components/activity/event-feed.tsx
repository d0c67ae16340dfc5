'use client'

import { Button } from '@mantine/core'
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Exact } from '@/components/moment/exact'
import { EmptyState, ErrorState, RowsSkeleton } from '@/components/shell/states'
import { queries } from '@/lib/api/queries'
import type { EventPage, EventView } from '@/lib/api/views/events'
import css from './event-feed.module.css'
import { EventList } from './event-list'

/**
 * Events of a filter, live, with "Older events" below. `filter`: that of `queries.events`; make it with
 * `activityFilter`, so that what the page has prefetched under `queries.events(filter)` is found.
 * `without`: see EventList. `empty`: shown when there is none.
 */
export function EventFeed(props: {
  filter: Parameters<typeof queries.events>[0]
  without?: readonly ('group' | 'instance' | 'address')[]
  empty?: ReactNode
  onUndo?: (event: EventView) => void
}) {
  const client = useQueryClient()
  const { filter } = props
  const first = queries.events(filter)
  const feed = useInfiniteQuery<
    EventPage,
    Error,
    InfiniteData<EventPage, number | null>,
    readonly unknown[],
    number | null
  >({
    // Below ['events'], so that whatever names the events names these pages too.
    queryKey: ['events', 'pages', filter],
    queryFn: ({ pageParam }) =>
      client.fetchQuery({
        ...(pageParam === null ? first : queries.events({ ...filter, before: pageParam })),
        staleTime: 0,
      }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextBefore,
    initialData: () => {
      const page = client.getQueryData(first.queryKey)
      return page && { pages: [page], pageParams: [null] }
    },
    initialDataUpdatedAt: () => client.getQueryState(first.queryKey)?.dataUpdatedAt,
    placeholderData: (before) => before,
  })
  const events = feed.data?.pages.flatMap((page) => page.events) ?? []
  const removedUntil = feed.data?.pages.at(-1)?.removedUntil ?? null
  if (feed.isPending) return <RowsSkeleton rows={8} height={62} label="events" />
  if (feed.isError && events.length === 0)
    return (
      <ErrorState title="The events could not be read" error={feed.error} retry={() => void feed.refetch()} />
    )
  if (events.length === 0)
    return (
      props.empty ?? (
        <EmptyState compact title="No events" text="Nothing that happened matches these filters." />
      )
    )
  return (
    <div className={css.feed} data-old={feed.isPlaceholderData || undefined}>
      <EventList events={events} without={props.without} onUndo={props.onUndo} />
      <div className={css.more}>
        {feed.hasNextPage ? (
          <Button
            variant="default"
            loading={feed.isFetchingNextPage}
            onClick={() => void feed.fetchNextPage()}
          >
            Older events
          </Button>
        ) : (
          <span className={css.end}>
            {removedUntil ? <Removed until={removedUntil} /> : 'That is all, from the first event on.'}
          </span>
        )}
      </div>
    </div>
  )
}

/** What is not there any more is not passed over in silence. */
const Removed = (props: { until: string }) => (
  <>
    That is all that is kept: events up to <Exact at={props.until} /> were removed, as set on the Ledger page.
  </>
)
