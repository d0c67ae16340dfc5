import { isPooled } from './config-parts'
import type { DriftFacts, RepairKind } from './drift'
import type { GroupConfig, NicConfig, PooledConfig, StatefulConfig } from './group'
import type { DriftTarget } from './intent'
import type { Change } from './plan'
import { type PoolEntry, parsePoolEntry, removeFromPool } from './pool'
import { rangeOf } from './ranges'
import type { World } from './world'

/** Repairs that leave something out of the group's configuration. */
export const removesFromConfig = (repair: RepairKind): boolean =>
  repair === 'remove-member' || repair === 'remove-public-member' || repair === 'remove-subnet'

/** Leaves what was lost out of the draft's configuration: an edit that the plan tells, where it is listed there at all. */
export function leaveOut<C extends StatefulConfig | PooledConfig>(
  draft: {
    readonly config: C
    readonly world: World
    readonly changes: Change[]
    configure(config: C): void
  },
  drift: DriftTarget,
): void {
  const before = draft.config
  const after = withoutLost(before, drift, draft.world)
  if (after === before) return
  draft.configure(after)
  draft.changes.push({ kind: 'edit-group', before, after })
}

/** The configuration without what was lost: the same object where it does not list it. */
function withoutLost<C extends StatefulConfig | PooledConfig>(
  config: C,
  drift: DriftTarget,
  world: World,
): C {
  const { publicIpId } = drift
  if (publicIpId !== null) return withoutPublicIp(config, publicIpId) as C
  if (drift.kind === 'subnet-gone') return withoutSubnet(config, drift.subnetId ?? '', world) as C
  const entry = memberOf(drift.recorded) ?? memberOf({ members: drift.address })
  return entry ? (withoutMembers(config, [entry]) as C) : config
}

function memberOf({ members }: DriftFacts): PoolEntry | null {
  const entry = members ? parsePoolEntry(members) : null
  return entry?.ok ? entry.value : null
}

function withoutPublicIp(config: GroupConfig, id: string): GroupConfig {
  const without = (ids: readonly string[]) => ids.filter((one) => one !== id)
  if (isPooled(config)) {
    if (!config.persistence.interfaces.some((nic) => nic.publicIpPool.includes(id))) return config
    return withNics(config, (nic) => ({ ...nic, publicIpPool: without(nic.publicIpPool) }))
  }
  const { persistence } = config as StatefulConfig
  if (!persistence.publicIpPool.includes(id)) return config
  return { ...config, persistence: { ...persistence, publicIpPool: without(persistence.publicIpPool) } }
}

function withoutMembers(config: GroupConfig, gone: readonly PoolEntry[]): GroupConfig {
  const without = (pool: readonly PoolEntry[]) =>
    gone.reduce<readonly PoolEntry[]>((left, range) => removeFromPool(left, range), pool)
  if (isPooled(config))
    return withNics(config, (nic) => ({ ...nic, privateIpPool: without(nic.privateIpPool) }))
  const { persistence } = config as StatefulConfig
  return { ...config, persistence: { ...persistence, privateIpPool: without(persistence.privateIpPool) } }
}

/** With the members that lie in it. */
function withoutSubnet(config: GroupConfig, subnetId: string, world: World): GroupConfig {
  const blocks = world.subnets.get(subnetId)?.subnet.cidrs.map(rangeOf) ?? []
  const left = withoutMembers(config, blocks) as StatefulConfig
  const subnetIds = left.persistence.subnetIds.filter((id) => id !== subnetId)
  return { ...left, persistence: { ...left.persistence, subnetIds } }
}

const withNics = (config: PooledConfig, change: (nic: NicConfig) => NicConfig): PooledConfig => ({
  ...config,
  persistence: { ...config.persistence, interfaces: config.persistence.interfaces.map(change) },
})
