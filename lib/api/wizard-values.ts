import type { WizardValues } from './schemas/wizard'
import type { GroupConfigView } from './views/groups'

/** A group's configuration as the wizard's values: what editing starts from. */
export function valuesOfConfig(config: GroupConfigView): WizardValues {
  return {
    general: {
      name: config.name,
      region: config.region,
      virtualNetworkId: config.virtualNetworkId,
      subnetIds: [...config.subnetIds],
      capacity: { ...config.capacity },
    },
    compute: {
      imageId: config.compute.imageId,
      instanceTypes: [...config.compute.instanceTypes],
      securityGroupIds: [...config.compute.securityGroupIds],
    },
    persistence: {
      publicIpPool: [...config.publicIpPool],
      maintainPrivateIp: config.maintainPrivateIp,
      privateIpPool: config.privateIpPool.join('\n'),
      overflow: config.overflow,
      resumePoolOnCreate: false,
      coolingSeconds: config.coolingSeconds,
    },
  }
}
