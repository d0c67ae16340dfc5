import Database from 'better-sqlite3'
import { EMPTY_COMMIT, type NewAllocation, NOTHING_GONE } from '@/lib/allocation/ports/commit'
import type { Address } from '@/lib/domain/address'
import { formatAddress } from '@/lib/domain/address'
import { cidr } from '@/lib/domain/cidr'
import type { NewEvent } from '@/lib/domain/event'
import { EMPTY_INVENTORY } from '@/lib/domain/inventory'
import type { Subnet } from '@/lib/domain/subnet'
import { PRAGMAS } from '@/lib/storage/client'
import { type OpenStore, openStore } from '@/lib/storage/store'
import { templateDatabase } from '@/lib/testing/database'
import type { Figure } from './figure'

/**
 * Durable allocations per second: through the store, and through the raw driver writing the same rows.
 *
 * A row is an allocation together with the event that tells of it. Both sides write into a database of their own with
 * the same schema, indexes and pragmas (WAL, synchronous=FULL), and wait for the disk at every commit. They take
 * turns, so that a slow moment of the machine meets both; the median of the turns counts.
 */
export async function benchAllocation(): Promise<Figure[]> {
  const raw = await openRaw()
  const store = await openWithSubnets()
  const figures: Figure[] = []
  for (const size of SIZES) {
    const rows = new Rows()
    const rates = await inTurns(
      size,
      (count) => writeRaw(raw, rows, size.rows, count),
      (count) => writeStore(store, rows, size.rows, count),
    )
    figures.push(figureOf(`allocations, ${size.rows} per commit`, rates, size.goal))
    if (size.rows !== 64) continue
    const single = await inTurns(
      { commits: ROUNDS_OF_SINGLES },
      (rounds) => writeRaw(raw, rows, 64, rounds),
      (rounds) => writeTogether(store, rows, 64, rounds),
    )
    figures.push(figureOf('allocations, 64 commands of one address at once', single, size.goal))
  }
  await store.close()
  raw.close()
  return figures
}

const SIZES = [
  { rows: 1, commits: 200, goal: 0.25 },
  { rows: 64, commits: 40, goal: 0.4 },
  { rows: 1024, commits: 6, goal: 0.6 },
] as const

/** In each, 64 commands that know nothing of each other; the raw driver writes their rows in one commit. */
const ROUNDS_OF_SINGLES = 40

const TURNS = 5
const AT = '2026-03-01T10:00:00.000Z'

/** Fresh addresses for ever: each writer walks through its own /16 subnets. */
class Rows {
  private static next = 0

  take(count: number): { allocated: NewAllocation[]; events: NewEvent[] } {
    const allocated: NewAllocation[] = []
    const events: NewEvent[] = []
    for (let i = 0; i < count; i++) {
      const n = Rows.next++
      const block = Math.floor(n / 65_536)
      const address: Address = { family: 4, value: BigInt(0x0a00_0000 + n) }
      const subnetId = SUBNETS[block]?.id ?? ''
      const instanceId = `ssi-${n.toString(16).padStart(12, '0')}`
      allocated.push({ subnetId, address, groupId: 'grp-bench', instanceId, origin: 'random', at: AT })
      events.push({
        at: AT,
        kind: 'address-allocated',
        actor: 'operator',
        requestId: 'req-bench',
        groupId: 'grp-bench',
        instanceId,
        subnetId,
        address: formatAddress(address),
        interfaceId: null,
        publicIpId: null,
        machineId: null,
        why: 'Drawn at random from the group’s subnets.',
        before: null,
        after: null,
      })
    }
    return { allocated, events }
  }
}

const SUBNETS: readonly Subnet[] = Array.from({ length: 16 }, (_, i) => ({
  id: `subnet-${i.toString(16).padStart(8, '0')}`,
  virtualNetworkId: 'vpc-bench',
  cloud: 'aws',
  region: 'eu-west-1',
  zone: 'eu-west-1a',
  name: `bench ${i}`,
  cidrs: [cidr(`10.${i}.0.0/16`)],
}))

async function openWithSubnets(): Promise<OpenStore> {
  const store = await openStore({ databaseUrl: `file:${await templateDatabase()}`, now: () => AT })
  await store.applyInventory({
    at: AT,
    requestId: 'bench',
    upsert: { ...EMPTY_INVENTORY, subnets: SUBNETS },
    remove: NOTHING_GONE,
    events: [],
  })
  // In memory, as they are once something was planned in them: keeping memory up to date is part of a commit.
  await store.networkSnapshot({ subnetIds: SUBNETS.map((s) => s.id), publicIpIds: [] })
  return store
}

/** The fastest that this driver writes these rows: statements prepared once, plain parameters, no JSON. */
async function openRaw() {
  const database = new Database(await templateDatabase())
  for (const pragma of PRAGMAS) database.pragma(pragma)
  const allocate = database.prepare(
    `INSERT INTO "IpAllocation" ("subnetId", "address", "ownerKind", "groupId", "instanceId", "origin", "since")
     VALUES (?, ?, 'instance', ?, ?, ?, ?)`,
  )
  const tell = database.prepare(
    `INSERT INTO "Event" ("seq", "at", "kind", "actor", "requestId", "groupId", "instanceId", "subnetId", "address",
       "interfaceId", "publicIpId", "machineId", "why", "before", "after")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  let seq = 0
  const write = database.transaction(({ allocated, events }: ReturnType<Rows['take']>) => {
    for (const a of allocated) {
      allocate.run(a.subnetId, formatAddress(a.address), a.groupId, a.instanceId, a.origin, a.at)
    }
    for (const e of events) {
      tell.run(
        ++seq,
        ...[e.at, e.kind, e.actor, e.requestId, e.groupId, e.instanceId, e.subnetId, e.address],
        ...[e.interfaceId, e.publicIpId, e.machineId, e.why, e.before, e.after],
      )
    }
  })
  return { write, close: () => database.close() }
}

type Raw = Awaited<ReturnType<typeof openRaw>>

/** Rows per second; making the rows is not measured. */
async function writeRaw(raw: Raw, rows: Rows, size: number, commits: number): Promise<number> {
  const batches = Array.from({ length: commits }, () => rows.take(size))
  const from = performance.now()
  for (const batch of batches) raw.write(batch)
  return perSecond(size * commits, from)
}

async function writeStore(store: OpenStore, rows: Rows, size: number, commits: number): Promise<number> {
  const batches = Array.from({ length: commits }, () => ({ ...EMPTY_COMMIT, ...rows.take(size) }))
  const from = performance.now()
  for (const batch of batches) mustBeWritten(await store.commit(batch))
  return perSecond(size * commits, from)
}

async function writeTogether(store: OpenStore, rows: Rows, waiting: number, rounds: number): Promise<number> {
  const batches = Array.from({ length: rounds }, () =>
    Array.from({ length: waiting }, () => ({ ...EMPTY_COMMIT, ...rows.take(1) })),
  )
  const from = performance.now()
  for (const batch of batches) {
    for (const result of await Promise.all(batch.map((commit) => store.commit(commit)))) mustBeWritten(result)
  }
  return perSecond(waiting * rounds, from)
}

function mustBeWritten(result: Awaited<ReturnType<OpenStore['commit']>>): void {
  if (!result.ok) throw new Error(`A commit was refused: ${result.refusal.kind}`)
}

const perSecond = (rows: number, from: number): number => (rows / (performance.now() - from)) * 1000

type Rates = { readonly raw: number; readonly store: number }
type Turn = (commits: number) => Promise<number>

async function inTurns(size: { readonly commits: number }, raw: Turn, store: Turn): Promise<Rates> {
  const rates = { raw: [] as number[], store: [] as number[] }
  // A server has run for a while: what is measured is not the compiler's first passes.
  await raw(size.commits)
  await store(size.commits)
  for (let turn = 0; turn < TURNS; turn++) {
    rates.raw.push(await raw(size.commits))
    rates.store.push(await store(size.commits))
  }
  return { raw: median(rates.raw), store: median(rates.store) }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

function figureOf(name: string, rates: Rates, goal: number): Figure {
  const ratio = rates.store / rates.raw
  return {
    name,
    value: Math.round(rates.store),
    unit: 'rows/s',
    baseline: Math.round(rates.raw),
    ratio: Math.round(ratio * 1000) / 1000,
    goal: `≥ ${goal} of the raw driver`,
    met: ratio >= goal,
  }
}
