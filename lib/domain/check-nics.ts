import { cloudRules } from './cloud-rules'
import { MAXIMUM_POOL_MEMBERS, type NicConfig, type PooledConfig } from './group'
import type { NicProblem } from './nic-problem'
import { poolOf } from './pool-members'
import { formatRange, intersectRanges, rangeSize, toRangeSet } from './ranges'
import type { PublicIpProblem } from './refusal'
import { isZoneRedundant, type LoadBalancer, type PublicIp, type SecurityGroup, type Subnet } from './subnet'

/** The network around a pooled group, as far as its configuration names it. */
export type NicSurroundings = {
  readonly subnets: ReadonlyMap<string, Subnet>
  readonly securityGroups: ReadonlyMap<string, SecurityGroup>
  readonly loadBalancers: ReadonlyMap<string, LoadBalancer>
}

/** What is wrong with the interfaces of a pooled group whoever holds what: Z1–Z4, in the order in which they are listed. */
export function nicProblems(config: PooledConfig, around: NicSurroundings): NicProblem[] {
  const { interfaces } = config.persistence
  return [
    ...shapeProblems(config),
    ...zoneProblems(config),
    ...poolSizeProblems(config),
    ...interfaces.flatMap((nic) => placeProblems(nic, config, around)),
    ...interfaces.flatMap((nic) => securityProblems(nic, config, around)),
    ...doubledMembers(interfaces),
    ...skuProblems(config, around),
  ]
}

const ofAll = (problem: NicProblem['problem']): NicProblem => ({ nic: null, problem })

function shapeProblems({ cloud, compute, persistence: { interfaces } }: PooledConfig): NicProblem[] {
  if (interfaces.length === 0) return [ofAll({ kind: 'no-interface' })]
  const names = interfaces.map((nic) => nic.name)
  const repeated = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
  const primaries = interfaces.filter((nic) => nic.primary).map((nic) => nic.name)
  const tooMany = compute.instanceTypes.flatMap((machineType) => {
    const allowed = cloudRules[cloud].interfacesPerMachine(machineType)
    if (allowed === null || interfaces.length <= allowed) return []
    return [ofAll({ kind: 'too-many-interfaces', count: interfaces.length, machineType, allowed })]
  })
  return [
    ...repeated.map(
      (name): NicProblem => ({ nic: name, problem: { kind: 'interface-name-repeated', name } }),
    ),
    ...(primaries.length === 0 ? [ofAll({ kind: 'no-primary' })] : []),
    ...(primaries.length > 1 ? [ofAll({ kind: 'several-primaries', names: primaries })] : []),
    ...tooMany,
  ]
}

function zoneProblems({ cloud, persistence }: PooledConfig): NicProblem[] {
  const { zones } = cloudRules[cloud]
  return persistence.zones
    .filter((zone) => !zones.includes(zone))
    .map((zone) => ofAll({ kind: 'unknown-zone', zone, zones }))
}

/** Of an IPv6 block a plain number would be rounded. */
function poolSizeProblems(config: PooledConfig): NicProblem[] {
  const members = poolOf(config).reduce((sum, entry) => sum + rangeSize(entry), 0n)
  const most = BigInt(MAXIMUM_POOL_MEMBERS)
  if (members <= most) return []
  return [
    ofAll({ kind: 'pool-too-large', members: members.toLocaleString('en'), most: most.toLocaleString('en') }),
  ]
}

function placeProblems(nic: NicConfig, config: PooledConfig, { subnets }: NicSurroundings): NicProblem[] {
  const { subnetId } = nic
  const subnet = subnets.get(subnetId)
  if (!subnet) return [{ nic: nic.name, problem: { kind: 'unknown-interface-subnet', subnetId } }]
  if (subnet.virtualNetworkId === config.virtualNetworkId) return []
  const { name, virtualNetworkId: network } = subnet
  return [{ nic: nic.name, problem: { kind: 'subnet-of-other-network', subnetId, name, network } }]
}

function securityProblems(
  nic: NicConfig,
  config: PooledConfig,
  { securityGroups }: NicSurroundings,
): NicProblem[] {
  const at = (problem: NicProblem['problem']): NicProblem => ({ nic: nic.name, problem })
  const allowed = cloudRules[config.cloud].applicationSecurityGroupsPerInterface
  const count = nic.applicationSecurityGroupIds.length
  const judge = (securityGroupId: string, list: SecurityGroup['kind']): NicProblem[] => {
    const group = securityGroups.get(securityGroupId)
    if (!group) return [at({ kind: 'unknown-interface-security-group', securityGroupId, list })]
    const { name, kind, region, virtualNetworkId: network } = group
    if (kind !== list) return [at({ kind: 'security-group-other-kind', name, list })]
    if (region !== null && region !== config.region)
      return [at({ kind: 'security-group-other-region', name, region, wanted: config.region, list })]
    if (network !== null && network !== config.virtualNetworkId)
      return [at({ kind: 'security-group-other-network', name, network, list })]
    return []
  }
  return [
    ...(nic.networkSecurityGroupId ? judge(nic.networkSecurityGroupId, 'network') : []),
    ...nic.applicationSecurityGroupIds.flatMap((id) => judge(id, 'application')),
    ...(count > allowed ? [at({ kind: 'too-many-security-groups', count, allowed })] : []),
  ]
}

/** A member that two interfaces list is told at both: it may stand in one pool only. */
function doubledMembers(interfaces: readonly NicConfig[]): NicProblem[] {
  return interfaces.flatMap((nic, at) =>
    interfaces.flatMap((other, place) => {
      if (place === at || other.subnetId !== nic.subnetId) return []
      const both = intersectRanges(toRangeSet(nic.privateIpPool), toRangeSet(other.privateIpPool))
      return both.map(
        (range): NicProblem => ({
          nic: nic.name,
          problem: { kind: 'listed-in-other-interface', member: formatRange(range), other: other.name },
        }),
      )
    }),
  )
}

function skuProblems(config: PooledConfig, { loadBalancers }: NicSurroundings): NicProblem[] {
  const { publicIpSku: wanted, loadBalancerIds, interfaces } = config.persistence
  const balancers = loadBalancerIds.flatMap((loadBalancerId): NicProblem[] => {
    const known = loadBalancers.get(loadBalancerId)
    if (!known) return [ofAll({ kind: 'unknown-load-balancer', loadBalancerId })]
    const { name, region, sku } = known
    if (region !== config.region) return [ofAll({ kind: 'load-balancer-other-region', name, region })]
    return sku === wanted ? [] : [ofAll({ kind: 'load-balancer-other-sku', name, sku, wanted })]
  })
  const rule = cloudRules[config.cloud].publicIpSkus.find((one) => one.id === wanted)
  if (!rule?.retired) return balancers
  // Nothing of a retired SKU can be made anew, so its pools must last for as many VMs as there may be.
  const { retired: why, label: sku } = rule
  const short = interfaces.flatMap((nic): NicProblem[] => {
    const missing = config.capacity.maximum - nic.publicIpPool.length
    return nic.publicIp && missing > 0
      ? [{ nic: nic.name, problem: { kind: 'sku-retired', sku, why, missing } }]
      : []
  })
  return [...balancers, ...short]
}

/** Z8: may a public IP that exists be a member of the group's pools, whoever holds it? */
export function publicIpMisfit(config: PooledConfig, publicIp: PublicIp): PublicIpProblem | null {
  const { id: publicIpId, address, region, traits } = publicIp
  const { publicIpSku: wanted, zones } = config.persistence
  if (region !== config.region) return { kind: 'public-ip-other-region', publicIpId, region }
  if (!traits) return { kind: 'unknown-public-ip', publicIpId }
  if (traits.method !== 'static') return { kind: 'public-ip-dynamic', publicIpId, address }
  if (traits.sku !== wanted)
    return { kind: 'public-ip-other-sku', publicIpId, address, sku: traits.sku, wanted }
  if (zones.length === 0 || isZoneRedundant(traits)) return null
  return traits.zones.some((zone) => zones.includes(zone))
    ? null
    : { kind: 'public-ip-outside-zones', publicIpId, address, zones: traits.zones, wanted: zones }
}
