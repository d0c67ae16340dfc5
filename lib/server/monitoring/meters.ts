import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Store } from '@/lib/allocation/ports/store'
import type { Event, EventKind } from '@/lib/domain/event'
import type { EndedRequest } from '@/lib/server/requests/request-log'

/**
 * What is counted while it happens, and read at `/api/metrics`. Labels are few and known beforehand: names of doors,
 * kinds of refusals, clouds. What is asked for at a scrape stands in `scrape.ts`.
 */
export type Meters = {
  readonly registry: Registry
  /** Seconds from handing in a commit to its answer. */
  readonly commits: Histogram
  readonly streams: Gauge
  request(request: EndedRequest): void
  committed(events: readonly Event[], store: Pick<Store, 'groupSnapshot'>): void
}

const FAILURES: ReadonlySet<EventKind> = new Set(['instance-failed', 'instance-rolled-back', 'vm-failed'])

const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const COMMIT_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

// Next loads modules more than once in one process, and there is one registry.
const KEY = Symbol.for('holdfast.meters')

export function openMeters(): Meters {
  const shared = globalThis as { [KEY]?: Meters }
  shared[KEY] ??= makeMeters()
  return shared[KEY]
}

export function makeMeters(): Meters {
  const registry = new Registry()
  const registers = [registry]
  const clouds = new Map<string, string>()
  collectDefaultMetrics({ register: registry })
  const failures = new Counter({
    name: 'holdfast_operations_failed_total',
    help: 'Operations in the cloud that failed, by cloud and what became of it.',
    labelNames: ['cloud', 'kind'],
    registers,
  })
  const refusals = new Counter({
    name: 'holdfast_refusals_total',
    help: 'What operators asked for and were refused, by reason.',
    labelNames: ['reason'],
    registers,
  })
  const durations = new Histogram({
    name: 'holdfast_request_duration_seconds',
    help: 'Requests by door and status; of an action the status is ok, refused or unexpected.',
    labelNames: ['door', 'status'],
    buckets: REQUEST_BUCKETS,
    registers,
  })
  return {
    registry,
    commits: new Histogram({
      name: 'holdfast_commit_duration_seconds',
      help: 'Commits, from being handed in until they are on disk.',
      buckets: COMMIT_BUCKETS,
      registers,
    }),
    streams: new Gauge({
      name: 'holdfast_streams',
      help: 'Browsers that follow the event stream.',
      registers,
    }),
    request(request) {
      const { door, tookMs, outcome } = request
      // A stream lasts as long as its page is open.
      if (door !== null && door !== 'stream')
        durations.observe({ door, status: statusOf(request) }, tookMs / 1_000)
      if (outcome !== null && outcome !== 'ok') refusals.inc({ reason: outcome })
    },
    committed(events, store) {
      for (const { kind, groupId } of events)
        if (FAILURES.has(kind))
          void cloudOf(groupId, store, clouds).then((cloud) => failures.inc({ cloud, kind }))
    },
  }
}

const statusOf = ({ outcome, status }: EndedRequest): string =>
  outcome === null ? String(status) : outcome === 'ok' || outcome === 'unexpected' ? outcome : 'refused'

/** A group stays in its cloud, so each is looked up once. */
async function cloudOf(
  groupId: string | null,
  store: Pick<Store, 'groupSnapshot'>,
  known: Map<string, string>,
): Promise<string> {
  if (groupId === null) return 'unknown'
  const cloud =
    known.get(groupId) ?? (await store.groupSnapshot(groupId).catch(() => null))?.group.config.cloud
  if (cloud === undefined) return 'unknown'
  known.set(groupId, cloud)
  return cloud
}
