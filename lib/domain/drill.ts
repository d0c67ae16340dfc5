import type { Cloud } from './cloud-rules'
import type { StepKind } from './operation'

/*
 * An interruption drill: what would happen if, played on a copy of the world with simulated time. The copy is struck
 * once, at second 0, and then left to the rules.
 */

/** What is rehearsed: one group, or every group of one region. */
export type DrillScope =
  | { readonly kind: 'group'; readonly groupId: string; readonly name: string; readonly cloud: Cloud }
  | { readonly kind: 'account'; readonly cloud: Cloud; readonly region: string }

/** Steps that change the cloud, and so can be refused by it. */
export const FAILING_STEPS = [
  'associate-public-ip',
  'launch',
  'create-interface',
  'create-public-ip',
  'terminate',
  'disassociate-public-ip',
  'delete-interface',
  'delete-public-ip',
] as const satisfies readonly StepKind[]

export type FailingStep = (typeof FAILING_STEPS)[number]

/** Everything that happens to the copy, together; at least one of the first four. */
export type Scenario = {
  /** All machines of these zones are taken, and the zones have no capacity until it returns. */
  readonly zones: readonly string[]
  /** Per cent of the running machines, drawn by the seed; null: none. */
  readonly share: number | null
  /** The machines of these instances or VMs. */
  readonly instanceIds: readonly string[]
  /** The cloud refuses one sort of work for so long. */
  readonly failing: { readonly step: FailingStep; readonly minutes: number } | null
  /** Minutes until the reclaimed zones have capacity again; null: not while the drill lasts. */
  readonly capacityBack: number | null
  /** It ends when nothing is dark and nothing is under way, and after so many minutes at the latest. */
  readonly minutes: number
  /** How long a machine takes to start and to stop: assumed, because clouds do not promise it. */
  readonly startSeconds: number
  readonly stopSeconds: number
}

export const DRILL_LIMITS = {
  /** Four hours: capacity that stays away longer is an outage, and nothing more is learned by waiting for it. */
  minutes: 240,
  /** As long as the simulated clouds let a machine start or stop. */
  transitionSeconds: 3_600,
  /** More would be seconds of work and megabytes of report; a region that large is rehearsed group by group. */
  places: 1_000,
  /** Named machines; whoever means more of them means a zone or a share. */
  instanceIds: 500,
  /** Drills kept; the oldest has to be deleted before another one. */
  kept: 200,
} as const

/** Played unless the operator says otherwise. */
export const PLAIN_SCENARIO: Scenario = {
  ...{ zones: [], share: null, instanceIds: [], failing: null, capacityBack: null },
  ...{ minutes: 30, startSeconds: 60, stopSeconds: 30 },
}

/** Why a drill cannot be played, or not now. */
export type DrillProblem =
  | { readonly kind: 'nothing-runs' }
  | { readonly kind: 'too-large'; readonly places: number; readonly most: number }
  | { readonly kind: 'too-many-kept'; readonly most: number }
  | { readonly kind: 'too-many-playing'; readonly most: number }
  | { readonly kind: 'zone-without-machines'; readonly zone: string; readonly zones: readonly string[] }
  | { readonly kind: 'no-machine'; readonly instanceId: string }
  | { readonly kind: 'unknown'; readonly drillId: string }

/** A place of a group that something runs in at the start: a stateful instance, or a VM. */
export type DrillMember = {
  readonly instanceId: string
  readonly groupId: string
  readonly machineId: string | null
  readonly zone: string | null
}
