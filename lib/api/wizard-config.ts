import type { GroupConfig, NicConfig, PooledConfig } from '@/lib/domain/group'
import { parsePool, type UnreadableEntry } from '@/lib/domain/pool'
import type { NicValues, WizardParsed } from './schemas/wizard'

/** What cannot be read in a pool, and of which interface it is; null for a group's one pool. */
export type Unreadable = { readonly nic: string | null; readonly entries: readonly UnreadableEntry[] }

/** The wizard's parsed values as a configuration, and what in its pools could not be read. */
export function configOfValues(values: WizardParsed): {
  readonly config: GroupConfig
  readonly unreadable: readonly Unreadable[]
} {
  const { general, compute, persistence } = values
  const base = {
    name: general.name,
    cloud: general.cloud,
    region: general.region,
    capacity: general.capacity,
    coolingSeconds: persistence.coolingSeconds,
  }
  const { imageId, instanceTypes } = compute
  if (persistence.kind === 'pooled') {
    const read = persistence.nics.map(nicOfValues)
    const config: PooledConfig = {
      ...base,
      virtualNetworkId: persistence.virtualNetworkId,
      compute: { imageId, instanceTypes, securityGroupIds: [] },
      persistence: {
        kind: 'pooled',
        resourceGroup: compute.resourceGroup,
        zones: general.zones,
        publicIpSku: persistence.publicIpSku,
        loadBalancerIds: persistence.loadBalancerIds,
        interfaces: read.map(({ nic }) => nic),
      },
    }
    const unreadable = read.map(({ nic, entries }) => ({ nic: nic.name, entries }))
    return { config, unreadable: unreadable.filter(({ entries }) => entries.length > 0) }
  }
  const pool = parsePool(persistence.maintainPrivateIp ? persistence.privateIpPool : '')
  const config: GroupConfig = {
    ...base,
    virtualNetworkId: general.virtualNetworkId,
    compute: { imageId, instanceTypes, securityGroupIds: compute.securityGroupIds },
    persistence: {
      kind: 'stateful',
      subnetIds: general.subnetIds,
      maintainPrivateIp: persistence.maintainPrivateIp,
      privateIpPool: pool.entries,
      publicIpPool: persistence.publicIpPool,
      overflow: persistence.overflow,
      retention:
        persistence.releaseAfterDays === null
          ? null
          : { days: persistence.releaseAfterDays, poolMembers: persistence.releasePoolMembers },
    },
  }
  return { config, unreadable: pool.unreadable.length > 0 ? [{ nic: null, entries: pool.unreadable }] : [] }
}

export function nicOfValues(values: NicValues): {
  readonly nic: NicConfig
  readonly entries: readonly UnreadableEntry[]
} {
  const { name, subnetId, primary, applicationSecurityGroupIds, publicIp, publicIpPool } = values
  const { entries, unreadable } = parsePool(values.privateIpPool)
  const networkSecurityGroupId = values.networkSecurityGroupId === '' ? null : values.networkSecurityGroupId
  return {
    nic: {
      ...{ name: name.trim(), subnetId, primary, networkSecurityGroupId, applicationSecurityGroupIds },
      ...{ publicIp, privateIpPool: entries, publicIpPool },
    },
    entries: unreadable,
  }
}
