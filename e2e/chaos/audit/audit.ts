import { type Acknowledged, type Identity, lostChanges, lostIdentities } from './promises'
import type { Record } from './record'
import { recordProblems } from './record-alone'
import { settledProblems } from './record-and-cloud'
import type { Truth } from './truth'

/**
 * The audit of the chaos. It is written apart from what it checks: it reads the database's file and asks the clouds by
 * itself, imports nothing of Holdfast, and says in sentences what is wrong.
 */
export type Promised = {
  readonly acknowledged: readonly Acknowledged[]
  /** What instances had before, by id. */
  readonly identities: ReadonlyMap<string, Identity>
}

/** What must hold at every moment, and so in what a killed process left. */
export const auditRemains = (record: Record, { acknowledged, identities }: Promised): string[] => [
  ...recordProblems(record),
  ...lostChanges(record, acknowledged),
  ...lostIdentities(record, identities),
]

/** What must hold when no work is left. */
export const auditSettled = (record: Record, truth: Truth, promised: Promised): string[] => [
  ...auditRemains(record, promised),
  ...settledProblems(record, truth),
]
