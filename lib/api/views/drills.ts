import type { Cloud } from '@/lib/domain/cloud-rules'
import type { DrillScope, Scenario } from '@/lib/domain/drill'
import type { DrillFigures, DrillReport } from '@/lib/domain/drill-report'

export type DrillState = 'playing' | 'done' | 'cancelled' | 'failed' | 'broken-off'

/** How far a drill is that is being played; seconds are simulated. */
export type DrillProgress = { readonly seconds: number; readonly of: number; readonly dark: number }

export type DrillRowView = {
  readonly id: string
  readonly scope: DrillScope
  readonly scenario: Scenario
  readonly seed: number
  readonly state: DrillState
  readonly startedAt: string
  readonly endedAt: string | null
  readonly problem: string | null
  readonly figures: DrillFigures | null
  readonly progress: DrillProgress | null
}

/** A region that groups of ours are in. */
export type DrillAccountView = { readonly cloud: Cloud; readonly region: string; readonly groups: number }

/** GET /api/drills, newest first. */
export type DrillsView = {
  readonly drills: readonly DrillRowView[]
  readonly accounts: readonly DrillAccountView[]
}

/** GET /api/drills/:id. `report` is there once it was played to its end. */
export type DrillView = { readonly row: DrillRowView; readonly report: DrillReport | null }

/** GET /api/drills/scope: what can be chosen for a drill of these groups. */
export type DrillScopeView = {
  readonly cloud: Cloud
  readonly groups: number
  readonly running: number
  readonly zones: readonly { readonly zone: string; readonly running: number }[]
  readonly machines: readonly { readonly instanceId: string; readonly label: string }[]
}
