import type { DrillScope, FailingStep, Scenario } from './drill'

/**
 * What became of an address, or of a place: the worst of its addresses.
 *
 * kept: it is the same as before. moved: another one of a pool, or another random one. fell-back: a dynamic one,
 * because a pool gave nothing. waiting: dark still. lost: given up, an operator has to act.
 */
export const FATES = ['kept', 'moved', 'fell-back', 'waiting', 'lost'] as const

export type Fate = (typeof FATES)[number]

/** One address of one place. Seconds are simulated, and counted from the strike. */
export type AddressTrack = {
  readonly kind: 'private' | 'public'
  /** The interface's name; null where there is one only. */
  readonly nic: string | null
  /** Of `before`, and of `after`. Null for public addresses. */
  readonly subnetId: string | null
  readonly afterSubnetId: string | null
  readonly before: string | null
  readonly after: string | null
  /** It answered nobody from then; null: it was never dark. */
  readonly darkFrom: number | null
  /** Until then; null: it still is at the end, or was never dark. */
  readonly darkUntil: number | null
  readonly fate: Fate
}

export type PlaceReport = {
  /** The stateful instance or VM that had the place at the start. */
  readonly instanceId: string
  readonly groupId: string
  readonly groupName: string
  readonly zone: string | null
  readonly zoneAfter: string | null
  /** The VM that has it at the end; null where it is the same. */
  readonly successorId: string | null
  /** Its machine was taken by the scenario. */
  readonly struck: boolean
  readonly fate: Fate
  /** Why it is not as before, as one sentence; null where there is nothing to say. */
  readonly why: string | null
  readonly addresses: readonly AddressTrack[]
}

/** What was asked for and not there. `count`: how many places met it. */
export type Shortage =
  | {
      readonly kind: 'pool'
      readonly pool: 'private' | 'public'
      readonly groupId: string
      readonly groupName: string
      readonly nic: string | null
      /** Where a public IP had to fit; null where that is any. */
      readonly zone: string | null
      readonly count: number
    }
  | { readonly kind: 'subnet'; readonly subnetId: string; readonly count: number }
  /** `zone` null: in none of the zones asked for. From its first refusal to its last, in seconds. */
  | {
      readonly kind: 'capacity'
      readonly zone: string | null
      readonly count: number
      readonly from: number
      readonly until: number
    }
  | {
      readonly kind: 'refused'
      readonly step: FailingStep
      readonly calls: number
      readonly count: number
      readonly until: number
    }

/** What to change, with its arithmetic. */
export type DrillAdvice =
  /** `target`: at most so many, and the pool lasts as it is; null where no target would do. */
  | {
      readonly kind: 'grow-pool'
      readonly pool: 'private' | 'public'
      readonly groupId: string
      readonly groupName: string
      readonly nic: string | null
      readonly zone: string | null
      readonly add: number
      readonly size: number
      readonly target: number | null
    }
  | { readonly kind: 'grow-subnet'; readonly subnetId: string; readonly subnet: string; readonly add: number }
  /** So many of so many stand in one zone: without its capacity they are dark. */
  | {
      readonly kind: 'spread-zones'
      readonly groupId: string
      readonly groupName: string
      readonly zone: string
      readonly inZone: number
      readonly of: number
      readonly darkSeconds: number
    }
  | {
      readonly kind: 'add-zone'
      readonly groupId: string
      readonly groupName: string
      readonly zones: readonly string[]
    }
  | { readonly kind: 'refusals-outlast'; readonly step: FailingStep; readonly darkSeconds: number }
  | {
      readonly kind: 'act-on-lost'
      readonly groupId: string
      readonly groupName: string
      readonly count: number
    }

export type DrillFigures = {
  readonly places: number
  readonly struck: number
  readonly byFate: Readonly<Record<Fate, number>>
  /** Addresses that were dark at all, and for how long, in seconds; what is dark still counts to the end. */
  readonly darkAddresses: number
  readonly darkLongest: number
  readonly darkMedian: number
}

export type DrillSubnet = {
  readonly id: string
  readonly name: string
  readonly cidr: string
  readonly zone: string | null
}

export type DrillReport = {
  readonly scope: DrillScope
  readonly scenario: Scenario
  readonly seed: number
  /** The moment that was copied. */
  readonly takenAt: string
  readonly seconds: number
  /** settled: all was done; time-over: it was not when the time was up. */
  readonly ended: 'settled' | 'time-over'
  readonly figures: DrillFigures
  readonly shortages: readonly Shortage[]
  readonly advice: readonly DrillAdvice[]
  readonly places: readonly PlaceReport[]
  readonly subnets: readonly DrillSubnet[]
}

/** The drill's end closes what is dark still. */
export const darkSeconds = (
  { darkFrom, darkUntil }: Pick<AddressTrack, 'darkFrom' | 'darkUntil'>,
  end: number,
): number => (darkFrom === null ? 0 : (darkUntil ?? end) - darkFrom)
