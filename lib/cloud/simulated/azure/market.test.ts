import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Market } from './market'
import { changeMarket, chooseZone, DEFAULT_MARKET } from './market'

const ALL = ['1', '2', '3']

/** The zones of `count` VMs, one after the other; a refusal by its code. */
function zonesOf(market: Market, count: number, asked: readonly string[] = ALL): (string | null)[] {
  const zones: (string | null)[] = []
  let now = market
  for (let n = 0; n < count; n++) {
    const chosen = chooseZone(now, asked, 'vm-1')
    zones.push(chosen.zone.ok ? chosen.zone.value : chosen.zone.refusal.code)
    now = chosen.market
  }
  return zones
}

describe('the spot market', () => {
  test('chooses the same zones for the same seed, and others for another', () => {
    const zones = zonesOf(DEFAULT_MARKET, 60)
    expect(zonesOf(DEFAULT_MARKET, 60)).toEqual(zones)
    expect(new Set(zones)).toEqual(new Set(ALL))
    expect(zonesOf(changeMarket(DEFAULT_MARKET, { seed: 2 }), 60)).not.toEqual(zones)
  })

  test('goes on where it was when weights change, and begins anew with a seed', () => {
    const later = { ...DEFAULT_MARKET, drawn: 20 }
    expect(zonesOf(changeMarket(later, { zones: { '1': { weight: 1 } } }), 40)).toEqual(
      zonesOf(DEFAULT_MARKET, 60).slice(20),
    )
    expect(zonesOf(changeMarket(later, { seed: DEFAULT_MARKET.seed }), 60)).toEqual(
      zonesOf(DEFAULT_MARKET, 60),
    )
  })

  test('chooses by weight', () => {
    const market = changeMarket(DEFAULT_MARKET, {
      zones: { '1': { weight: 6 }, '2': { weight: 3 }, '3': { weight: 1 } },
    })
    const zones = zonesOf(market, 4000)
    const share = (zone: string) => zones.filter((one) => one === zone).length / zones.length
    expect(share('1')).toBeCloseTo(0.6, 1)
    expect(share('2')).toBeCloseTo(0.3, 1)
    expect(share('3')).toBeCloseTo(0.1, 1)
  })

  test('has one code for a zone without capacity, one for several, one for a region', () => {
    const zones = { '1': { capacity: false }, '2': { weight: 0 }, '3': { capacity: false } }
    const market = changeMarket(DEFAULT_MARKET, { zones })
    expect(zonesOf(market, 1, ['1'])).toEqual(['ZonalAllocationFailed'])
    expect(zonesOf(market, 1, ALL)).toEqual(['OverconstrainedZonalAllocationRequest'])
    expect(zonesOf(market, 1, [])).toEqual(['AllocationFailed'])
  })

  test('gives a regional VM no zone, and draws nothing for it', () => {
    expect(zonesOf(DEFAULT_MARKET, 3, [])).toEqual([null, null, null])
    expect(chooseZone(DEFAULT_MARKET, [], 'vm-1').market).toEqual(DEFAULT_MARKET)
  })

  test('never chooses a zone that was not asked for, has no weight, or has no capacity', () => {
    const zone = fc.record({ weight: fc.nat(3), capacity: fc.boolean() })
    fc.assert(
      fc.property(
        fc.record({ '1': zone, '2': zone, '3': zone }),
        fc.subarray(ALL, { minLength: 1 }),
        fc.nat(1000),
        (zones, asked, seed) => {
          const market = changeMarket(DEFAULT_MARKET, { zones, seed })
          const offered = asked.filter((one) => market.zones[one]?.capacity && market.zones[one].weight > 0)
          const { zone: chosen } = chooseZone(market, asked, 'vm-1')
          expect(chosen.ok).toBe(offered.length > 0)
          if (chosen.ok) expect(offered).toContain(chosen.value)
        },
      ),
    )
  })
})
