import fc from 'fast-check'
import { AZURE_OPERATIONS, type FaultRuleInput } from '@/lib/cloud/simulated/settings'

/* What may happen to a Holdfast in two clouds, and how often. */

/** The lowest ones: those that the cloud gives as dynamic addresses, too. */
const OCTETS = [4, 5, 6, 7, 8, 9, 10, 11, 12] as const

export type Shape = {
  readonly pool: readonly number[]
  readonly second: readonly number[] | null
  readonly publicIps: readonly number[]
  readonly zonal: boolean
  readonly target: number
}

export type Happening =
  | { readonly kind: 'create' | 'edit'; readonly group: number; readonly shape: Shape }
  | { readonly kind: 'scale'; readonly group: number; readonly target: number }
  | { readonly kind: 'recycle' | 'remove' | 'lower'; readonly group: number; readonly vm: number }
  | { readonly kind: 'delete'; readonly group: number }
  | { readonly kind: 'stateful'; readonly verb: 'scale' | 'resume' | 'pause' | 'recycle'; readonly n: number }
  | { readonly kind: 'together'; readonly all: readonly Happening[]; readonly interrupt: number | null }
  | { readonly kind: 'interrupt'; readonly machine: number }
  | { readonly kind: 'foreign-takes'; readonly octet: number; readonly noticed: boolean }
  | { readonly kind: 'foreign-leaves' }
  | { readonly kind: 'public-ip-elsewhere'; readonly publicIp: number }
  | { readonly kind: 'market'; readonly zone: string; readonly capacity: boolean }
  | { readonly kind: 'faults'; readonly rules: readonly FaultRuleInput[] }
  | { readonly kind: 'die'; readonly call: number; readonly when: 'before' | 'after' }
  | { readonly kind: 'pass'; readonly seconds: number }
  | { readonly kind: 'refresh' }

const group = fc.nat(2)

const shape: fc.Arbitrary<Shape> = fc.record({
  pool: fc.shuffledSubarray([...OCTETS], { maxLength: 3 }),
  second: fc.option(fc.shuffledSubarray([20, 21, 22], { maxLength: 2 })),
  publicIps: fc.shuffledSubarray([0, 1, 2]),
  zonal: fc.boolean(),
  target: fc.nat(3),
})

const verb: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('scale' as const), group, target: fc.nat(4) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('recycle' as const, 'remove' as const, 'lower' as const),
      ...{ group, vm: fc.nat(4) },
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), group, shape }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), group }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('stateful' as const),
      verb: fc.constantFrom('scale' as const, 'resume' as const, 'pause' as const, 'recycle' as const),
      n: fc.nat(5),
    }),
  },
)

const FAULTY = AZURE_OPERATIONS.filter(
  (name) => !/Virtual(Networks)|Subnets|SecurityGroups|Balancers/.test(name),
)

const rule: fc.Arbitrary<FaultRuleInput> = fc.oneof(
  fc.record({
    operation: fc.constantFrom(...FAULTY),
    effect: fc.constantFrom('throttle' as const, 'timeout-before' as const, 'timeout-after' as const),
    remaining: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({
    operation: fc.constantFrom(...FAULTY.filter((name) => /CreateOrUpdate|Delete/.test(name))),
    effect: fc.constant('error' as const),
    code: fc.constantFrom('AuthorizationFailed', 'InternalServerError', 'ZonalAllocationFailed'),
    remaining: fc.integer({ min: 1, max: 3 }),
  }),
)

export const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('create' as const), group, shape }) },
  { weight: 10, arbitrary: verb },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('together' as const),
      all: fc.array(verb, { minLength: 2, maxLength: 4 }),
      interrupt: fc.option(fc.nat(6)),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('interrupt' as const), machine: fc.nat(8) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('foreign-takes' as const),
      octet: fc.constantFrom(...OCTETS),
      noticed: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'foreign-leaves' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('public-ip-elsewhere' as const), publicIp: fc.nat(2) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('market' as const),
      zone: fc.constantFrom('1', '3'),
      capacity: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('faults' as const),
      rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('die' as const),
      call: fc.integer({ min: 1, max: 8 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.constantFrom(1, 60, 400) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'refresh' as const }) },
)
