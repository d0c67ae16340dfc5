import { cloudRules } from '@/lib/domain/cloud-rules'
import { occupancyOf } from '@/lib/domain/occupancy'
import { packCells } from '@/lib/domain/packed-cells'
import { primaryCidr } from '@/lib/domain/subnet'
import { PRAGMAS } from '@/lib/storage/client'
import { PrismaClient } from '@/lib/storage/generated/client'
import { SqliteAdapter } from '@/lib/storage/sqlite-adapter'
import type { Figure } from './figure'
import { AT, createPool, LARGE, type LargeWorld, median, openLargeWorld, rounded } from './large-world'

const MOST_BYTES = 65_536
const TURNS = 9
/** All that can be given of the /16: without the first four and the last. */
const WHOLE = '10.8.0.4-10.8.255.254'

/**
 * Occupancy of a full /16, from the store to the bytes that travel. The baseline is what one would write first: a row
 * for every address through the ORM, and their JSON.
 */
export async function benchOccupancy(): Promise<Figure[]> {
  const world = await openLargeWorld()
  await createPool(world, 'full', WHOLE)
  const times: number[] = []
  let bytes = 0
  for (let turn = 0; turn < TURNS; turn++) {
    const from = performance.now()
    bytes = await pack(world)
    times.push(performance.now() - from)
  }
  await world.store.close()
  const rows = await rowsThroughPrisma(world.file)
  const value = median(times)
  return [
    {
      name: 'occupancy of a full /16, on the wire',
      value: bytes,
      unit: 'bytes',
      baseline: rows.bytes,
      ratio: rounded(bytes / rows.bytes, 4),
      goal: `≤ ${MOST_BYTES.toLocaleString('en')} bytes; baseline: a row per address as JSON`,
      met: bytes <= MOST_BYTES,
    },
    {
      name: 'occupancy of a full /16, from the store',
      value: rounded(value),
      unit: 'ms',
      baseline: rounded(rows.ms),
      ratio: rounded(value / rows.ms, 3),
      goal: 'baseline: a row per address through the ORM',
      met: null,
    },
  ]
}

/** The bytes of its cells as they travel: base64. */
async function pack({ store }: LargeWorld): Promise<number> {
  const block = primaryCidr(LARGE)
  const layers = await store.reads.occupancyLayers(LARGE.id, block)
  const reserved = cloudRules[LARGE.cloud].reservedIn(block)
  const cells = packCells(occupancyOf(block, { ...layers, reserved }))
  return Buffer.from(cells).toString('base64').length
}

async function rowsThroughPrisma(file: string): Promise<{ ms: number; bytes: number }> {
  const client = new PrismaClient({ adapter: new SqliteAdapter(file, PRAGMAS) })
  const times: number[] = []
  let bytes = 0
  for (let turn = 0; turn < 3; turn++) {
    const from = performance.now()
    const rows = await client.statefulInstance.findMany({
      where: { subnetId: LARGE.id },
      select: { address: true, origin: true, desired: true, retained: true, machineId: true, drift: true },
    })
    bytes = Buffer.byteLength(JSON.stringify(rows))
    times.push(performance.now() - from)
  }
  await client.$disconnect()
  if (bytes === 0) throw new Error(`nothing is recorded at ${AT}`)
  return { ms: median(times), bytes }
}
