import { streamEvents } from '@/lib/server/feed'

export const dynamic = 'force-dynamic'

/** Server-sent events: which groups and subnets changed. A reconnecting browser sends Last-Event-ID. */
export async function GET(request: Request): Promise<Response> {
  const last = Number(request.headers.get('last-event-id') ?? Number.NaN)
  const stream = await streamEvents(Number.isSafeInteger(last) ? last : null, request.signal)
  const headers = {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  }
  return new Response(stream, { headers })
}
