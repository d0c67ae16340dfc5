import type { DrillScope, Scenario } from '@/lib/domain/drill'
import type { DrillFigures, DrillReport } from '@/lib/domain/drill-report'

/** A drill as it is kept. `playing` in a process that has ended is broken off. */
export type DrillRecord = {
  readonly id: string
  readonly scope: DrillScope
  readonly scenario: Scenario
  readonly seed: number
  readonly state: 'playing' | 'done' | 'cancelled' | 'failed'
  readonly startedAt: string
  readonly endedAt: string | null
  readonly problem: string | null
  readonly figures: DrillFigures | null
}

/** What the console's drills are kept with: rows of their own that no plan depends on. */
export interface DrillShelf {
  /** Newest first. */
  drills(): Promise<readonly DrillRecord[]>
  drill(drillId: string): Promise<DrillRecord | null>
  drillReport(drillId: string): Promise<DrillReport | null>
  addDrill(drill: Pick<DrillRecord, 'id' | 'scope' | 'scenario' | 'seed' | 'startedAt'>): Promise<void>
  /** One that was removed meanwhile stays removed. */
  endDrill(
    drillId: string,
    end: Pick<DrillRecord, 'state' | 'endedAt' | 'problem'> & { readonly report: DrillReport | null },
  ): Promise<void>
  /** Removing what is gone succeeds. */
  removeDrill(drillId: string): Promise<void>
}
