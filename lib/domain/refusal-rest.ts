import type { StatefulConfig } from './group'
import type { PlanDraft } from './plan-draft'
import { aboveTarget } from './resume-order'
import type { StatefulInstance } from './stateful-instance'

/**
 * How long an instance that the cloud would not let pause is left alone before it is tried again, in milliseconds.
 * When the rest has ended the store names its group among those to settle.
 */
export const REFUSAL_REST = 60_000

/** The cloud refused to pause or recycle it: it runs on, and its reason says why. */
export const runsAfterRefusal = ({ state, reason }: StatefulInstance): boolean =>
  state === 'active' && reason !== null

export const restsAfterRefusal = (draft: PlanDraft, instance: StatefulInstance): boolean =>
  runsAfterRefusal(instance) && Date.parse(draft.world.now) - Date.parse(instance.stateSince) < REFUSAL_REST

/** When each pause that the cloud refused is tried again: only those above target are, after their rest (A9). */
export function refusalsDue(
  config: StatefulConfig,
  instances: readonly StatefulInstance[],
): ReadonlyMap<string, string> {
  const refused = aboveTarget(config, instances).filter(runsAfterRefusal)
  return new Map(
    refused.map(({ id, stateSince }) => [id, new Date(Date.parse(stateSince) + REFUSAL_REST).toISOString()]),
  )
}
