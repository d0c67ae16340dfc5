import { addressOrder } from '@/components/shell/table-order'
import type { PoolsView } from '@/lib/api/views/vms'
import { plural, say } from '@/lib/domain/plural'
import type { MemberCount, PrivatePoolMatrix, PublicPoolMatrix, ZoneRow } from '@/lib/domain/zone-matrix'

/** One line of "Pools by zone": what one pool can still give in one zone. */
export type MatrixLine = {
  readonly key: string
  /** "eth0, public IPs" */
  readonly pool: string
  /** "Zone 1"; "Any zone" where zones do not matter. */
  readonly zone: string
  readonly free: number
  readonly freeText: string
  readonly held: number
  readonly heldText: string
  /** The next VM there gets a member; else a dynamic address. */
  readonly next: boolean
  readonly covered: number
  readonly coveredText: string
  readonly add: number
  readonly addText: string
}

/** Every pool of the group, interface by interface, private before public, zone by zone. */
export const matrixLines = (pools: Pick<PoolsView, 'nics'>, publicIps: string): MatrixLine[] =>
  pools.nics.flatMap(({ privatePool, publicPool }) => [
    ...(privatePool ? [privateLine(privatePool.matrix)] : []),
    ...(publicPool
      ? publicPool.matrix.zones.map((row) => publicLine(publicPool.matrix, row, publicIps))
      : []),
  ])

const privateLine = (matrix: PrivatePoolMatrix): MatrixLine => ({
  ...{ key: `${matrix.nic} private`, pool: `${matrix.nic}, private IPs`, zone: 'Any zone' },
  ...{ free: matrix.members.free, freeText: say(matrix.members.free) },
  ...heldOf(matrix.members),
  ...{ next: matrix.next, covered: matrix.covered, add: matrix.add },
  coveredText: coveredText(matrix.covered, matrix.launches),
  addText: matrix.add === 0 ? 'Nothing' : say(matrix.add),
})

function publicLine(matrix: PublicPoolMatrix, row: ZoneRow, publicIps: string): MatrixLine {
  const { zonal, redundant, zone } = row
  const free = zonal.free + redundant.free
  return {
    ...{ key: `${matrix.nic} public ${zone}`, pool: `${matrix.nic}, ${publicIps}` },
    zone: zone === null ? 'Any zone' : `Zone ${zone}`,
    ...{ free, freeText: freeText(row) },
    ...heldOf({
      free,
      ours: zonal.ours + redundant.ours,
      others: zonal.others + redundant.others,
    }),
    ...{ next: row.next, covered: row.covered, add: row.add },
    coveredText: coveredText(row.covered, matrix.launches),
    addText: row.add === 0 ? 'Nothing' : say(row.add),
  }
}

function freeText({ zonal, redundant }: ZoneRow): string {
  if (redundant.free === 0) return say(zonal.free)
  return zonal.free === 0
    ? `${say(redundant.free)} zone-redundant`
    : `${say(zonal.free)}, and ${say(redundant.free)} zone-redundant`
}

function heldOf({ ours, others }: MemberCount): Pick<MatrixLine, 'held' | 'heldText'> {
  const parts = [ours > 0 ? `${say(ours)} by this group` : '', others > 0 ? `${say(others)} by others` : '']
  return { held: ours + others, heldText: parts.filter((one) => one !== '').join(', ') || 'None' }
}

const coveredText = (covered: number, launches: number): string =>
  launches === 0 ? 'At maximum' : `${say(covered)} of ${say(launches)}`

/** What is true of the public pools as a whole: nobody knows where the next VMs land. */
export function matrixNotes(pools: Pick<PoolsView, 'nics'>, machine: string): string[] {
  const lending = pools.nics.flatMap(({ publicPool }) => (publicPool ? [publicPool.matrix] : []))
  const zonal = lending.filter(({ zones }) => zones.length > 1)
  const shared = zonal.filter(({ zones }) => (zones[0]?.redundant.free ?? 0) > 0)
  return [
    ...(zonal.length > 0
      ? [
          `The market chooses the zone and tells nobody its odds: the next ${machine} gets a pool address where one is free, and a dynamic one elsewhere.`,
        ]
      : []),
    ...zonal.flatMap((matrix) => landingText(matrix, machine)),
    ...(shared.length > 0
      ? ['Zone-redundant members are counted in every zone, and each is given once.']
      : []),
    ...lending.flatMap(({ nic, unfit }) =>
      unfit === 0
        ? []
        : [
            `${plural(unfit, 'member')} of the pool of ${nic} ${unfit === 1 ? 'fits' : 'fit'} no ${machine} of this group.`,
          ],
    ),
  ]
}

function landingText({ nic, launches, covered }: PublicPoolMatrix, machine: string): string[] {
  if (launches < 2) return []
  const { least, most } = covered
  if (most === 0)
    return [
      `None of the next ${say(launches)} ${machine}s gets an address of the pool of ${nic}, wherever they land.`,
    ]
  const some =
    least === most
      ? `${say(least)} of them get`
      : `at least ${say(least)} and at most ${say(most)} of them get`
  return [`Wherever the next ${say(launches)} ${machine}s land, ${some} an address of the pool of ${nic}.`]
}

/** Z9: what is missing to twice the maximum, in one sentence per pool; nothing where all is there. */
export function adviceTexts(pools: Pick<PoolsView, 'nics'>, maximum: number): string[] {
  const texts = pools.nics.flatMap(({ name, privatePool, publicPool }) => [
    ...adviceOf(`private IP pool of ${name}`, privatePool?.matrix),
    ...adviceOf(`public IP pool of ${name}`, publicPool?.matrix),
  ])
  if (texts.length === 0) return []
  const zonal = pools.nics.some(({ publicPool }) =>
    publicPool?.matrix.zones.some(({ zone, add }) => zone !== null && add > 0),
  )
  return [
    `A replacement starts before the old one is gone, so pools of twice the maximum (${say(2 * maximum)}) never run dry.`,
    ...texts,
    ...(zonal ? ['What is to be added to a zone may be of that zone, or zone-redundant.'] : []),
  ]
}

const adviceOf = (pool: string, matrix: { readonly add: number } | undefined): string[] =>
  matrix && matrix.add > 0 ? [`The ${pool} lacks ${plural(matrix.add, 'member')}.`] : []

/** What sorting addresses of entries compares: where the entry begins. */
export const entryOrder = (entry: string): string => addressOrder(entry.split(/[-/]/)[0] ?? entry)
