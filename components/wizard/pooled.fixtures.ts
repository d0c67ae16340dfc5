import type { NicValues, PooledValues } from '@/lib/api/schemas/wizard'
import { emptyFor } from '@/lib/api/schemas/wizard-draft'
import type { NetworkView, PublicIpView, SubnetRowView } from '@/lib/api/views/network'
import { formatCidr } from '@/lib/domain/cidr'
import { AZURE_REGION, AZURE_SUBNETS, azureInventory, NETWORKS } from '@/lib/testing/azure-worlds'
import type { PooledForm } from './judge-pooled'

/* The demo's Azure as the wizard reads it, and a form that is fine in it. */

export const azureNetwork = (): NetworkView => {
  const inventory = azureInventory()
  return {
    regions: [{ id: AZURE_REGION, name: 'West Europe (Netherlands)', cloud: 'azure' }],
    virtualNetworks: inventory.virtualNetworks.map((one) => ({ ...one, cidrs: one.cidrs.map(formatCidr) })),
    subnets: inventory.subnets.map((one) => ({
      ...({} as SubnetRowView),
      ...{ id: one.id, name: one.name, region: one.region, zone: one.zone, size: 256, free: 200 },
      virtualNetwork: { id: one.virtualNetworkId, name: '' },
      cidrs: one.cidrs.map(formatCidr),
    })),
    securityGroups: inventory.securityGroups,
    loadBalancers: inventory.loadBalancers,
    publicIps: inventory.publicIps.map(
      (one): PublicIpView => ({
        ...one,
        ...{ stateText: 'Unassociated', usable: true, holder: null, pool: null },
        ...{ state: 'unused', resourceGroup: 'holdfast-demo' },
      }),
    ),
  }
}

export const nicValues = (over: Partial<NicValues> = {}): NicValues => ({
  ...{ key: 'eth0', name: 'eth0', subnetId: AZURE_SUBNETS.web.id, primary: true },
  ...{ networkSecurityGroupId: '', applicationSecurityGroupIds: [] },
  ...{ publicIp: false, privateIpPool: '', publicIpPool: [] },
  ...over,
})

export function pooledForm(over: Partial<PooledValues> = {}): PooledForm {
  const empty = emptyFor('azure')
  return {
    general: {
      ...empty.general,
      ...{ name: 'web-edge', cloud: 'azure', region: AZURE_REGION },
      capacity: { minimum: 0, target: 2, maximum: 4 },
    },
    compute: {
      ...empty.compute,
      imageId: 'Canonical:ubuntu-24_04-lts:server:latest',
      instanceTypes: ['Standard_D4s_v5'],
      resourceGroup: 'holdfast-demo',
    },
    persistence: {
      ...(empty.persistence as PooledValues),
      virtualNetworkId: NETWORKS.zonal,
      nics: [nicValues()],
      ...over,
    },
    kept: {},
  }
}
