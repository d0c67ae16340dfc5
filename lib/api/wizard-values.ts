import type { WizardValues } from './schemas/wizard'
import type { GroupConfigView } from './views/groups'

/** A group's configuration as the wizard's values: what editing starts from. */
export function valuesOfConfig(config: GroupConfigView): WizardValues {
  const { persistence } = config
  if (persistence.kind !== 'stateful') throw new Error(`${config.name} keeps no stateful instances`)
  return {
    general: {
      name: config.name,
      region: config.region,
      virtualNetworkId: config.virtualNetworkId,
      subnetIds: [...persistence.subnetIds],
      capacity: { ...config.capacity },
    },
    compute: {
      imageId: config.compute.imageId,
      instanceTypes: [...config.compute.instanceTypes],
      securityGroupIds: [...config.compute.securityGroupIds],
    },
    persistence: {
      publicIpPool: [...persistence.publicIpPool],
      maintainPrivateIp: persistence.maintainPrivateIp,
      privateIpPool: persistence.privateIpPool.join('\n'),
      overflow: persistence.overflow,
      resumePoolOnCreate: false,
      coolingSeconds: config.coolingSeconds,
    },
  }
}
