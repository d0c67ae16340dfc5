import { formatCidr } from './cidr'
import { type Capacity, MAXIMUM_CAPACITY, type StatefulConfig } from './group'
import type { PlanDraft } from './plan-draft'
import { poolSize } from './pool'
import { poolOf } from './pool-members'
import type { Refusal } from './refusal'
import { primaryCidr } from './subnet'

/** What a configuration says that cannot be, whatever the world is; null when it can. */
export const configProblem = (config: StatefulConfig): Refusal | null =>
  capacityProblem(config.capacity) ?? persistenceProblem(config) ?? overflowProblem(config)

export function capacityProblem({ minimum, target, maximum }: Capacity): Refusal | null {
  const whole = [minimum, target, maximum].every(
    (n) => Number.isInteger(n) && n >= 0 && n <= MAXIMUM_CAPACITY,
  )
  return whole && minimum <= target && target <= maximum
    ? null
    : { kind: 'capacity-order', minimum, target, maximum }
}

/** "At least one persistence feature has to be selected." */
function persistenceProblem({ persistence }: StatefulConfig): Refusal | null {
  return persistence.maintainPrivateIp || persistence.publicIpPool.length > 0
    ? null
    : { kind: 'no-persistence' }
}

/** A4 with policy `refuse`: target may not be larger than the pool. */
export function overflowProblem(config: StatefulConfig): Refusal | null {
  const members = poolSize(poolOf(config))
  const { target } = config.capacity
  if (config.persistence.overflow !== 'refuse' || members === 0 || target <= members) return null
  return { kind: 'overflow-refused', target, poolSize: members }
}

/** A change asked for by an operator is refused rather than half-carried out when the subnets cannot hold it. */
export function fullProblem(draft: PlanDraft): Refusal | null {
  const full = draft.warnings.find((warning) => warning.kind === 'subnets-full')
  if (full?.kind !== 'subnets-full') return null
  const drawn = draft.changes.filter(
    (change) => change.kind === 'create-instance' && change.origin !== 'pool',
  ).length
  return {
    kind: 'subnets-full',
    needed: drawn + full.missing,
    free: drawn,
    cidrs: draft.config.persistence.subnetIds.map((id) => {
      const subnet = draft.world.subnets.get(id)?.subnet
      return subnet ? formatCidr(primaryCidr(subnet)) : id
    }),
  }
}
