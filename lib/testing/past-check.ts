import type { Commit } from '@/lib/allocation/ports/commit'
import { formatAddress } from '@/lib/domain/address'
import type { Cidr } from '@/lib/domain/cidr'
import type { Event, NewEvent } from '@/lib/domain/event'
import { Fold } from '@/lib/domain/fold-events'
import { type OccupancyLayers, occupancyOf } from '@/lib/domain/occupancy'
import { primaryCidr } from '@/lib/domain/subnet'
import { differingFacts, type Facts, factsOfInstance, factsOfVm } from '@/lib/domain/told-facts'
import type { OpenStore } from '@/lib/storage/store'

/** The rows that one commit stored, and the last event that was on record then. */
type Stored = { readonly seq: number; readonly rows: ReadonlyMap<string, StoredRow> }
type StoredRow = { readonly facts: Facts; readonly stateSince: string; readonly createdAt: string }

/**
 * Watches what a store writes while a story runs, and compares in the end: after every commit, the members of every
 * group folded from its events are the rows that were stored then.
 */
export class PastCheck {
  private stored: Stored[] = []
  private readonly maps: { readonly at: string; readonly subnetId: string; readonly map: string }[] = []

  /** The map of a subnet as it is at `at`, which is now; in the end it is asked for as it was then. */
  async remember(store: OpenStore, subnetId: string, at: string): Promise<void> {
    const cidr = await blockOf(store, subnetId)
    this.maps.push({ at, subnetId, map: mapOf(cidr, await store.reads.occupancyLayers(subnetId, cidr)) })
  }

  /** From here on every commit of this store is remembered, as long as `counts` says so. */
  watch(store: OpenStore, counts: () => boolean): void {
    const write = store.commit.bind(store)
    store.commit = async (commit) => {
      const answer = await write(commit)
      if (answer.ok && counts()) this.stored.push({ seq: answer.value.seq, rows: rowsOf(commit) })
      return answer
    }
  }

  /** A new process found what was on disk; what the dead one wrote after that never was. */
  restarted(lastSeq: number): void {
    this.stored = this.stored.filter(({ seq }) => seq <= lastSeq)
  }

  async problems(store: OpenStore): Promise<string[]> {
    const problems: string[] = []
    const expected = new Map<string, StoredRow>()
    const fold = new Fold()
    const times = new Map<string, string>()
    let next = 0
    const compareUntil = (seq: number): void => {
      for (; this.stored[next] && (this.stored[next] as Stored).seq < seq; next++)
        for (const [id, row] of (this.stored[next] as Stored).rows) {
          expected.set(id, row)
          problems.push(...compareRow(fold, id, row, (this.stored[next] as Stored).seq))
        }
    }
    for await (const event of everyEvent(store)) {
      compareUntil(event.seq)
      fold.add(event)
      problems.push(...backwards(times, event))
    }
    compareUntil(Number.POSITIVE_INFINITY)
    for (const { at, subnetId, map } of this.maps) {
      const cidr = await blockOf(store, subnetId)
      const then = mapOf(cidr, await store.reads.pastLayers(subnetId, cidr, at))
      if (then !== map) problems.push(`${subnetId} at ${at} is told as ${then}, and was ${map}`)
    }
    for (const [id, row] of expected) problems.push(...compareRow(fold, id, row, 'the end'))
    if (this.stored.length === 0 && fold.present().length > 0) problems.push('no commit was watched')
    return problems
  }
}

async function blockOf(store: OpenStore, subnetId: string): Promise<Cidr> {
  const row = await store.reads.subnet(subnetId)
  if (!row) throw new Error(`no subnet ${subnetId}`)
  return primaryCidr(row.subnet)
}

function mapOf(cidr: Cidr, layers: Omit<OccupancyLayers, 'reserved'>): string {
  const { spans, drift } = occupancyOf(cidr, { ...layers, reserved: [] })
  const told = spans.filter(({ status }) => status !== 'free')
  return [
    ...told.map(({ first, last, status }) => `${first - cidr.base}-${last - cidr.base} ${status}`),
    ...drift.map((one) => `drift ${formatAddress(one)}`),
  ].join(', ')
}

function rowsOf({ instances, vms }: Commit): ReadonlyMap<string, StoredRow> {
  const rows = new Map<string, StoredRow>()
  for (const { id, stateSince, createdAt, ...rest } of instances)
    rows.set(id, { facts: factsOfInstance({ id, stateSince, createdAt, ...rest }), stateSince, createdAt })
  for (const { id, stateSince, createdAt, ...rest } of vms)
    rows.set(id, { facts: factsOfVm({ id, stateSince, createdAt, ...rest }), stateSince, createdAt })
  return rows
}

function compareRow(fold: Fold, id: string, row: StoredRow, when: number | string): string[] {
  const then = fold.get(id)
  if (!then) return [`${id} was stored, and no event tells of it (${when})`]
  const missing = differingFacts(then.facts, row.facts)
  const { stateSince, createdAt } = then
  if (stateSince !== row.stateSince || createdAt !== row.createdAt)
    return [`${id} at ${when} is told since ${stateSince}, ${createdAt}: ${row.stateSince}, ${row.createdAt}`]
  return Object.keys(missing).length === 0
    ? []
    : [
        `${id} at ${when} is told as ${JSON.stringify(then.facts)}, and was stored with ${JSON.stringify(missing)}`,
      ]
}

/** A moment divides the events of a group into those before and those after it. */
function backwards(times: Map<string, string>, { groupId, at, seq }: NewEvent & { seq: number }): string[] {
  if (groupId === null) return []
  const last = times.get(groupId)
  times.set(groupId, at)
  return last !== undefined && last > at ? [`event ${seq} of ${groupId} is at ${at}, after ${last}`] : []
}

const PAGE = 1_000

async function* everyEvent(store: OpenStore): AsyncGenerator<Event> {
  for (let seq = 0; ; ) {
    const page = await store.reads.eventsSince(seq, PAGE)
    yield* page
    const last = page.at(-1)
    if (!last) return
    seq = last.seq
  }
}
