import { formatAddress } from '@/lib/domain/address'
import { publicIpPoolOf, subnetIdsOf } from '@/lib/domain/config-parts'
import type { GroupConfig, PooledPersistence } from '@/lib/domain/group'
import { poolOf } from '@/lib/domain/pool-members'

/** The configuration as an event keeps it: one fact beside the other, and small whatever the pool's size. */
export function configSummary(config: GroupConfig): Record<string, unknown> {
  const { capacity, compute, persistence, coolingSeconds, ...place } = config
  const privateIpPool = persistence.kind === 'stateful' ? persistence.privateIpPool : poolOf(config)
  const listed = privateIpPool
    .slice(0, 50)
    .map(
      (entry) =>
        `${formatAddress({ family: entry.family, value: entry.first })}-${formatAddress({ family: entry.family, value: entry.last })}`,
    )
  return {
    ...place,
    subnetIds: subnetIdsOf(config),
    capacity,
    compute,
    ...(persistence.kind === 'stateful'
      ? {
          maintainPrivateIp: persistence.maintainPrivateIp,
          overflow: persistence.overflow,
          retention: persistence.retention,
        }
      : pooledSummary(persistence)),
    coolingSeconds,
    privateIpPool: listed,
    privateIpPoolEntries: privateIpPool.length,
    publicIpPool: publicIpPoolOf(config).slice(0, 50),
  }
}

function pooledSummary(persistence: PooledPersistence): Record<string, unknown> {
  const { zones, publicIpSku, resourceGroup, loadBalancerIds, interfaces } = persistence
  const nics = interfaces.map(({ privateIpPool, publicIpPool, ...nic }) => ({
    ...nic,
    privateIpPoolEntries: privateIpPool.length,
    publicIpPoolEntries: publicIpPool.length,
  }))
  return { zones, publicIpSku, resourceGroup, loadBalancerIds, interfaces: nics }
}
