import type { GroupConfig, PooledConfig, StatefulConfig } from './group'

/*
 * What every kind of group has, wherever its configuration keeps it. Nobody above asks for the kind just to know which
 * subnets or pools a group uses.
 */

export const isStateful = (config: GroupConfig): config is StatefulConfig =>
  config.persistence.kind === 'stateful'

export const isPooled = (config: GroupConfig): config is PooledConfig => config.persistence.kind === 'pooled'

/** The configuration of a group whose kind is known from where it is asked. Another kind is a bug. */
export function statefulOf(config: GroupConfig): StatefulConfig {
  if (!isStateful(config)) throw new Error(`${config.name} keeps no stateful instances`)
  return config
}

export function pooledOf(config: GroupConfig): PooledConfig {
  if (!isPooled(config)) throw new Error(`${config.name} draws from no pools`)
  return config
}

/** Once each, in the order in which they are listed. */
export const subnetIdsOf = ({ persistence }: GroupConfig): readonly string[] =>
  persistence.kind === 'stateful'
    ? persistence.subnetIds
    : [...new Set(persistence.interfaces.map((nic) => nic.subnetId))]

/** Of all interfaces, in list order; one that is listed twice is in it twice. */
export const publicIpPoolOf = ({ persistence }: GroupConfig): readonly string[] =>
  persistence.kind === 'stateful'
    ? persistence.publicIpPool
    : persistence.interfaces.flatMap((nic) => (nic.publicIp ? nic.publicIpPool : []))

export const securityGroupIdsOf = ({ persistence, compute }: GroupConfig): readonly string[] =>
  persistence.kind === 'stateful'
    ? compute.securityGroupIds
    : [
        ...new Set(
          persistence.interfaces.flatMap((nic) => [
            ...(nic.networkSecurityGroupId ? [nic.networkSecurityGroupId] : []),
            ...nic.applicationSecurityGroupIds,
          ]),
        ),
      ]
