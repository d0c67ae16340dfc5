import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { EMPTY_COMMIT } from '@/lib/allocation/ports/commit'
import { formatAddress } from '@/lib/domain/address'
import { chooseRandom, seededRandom } from '@/lib/domain/allocate'
import { cloudRules } from '@/lib/domain/cloud-rules'
import { occupancyOf } from '@/lib/domain/occupancy'
import { packCells } from '@/lib/domain/packed-cells'
import { primaryCidr, type Subnet } from '@/lib/domain/subnet'
import { type OpenStore, openStore } from '@/lib/storage/store'
import type { Figure } from './figure'
import { largeRecord, PER_GROUP } from './large-record'
import { rounded } from './large-world'

const GROUPS = [1, 1_000] as const
const GOAL = 1.5
const TURNS = 25
/** Of each thing in one turn: long enough to be timed, short enough that both records meet the same moment. */
const TIMES = 20

/**
 * What one allocation, one page of events and the occupancy of one subnet cost in a record of 1,000 live allocations and
 * in one of a million, side by side. The groups are alike; only their number differs.
 */
export async function benchGrowth(): Promise<Figure[]> {
  const records: Measured[] = []
  for (const groups of GROUPS) records.push(await open(groups))
  const figures: Figure[] = []
  for (const { name, work } of COSTS) {
    const times = records.map((): number[] => [])
    for (let turn = 0; turn <= TURNS; turn++)
      for (const [n, record] of records.entries()) {
        const took = await timed(() => work(record))
        // The first turn warms up.
        if (turn > 0) times[n]?.push(took)
      }
    // The fastest turn of each: whatever else the machine did meanwhile only ever adds to the others.
    const [baseline = 0, value = 0] = times.map((each) => Math.min(...each))
    figures.push({
      name: `${name}, ${(1_000 * PER_GROUP).toLocaleString('en')} live allocations`,
      value: rounded(value, 3),
      unit: 'ms',
      baseline: rounded(baseline, 3),
      ratio: rounded(value / baseline, 2),
      goal: `< ${GOAL} × the same at ${PER_GROUP.toLocaleString('en')}`,
      met: value < GOAL * baseline,
    })
  }
  for (const { store, file } of records) {
    await store.close()
    for (const suffix of ['', '-wal', '-shm', '.lock']) if (existsSync(file + suffix)) rmSync(file + suffix)
  }
  return figures
}

type Measured = {
  readonly store: OpenStore
  readonly file: string
  readonly subnet: Subnet
  readonly groupId: string
  readonly instanceId: string
  readonly random: () => number
}

const AT = '2026-03-02T10:00:00.000Z'

/** A copy of the record, of which a group in the middle is looked at. */
async function open(groups: number): Promise<Measured> {
  const record = await largeRecord(groups)
  const file = `${record.file}.growth`
  copyFileSync(record.file, file)
  const store = await openStore({ databaseUrl: `file:${file}`, now: () => AT })
  await store.groupsToSettle(AT)
  const ids = await store.liveGroupIds()
  const groupId = ids[ids.length >> 1] ?? ''
  const snapshot = await store.groupSnapshot(groupId)
  const instance = snapshot?.instances[0]
  const row = await store.reads.subnet(instance?.subnetId ?? '')
  if (!instance || !row) throw new Error('The record has no groups')
  return { store, file, subnet: row.subnet, groupId, instanceId: instance.id, random: seededRandom(1) }
}

const COSTS: readonly { readonly name: string; readonly work: (record: Measured) => Promise<void> }[] = [
  { name: 'one allocation', work: allocate },
  { name: 'a page of events', work: async ({ store }) => mustBe(50, await store.events({ limit: 50 })) },
  {
    name: 'a page of a group’s events',
    work: async ({ store, groupId }) => mustBe(50, await store.events({ groupId, limit: 50 })),
  },
  {
    name: 'the events of an instance',
    work: async ({ store, instanceId }) => mustBe(1, await store.events({ instanceId, limit: 50 })),
  },
  { name: 'occupancy of a subnet', work: pack },
]

/** As a command does it: the subnet as it is, a free address drawn, and that on disk with its event. */
async function allocate({ store, subnet, groupId, random }: Measured): Promise<void> {
  const { subnets } = await store.networkSnapshot({ subnetIds: [subnet.id], publicIpIds: [] })
  const set = subnets.get(subnet.id)?.unavailable
  const address = set && chooseRandom(set, random)
  if (!address) throw new Error('no address is free')
  const instanceId = `ssi-${address.value.toString(16).padStart(12, '0')}`
  const written = await store.commit({
    ...EMPTY_COMMIT,
    allocated: [{ subnetId: subnet.id, address, groupId, instanceId, origin: 'random', at: AT }],
    events: [
      {
        ...{
          at: AT,
          kind: 'address-allocated',
          actor: 'operator',
          requestId: 'req-growth',
          groupId,
          instanceId,
        },
        ...{ subnetId: subnet.id, address: formatAddress(address), interfaceId: null, publicIpId: null },
        ...{ machineId: null, why: 'Drawn at random.', before: null, after: null },
      },
    ],
  })
  if (!written.ok) throw new Error(`refused: ${written.refusal.kind}`)
}

async function pack({ store, subnet }: Measured): Promise<void> {
  const block = primaryCidr(subnet)
  const layers = await store.reads.occupancyLayers(subnet.id, block)
  const reserved = cloudRules[subnet.cloud].reservedIn(block)
  mustBe(1, packCells(occupancyOf(block, { ...layers, reserved })))
}

function mustBe(least: number, found: { readonly length: number }): void {
  if (found.length < least) throw new Error(`Only ${found.length} were found`)
}

/** Milliseconds for one. */
async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  for (let n = 0; n < TIMES; n++) await work()
  return (performance.now() - from) / TIMES
}
