import { z } from 'zod'
import { seededRandom } from '@/lib/domain/allocate'
import { cloudRules } from '@/lib/domain/cloud-rules'
import type { Result } from '@/lib/domain/result'
import { ok, refuse } from '@/lib/domain/result'
import type { CloudRefusal } from '../protocol'

// The spot market: it says in which of the asked zones a VM gets its capacity. Its n-th answer follows from its seed
// and n alone, so that the same seed and the same settings give the same zones, also across a restart.
//
//   asked 1 2 3   weights 1: 3   2: 1   3: 1   capacity in 1, 3   →  zone 1 with 3 in 4, zone 3 with 1 in 4

const ZONES = cloudRules.azure.zones
/** Prime, so that neighbouring draws start far apart. */
const DRAW_STRIDE = 7919

const zoneMarket = z.strictObject({
  /** How often the zone is chosen, beside the other zones' weights; 0: never. */
  weight: z.number().min(0).max(1_000_000),
  /** False: allocation in the zone fails. */
  capacity: z.boolean(),
})

const seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1)

/** By zone. A zone that is not named has weight 1 and capacity. */
const MarketSchema = z.strictObject({
  zones: z.record(z.enum(ZONES as readonly [string, ...string[]]), zoneMarket),
  seed,
  /** How many zones it has drawn. */
  drawn: z.int().min(0),
})
export type Market = z.output<typeof MarketSchema>
export const SavedMarket = MarketSchema

export const MarketChange = z
  .strictObject({
    zones: z.partialRecord(z.enum(ZONES as readonly [string, ...string[]]), zoneMarket.partial()),
    /** A new seed begins a new sequence. */
    seed,
  })
  .partial()
export type MarketChange = z.output<typeof MarketChange>

export const DEFAULT_MARKET: Market = {
  zones: Object.fromEntries(ZONES.map((zone) => [zone, { weight: 1, capacity: true }])),
  seed: 1,
  drawn: 0,
}

export function changeMarket(market: Market, change: MarketChange): Market {
  const zones = Object.fromEntries(
    ZONES.map((zone) => [
      zone,
      { weight: 1, capacity: true, ...market.zones[zone], ...change.zones?.[zone] },
    ]),
  )
  return { zones, seed: change.seed ?? market.seed, drawn: change.seed === undefined ? market.drawn : 0 }
}

/** The zone for a VM of any of `asked`, null for a regional one; and the market after it. */
export function chooseZone(
  market: Market,
  asked: readonly string[],
  vmId: string,
): { readonly zone: Result<string | null, CloudRefusal>; readonly market: Market } {
  const offered = (asked.length > 0 ? asked : ZONES).filter((zone) => {
    const found = market.zones[zone]
    return found?.capacity === true && found.weight > 0
  })
  if (offered.length === 0) return { zone: refuse(noCapacity(asked, vmId)), market }
  if (asked.length === 0) return { zone: ok(null), market }
  const total = offered.reduce((sum, zone) => sum + (market.zones[zone]?.weight ?? 0), 0)
  let left = seededRandom((market.seed + market.drawn * DRAW_STRIDE) | 0)() * total
  const drawn = offered.find((zone) => {
    left -= market.zones[zone]?.weight ?? 0
    return left < 0
  })
  return { zone: ok(drawn ?? offered.at(-1) ?? null), market: { ...market, drawn: market.drawn + 1 } }
}

function noCapacity(asked: readonly string[], vmId: string): CloudRefusal {
  const why = `Allocation failed for ${vmId}. We do not have sufficient capacity for the requested VM size`
  if (asked.length === 0) return { code: 'AllocationFailed', message: `${why} in this region.` }
  return asked.length === 1
    ? { code: 'ZonalAllocationFailed', message: `${why} in zone ${asked[0]}.` }
    : {
        code: 'OverconstrainedZonalAllocationRequest',
        message: `${why} in any of the zones ${asked.join(', ')}.`,
      }
}
