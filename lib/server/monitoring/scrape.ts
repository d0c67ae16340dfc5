import { Counter, Gauge, Registry } from 'prom-client'
import type { RouteName } from '@/lib/auth/doors'
import { type Holdfast, holdfast } from '@/lib/server/compose'
import { answerThrough } from '@/lib/server/doors/read'
import type { Moves, PoolUse, SubnetUse } from '@/lib/storage/use-counts'
import { type Meters, openMeters } from './meters'

/** Subnets and pools that have figures of their own, the largest; the others are added up under one name. */
export const MOST_LABELS = 100
const THE_OTHERS = 'other'

type Hold = Pick<Holdfast, 'store' | 'engine'> & { readonly ledger?: Pick<Holdfast['ledger'], 'standing'> }

/** Prometheus text: everything that was counted, and how things are now. */
export const answerMetrics = (name: RouteName, request: Request): Promise<Response> =>
  answerThrough(name, request, async () => {
    const meters = openMeters()
    const text = await scrape(await holdfast(), meters)
    return new Response(text, {
      headers: { 'content-type': meters.registry.contentType, 'cache-control': 'no-store' },
    })
  })

export async function scrape(
  { store, engine, ledger }: Hold,
  meters: Pick<Meters, 'registry'>,
): Promise<string> {
  const now = new Registry()
  const gauge = <T extends string>(name: string, help: string, labelNames: T[] = []) =>
    new Gauge({ name, help, labelNames, registers: [now] })
  const use = await store.use()

  gauge('holdfast_last_seq', 'The number of the last event.').set(await store.lastSeq())
  const standing = ledger?.standing()
  if (standing)
    gauge('holdfast_ledger_breaks', 'Places where the chain of events does not hold, as last looked at.').set(
      standing.breaks,
    )
  gauge('holdfast_commits_waiting', 'Commits that wait for their transaction.').set(use.queued)
  gauge('holdfast_operations_in_flight', 'Operations in the cloud that are under way.').set(
    engine.operating.underWay(),
  )
  const reachable = gauge('holdfast_cloud_reachable', '1 where the last look at the cloud was answered.', [
    'cloud',
  ])
  for (const { cloud, problem } of engine.sync.status().last)
    reachable.set({ cloud }, problem === null ? 1 : 0)
  tellMoves(now, use.moves)
  const drifts = gauge('holdfast_drift_open', 'Open drift, by kind.', ['kind'])
  for (const [kind, count] of use.drifts) drifts.set({ kind }, count)

  const addresses = gauge(
    'holdfast_subnet_addresses',
    'Addresses of a subnet: all, held by anybody, in pools.',
    ['cloud', 'subnet', 'state'],
  )
  for (const { cloud, id, size, held, pooled } of largest(use.subnets, ({ size }) => size, addSubnets)) {
    const of = { cloud, subnet: id }
    addresses.set({ ...of, state: 'all' }, size)
    addresses.set({ ...of, state: 'held' }, held)
    addresses.set({ ...of, state: 'pooled' }, pooled)
  }
  const members = gauge(
    'holdfast_pool_addresses',
    'Members of a private IP pool: all, and held by anybody.',
    ['cloud', 'group', 'state'],
  )
  for (const { cloud, group, members: all, held } of largest(use.pools, (pool) => pool.members, addPools)) {
    members.set({ cloud, group, state: 'all' }, all)
    members.set({ cloud, group, state: 'held' }, held)
  }
  return Registry.merge([meters.registry, now]).metrics()
}

function tellMoves(registry: Registry, moves: readonly Moves[]): void {
  const counter = (name: string, help: string) =>
    new Counter({ name, help, labelNames: ['cloud', 'kind'], registers: [registry] })
  const allocations = counter('holdfast_allocations_total', 'Addresses allocated, by cloud and kind.')
  const releases = counter('holdfast_releases_total', 'Addresses released, by cloud and kind.')
  for (const { cloud, kind, allocated, released } of moves) {
    allocations.inc({ cloud, kind }, allocated)
    releases.inc({ cloud, kind }, released)
  }
}

/** The largest, and what the others of each cloud add up to. */
export function largest<T extends { readonly cloud: string }>(
  all: readonly T[],
  sizeOf: (one: T) => number,
  add: (sum: T, one: T) => T,
): readonly T[] {
  if (all.length <= MOST_LABELS) return all
  const sorted = [...all].sort((a, b) => sizeOf(b) - sizeOf(a))
  const sums = new Map<string, T>()
  for (const one of sorted.slice(MOST_LABELS)) {
    const sum = sums.get(one.cloud)
    sums.set(one.cloud, sum ? add(sum, one) : one)
  }
  return [...sorted.slice(0, MOST_LABELS), ...[...sums.values()].map(namedOther)]
}

const namedOther = <T extends object>(one: T): T => ({
  ...one,
  ...('id' in one ? { id: THE_OTHERS } : { group: THE_OTHERS }),
})

const addSubnets = (sum: SubnetUse, one: SubnetUse): SubnetUse => ({
  ...sum,
  size: sum.size + one.size,
  held: sum.held + one.held,
  pooled: sum.pooled + one.pooled,
})

const addPools = (sum: PoolUse, one: PoolUse): PoolUse => ({
  ...sum,
  members: sum.members + one.members,
  held: sum.held + one.held,
})
