import type { Disruption } from '@/lib/domain/plan'

/** One line of a plan. `sym`: + created, ▸ launched, ‖ paused, ↻ replaced, − ended, ✓ kept, ! warned. */
export type PlanLine = {
  readonly sym: '+' | '▸' | '‖' | '↻' | '−' | '✓' | '!'
  readonly tone: 'good' | 'calm' | 'warn' | 'bad'
  readonly text: string
  readonly address: string | null
  readonly instanceId: string | null
  /** It belongs to the line before it that is none. */
  readonly part: boolean
}

export type PlanView = {
  readonly groupId: string
  readonly groupName: string
  /** "Creates 5 paused instances and launches 1." */
  readonly headline: string
  /** Summary sentences first; at most 12. */
  readonly summary: readonly PlanLine[]
  /** Every change, one line each; cut at 2,000 with `moreLines`. */
  readonly lines: readonly PlanLine[]
  readonly moreLines: number
  readonly warnings: readonly string[]
  readonly disruption: Disruption
  /** What the group has: "instances", "VMs". */
  readonly members: string
  /** Addresses that will be taken, per subnet, for the map's planned cells; as ranges "10.0.1.16-10.0.1.21". */
  readonly taken: readonly { readonly subnetId: string; readonly ranges: readonly string[] }[]
  /** Nothing would change. */
  readonly empty: boolean
  /** Sent back with Apply (B3). */
  readonly proof: PlanProof
}

export type PlanProof = {
  readonly seed: number
  readonly seq: number
  readonly groupVersion: number
  readonly digest: string
}

/** A configuration in a language that can be copied. */
export type CodeView = { readonly name: string; readonly text: string }
