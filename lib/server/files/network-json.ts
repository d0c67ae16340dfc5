import { formatAddress } from '@/lib/domain/address'
import type { NicConfig, PooledConfig } from '@/lib/domain/group'
import { eachMember } from '@/lib/domain/pool'
import { type Named, type ResourceRef, refOf } from './resource-names'

/** The network of a pooled group with the field names of the programming interface that this form stands for. */
export type NetworkJson = {
  readonly resourceGroupName: string
  readonly virtualNetworkName: string
  readonly networkInterfaces: readonly {
    readonly isPrimary: boolean
    readonly subnetName: string
    readonly assignPublicIp: boolean
    readonly publicIpSku: string | null
    readonly securityGroup: ResourceRef | null
    readonly applicationSecurityGroups: readonly ResourceRef[]
    readonly privateIpAddresses: readonly string[]
    readonly publicIps: readonly ResourceRef[]
  }[]
}

export function networkJson(config: PooledConfig, named: Named): NetworkJson {
  const network = refOf(config, named, config.virtualNetworkId)
  return {
    resourceGroupName: network.resourceGroupName,
    virtualNetworkName: network.name,
    networkInterfaces: config.persistence.interfaces.map((nic) => ({
      isPrimary: nic.primary,
      subnetName: refOf(config, named, nic.subnetId).name,
      assignPublicIp: nic.publicIp,
      publicIpSku: nic.publicIp ? skuName(config) : null,
      securityGroup: nic.networkSecurityGroupId ? refOf(config, named, nic.networkSecurityGroupId) : null,
      applicationSecurityGroups: nic.applicationSecurityGroupIds.map((id) => refOf(config, named, id)),
      privateIpAddresses: [...eachMember(nic.privateIpPool)].map(formatAddress),
      publicIps: usedPublicIps(nic).map((id) => refOf(config, named, id)),
    })),
  }
}

/** "Standard", as the cloud spells it. */
export function skuName({ persistence: { publicIpSku } }: PooledConfig): string {
  return `${publicIpSku.charAt(0).toUpperCase()}${publicIpSku.slice(1)}`
}

/** Without a public IP the pool is kept, and means nothing. */
export const usedPublicIps = (nic: NicConfig): readonly string[] => (nic.publicIp ? nic.publicIpPool : [])
