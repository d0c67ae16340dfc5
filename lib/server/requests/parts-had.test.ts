import fc from 'fast-check'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state'
import { expect, it } from 'vitest'
import { isPartsHad } from './parts-had'

/** Whether Next takes it; where it does not, it says 500. */
function isTakenByNext(header: string): boolean {
  try {
    parseAndValidateFlightRouterState(header)
    return true
  } catch {
    return false
  }
}

const header = (value: unknown) => encodeURIComponent(JSON.stringify(value))

const segment = fc.oneof(
  fc.constantFrom('', 'groups', '__PAGE__', '(console)'),
  fc.tuple(
    fc.constant('groupId'),
    fc.string(),
    fc.constantFrom('c', 'oc', 'd', 'di(.)', 'ci(..)(..)', 'di(...)', 'ci(..)'),
    fc.option(fc.array(fc.string(), { maxLength: 2 })),
  ),
)

/** As browsers send them. */
const treeOf = (floors: number): fc.Arbitrary<unknown[]> => {
  const below = floors === 0 ? fc.constant({}) : fc.dictionary(PARTS, treeOf(floors - 1), { maxKeys: 2 })
  return fc
    .tuple(
      ...[segment, below, fc.option(fc.tuple(fc.string(), fc.string()))],
      fc.option(fc.constantFrom('refetch', 'inside-shared-layout', 'metadata-only')),
      ...[fc.option(fc.integer()), fc.string()],
    )
    .chain((whole) => fc.integer({ min: 2, max: 6 }).map((length) => whole.slice(0, length)))
}
const PARTS = fc.constantFrom('children', 'modal')
const tree = treeOf(4)

it('what browsers send is let in', () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect([isPartsHad(header(value)), isTakenByNext(header(value))]).toEqual([true, true])
    }),
    { numRuns: 300, seed: 7 },
  )
})

it('what is let in, Next can take apart; what it cannot is not let in', () => {
  const odd = fc.oneof(
    fc.constantFrom(null, 0, 'x', {}, [], [[]], { children: [] }, ['', {}, {}]),
    fc.jsonValue(),
  )
  const spoilt = fc.tuple(tree, odd, fc.nat({ max: 7 }), fc.boolean()).map(([value, instead, at, below]) => {
    const outer = structuredClone(value) as unknown[]
    const parts = outer[1] as Record<string, unknown>
    const target = below && Array.isArray(parts.children) ? (parts.children as unknown[]) : outer
    target[at] = instead
    return outer
  })
  const kinds = new Set<boolean>()
  fc.assert(
    fc.property(fc.oneof(spoilt, odd), (value) => {
      const letIn = isPartsHad(header(value))
      kinds.add(letIn)
      if (letIn) expect(isTakenByNext(header(value))).toBe(true)
      // A list in the place of the parts is all that we are stricter about.
      else if (!/,\[/.test(JSON.stringify(value))) expect(isTakenByNext(header(value))).toBe(false)
    }),
    { numRuns: 600, seed: 7 },
  )
  expect(kinds.size).toBe(2)
})

it('what cannot be read, is too long, too deep or sent twice is not let in', () => {
  let deep: unknown = ['', {}]
  for (let depth = 0; depth < 500; depth++) deep = ['', { children: deep }]
  const long = ['x'.repeat(40_000), {}]
  expect(['%', 'no', '%7B', '[]', header(deep), header(long)].map((one) => isPartsHad(one))).toEqual(
    Array(6).fill(false),
  )
  expect(isPartsHad(['["",{}]', '["",{}]'])).toBe(false)
  expect(isPartsHad(undefined)).toBe(true)
})
