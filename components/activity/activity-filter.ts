import type { apiPaths } from '@/lib/api/paths'

type EventFilter = Parameters<typeof apiPaths.events>[0]

/** As many events as one screen and a bit; older ones on demand. */
const EVENTS_PER_PAGE = 50

/** The filter of the read from what stands in the URL; empty texts are no filter. Page and screen share it. */
export function activityFilter(
  url: Partial<Record<'group' | 'instance' | 'person' | 'request' | 'kind' | 'text', string | null>> &
    Partial<Record<'from' | 'to', number | null>>,
): EventFilter {
  return {
    group: url.group || undefined,
    instance: url.instance || undefined,
    person: url.person || undefined,
    request: url.request?.trim() || undefined,
    kind: url.kind || undefined,
    text: url.text?.trim() || undefined,
    from: url.from ?? undefined,
    to: url.to ?? undefined,
    limit: EVENTS_PER_PAGE,
  }
}
