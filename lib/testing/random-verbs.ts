import fc from 'fast-check'
import { AWS_OPERATIONS, type FaultRuleInput } from '@/lib/cloud/simulated/settings'
import { address } from '@/lib/domain/address'
import { EMPTY_INVENTORY, type Inventory } from '@/lib/domain/inventory'
import type { Tending } from './tend-held'
import { demoInventory, PUBLIC_IPS, SUBNETS } from './worlds'

/*
 * What may happen to a small Holdfast, as data, so that a run that fails can be made smaller and written down. Groups
 * and instances are named by a number that is taken modulo what there is.
 */

export type InstanceVerb = 'resume' | 'pause' | 'recycle' | 'deallocate'

export type Shape = {
  /** Last octets of pool members in 10.0.3.0/28, in list order. */
  readonly pool: readonly number[]
  readonly target: number
  readonly maintain: boolean
  readonly publicIps: number
  readonly overflow: 'random' | 'wait' | 'refuse'
  readonly wide: boolean
}

/** Asked of one group. */
export type Verb =
  | { readonly kind: 'edit'; readonly group: number; readonly shape: Shape }
  | {
      readonly kind: 'scale'
      readonly group: number
      readonly target: number
      readonly resumePaused: boolean
    }
  | {
      readonly kind: 'act'
      readonly group: number
      readonly verb: InstanceVerb
      readonly instances: readonly number[]
      readonly replace: boolean
    }
  | { readonly kind: 'resume-to-target'; readonly group: number }
  | { readonly kind: 'delete-group'; readonly group: number; readonly keep: boolean }

export type Happening =
  | { readonly kind: 'create'; readonly name: number; readonly shape: Shape; readonly resumePool: boolean }
  | Verb
  /** At once, without waiting for each other's cloud work; `interrupt` meets it half-way. */
  | { readonly kind: 'together'; readonly verbs: readonly Verb[]; readonly interrupt: number | null }
  | { readonly kind: 'interrupt'; readonly machine: number }
  | { readonly kind: 'lose-interface'; readonly interface: number }
  | { readonly kind: 'foreign-takes'; readonly octet: number; readonly noticed: boolean }
  | { readonly kind: 'foreign-leaves' }
  | { readonly kind: 'public-ip-elsewhere'; readonly publicIp: number }
  /** Met by the happening that comes next, and gone after it. */
  | { readonly kind: 'faults'; readonly rules: readonly FaultRuleInput[] }
  /** Holdfast is killed at the n-th changing call that it makes from now on, and started again (B7). */
  | { readonly kind: 'die'; readonly call: number; readonly when: 'before' | 'after' }
  | { readonly kind: 'pass'; readonly seconds: number }
  | { readonly kind: 'refresh' }
  | Tending

/** One small subnet, where everybody meets, and one with room. */
export function smallInventory(): Inventory {
  const whole = demoInventory()
  const places = [SUBNETS.edgeA, SUBNETS.prodA]
  return {
    ...EMPTY_INVENTORY,
    virtualNetworks: whole.virtualNetworks,
    subnets: places,
    securityGroups: whole.securityGroups,
    publicIps: PUBLIC_IPS.slice(0, 4),
    interfaces: whole.interfaces.filter((one) => one.subnetId === SUBNETS.edgeA.id),
  }
}

/** Where groups and foreigners meet: neither reserved nor held in the beginning. */
const OCTETS = [5, 6, 7, 8, 10, 11, 12, 13, 14] as const

export const edgeAddress = (octet: number) => address(`10.0.3.${octet}`)

const shape: fc.Arbitrary<Shape> = fc.record({
  pool: fc.shuffledSubarray([...OCTETS], { maxLength: 5 }),
  target: fc.nat(5),
  maintain: fc.constantFrom(true, true, true, true, false),
  publicIps: fc.nat(3),
  overflow: fc.constantFrom('random', 'random', 'wait', 'refuse'),
  wide: fc.boolean(),
})

const group = fc.nat(2)

const verb: fc.Arbitrary<Verb> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit'), group, shape }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('scale'),
      group,
      target: fc.nat(6),
      resumePaused: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('act'),
      group,
      verb: fc.constantFrom<InstanceVerb>('resume', 'resume', 'pause', 'recycle', 'deallocate'),
      instances: fc.array(fc.nat(6), { minLength: 1, maxLength: 3 }),
      replace: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('resume-to-target'), group }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete-group'), group, keep: fc.boolean() }) },
)

const FAULTY = AWS_OPERATIONS.filter((name) => !/Vpcs|Subnets|SecurityGroups/.test(name))

const CODES = ['InsufficientInstanceCapacity', 'InternalError', 'UnauthorizedOperation']

const rule: fc.Arbitrary<FaultRuleInput> = fc.oneof(
  fc.record({
    operation: fc.constantFrom(...FAULTY),
    effect: fc.constantFrom('throttle', 'timeout-before', 'timeout-after'),
    remaining: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({
    operation: fc.constantFrom(...FAULTY.filter((name) => !name.startsWith('Describe'))),
    effect: fc.constant('error'),
    code: fc.constantFrom(...CODES),
    remaining: fc.integer({ min: 1, max: 6 }),
  }),
)

export const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('create'),
      name: fc.nat(3),
      shape,
      resumePool: fc.boolean(),
    }),
  },
  { weight: 10, arbitrary: verb },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('together'),
      verbs: fc.array(verb, { minLength: 2, maxLength: 4 }),
      interrupt: fc.option(fc.nat(6)),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('interrupt'), machine: fc.nat(6) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('lose-interface'), interface: fc.nat(6) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('foreign-takes'),
      octet: fc.constantFrom(...OCTETS),
      noticed: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'foreign-leaves' }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('public-ip-elsewhere'), publicIp: fc.nat(3) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('faults'),
      rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('die'),
      call: fc.integer({ min: 1, max: 6 }),
      when: fc.constantFrom('before', 'after'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass'), seconds: fc.constantFrom(1, 60, 400) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'refresh' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('tend'),
      action: fc.constantFrom('release', 'adopt', 'delete'),
      ...{ thing: fc.nat(8), group: fc.nat(3) },
    }),
  },
)
