import type { WizardValues } from './schemas/wizard'
import { emptyFor } from './schemas/wizard-draft'
import type { GroupConfigView, PersistenceView } from './views/groups'

/** A group's configuration as the wizard's values: what editing starts from. */
export function valuesOfConfig(config: GroupConfigView): WizardValues {
  const { cloud, persistence, compute } = config
  const empty = emptyFor(cloud)
  const isStateful = persistence.kind === 'stateful'
  return {
    general: {
      name: config.name,
      cloud,
      region: config.region,
      virtualNetworkId: isStateful ? config.virtualNetworkId : '',
      subnetIds: isStateful ? [...persistence.subnetIds] : [],
      zones: isStateful ? [] : [...persistence.zones],
      capacity: { ...config.capacity },
    },
    compute: {
      ...empty.compute,
      imageId: compute.imageId,
      instanceTypes: [...compute.instanceTypes],
      securityGroupIds: [...compute.securityGroupIds],
      ...(isStateful ? {} : { resourceGroup: persistence.resourceGroup }),
    },
    persistence: persistenceValues(persistence, config),
    kept: {},
  }
}

function persistenceValues(
  persistence: PersistenceView,
  { coolingSeconds, virtualNetworkId }: GroupConfigView,
): WizardValues['persistence'] {
  if (persistence.kind === 'stateful')
    return {
      kind: 'stateful',
      publicIpPool: [...persistence.publicIpPool],
      maintainPrivateIp: persistence.maintainPrivateIp,
      privateIpPool: persistence.privateIpPool.join('\n'),
      overflow: persistence.overflow,
      resumePoolOnCreate: false,
      releaseAfterDays: persistence.retention?.days ?? '',
      releasePoolMembers: persistence.retention?.poolMembers ?? false,
      coolingSeconds,
    }
  return {
    kind: 'pooled',
    // Empty: the one of the network that is chosen.
    networkResourceGroup: '',
    virtualNetworkId,
    publicIpSku: persistence.publicIpSku,
    loadBalancerIds: [...persistence.loadBalancerIds],
    nics: persistence.interfaces.map((nic) => ({
      key: nic.name,
      name: nic.name,
      subnetId: nic.subnetId,
      primary: nic.primary,
      networkSecurityGroupId: nic.networkSecurityGroupId ?? '',
      applicationSecurityGroupIds: [...nic.applicationSecurityGroupIds],
      publicIp: nic.publicIp,
      privateIpPool: nic.privateIpPool.join('\n'),
      publicIpPool: [...nic.publicIpPool],
    })),
    coolingSeconds,
  }
}
