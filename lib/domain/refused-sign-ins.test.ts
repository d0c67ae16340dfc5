import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countRefused,
  REFUSALS_TOLD_TOGETHER_MS,
  type RefusedCounts,
  type RefusedSignIn,
  takeRefused,
} from './refused-sign-ins'

const ANA = { id: 'p-1', name: 'Ana' }
const from = (person: RefusedSignIn['person'], origin = '10.0.0.9'): RefusedSignIn => ({ person, origin })

describe('refused sign-ins', () => {
  test('the first of a minute is told at once, the others together when it is over', () => {
    let counts: RefusedCounts = new Map()
    const told: boolean[] = []
    for (const at of [0, 10, 20]) {
      const next = countRefused(counts, from(ANA), at)
      told.push(next.tell)
      counts = next.counts
    }
    expect(told).toEqual([true, false, false])
    expect(takeRefused(counts, REFUSALS_TOLD_TOGETHER_MS - 1).told).toEqual([])
    const taken = takeRefused(counts, REFUSALS_TOLD_TOGETHER_MS)
    expect(taken.told).toEqual([{ person: ANA, since: 0, more: 2, origins: ['10.0.0.9'] }])
    expect(taken.counts.size).toBe(0)
  })

  test('however many come, whoever they claim to be, two events are told for each account and minute, and all counted', () => {
    const who = fc.constantFrom(null, ANA, { id: 'p-2', name: 'Bo' })
    const origin = fc.integer({ min: 0, max: 255 }).map((n) => `10.0.0.${n}`)
    fc.assert(
      fc.property(fc.array(fc.tuple(who, origin), { maxLength: 200 }), (asked) => {
        let counts: RefusedCounts = new Map()
        let told = 0
        for (const [index, [person, at]] of asked.entries()) {
          const next = countRefused(counts, { person, origin: at }, index)
          if (next.tell) told++
          counts = next.counts
        }
        const later = takeRefused(counts, asked.length + REFUSALS_TOLD_TOGETHER_MS).told
        expect(told + later.reduce((sum, { more }) => sum + more, 0)).toBe(asked.length)
        expect(told + later.length).toBeLessThanOrEqual(6)
        for (const { origins } of later) expect(origins.length).toBeLessThanOrEqual(5)
      }),
    )
  })
})
