import { formatAddress } from '@/lib/domain/address'
import { isPooled, statefulOf } from '@/lib/domain/config-parts'
import type { GroupConfig, StatefulConfig } from '@/lib/domain/group'
import { eachMember, poolSize } from '@/lib/domain/pool'
import { poolOf } from '@/lib/domain/pool-members'
import type { Subnet } from '@/lib/domain/subnet'
import { aligned, listOf, quoted, resourceName } from './hcl'
import type { Named } from './resource-names'
import { terraformAzure } from './terraform-azure'
import { oursAlone } from './terraform-notes'

/** Longer pools are cut with a comment: nobody reads 65,536 quoted addresses, and Terraform takes a local file. */
const MOST_MEMBERS = 1_000

/** The configuration as a resource of the provider, with its attribute names. */
export const terraformOf = (config: GroupConfig, named: Named): string =>
  isPooled(config) ? terraformAzure(config, named) : terraformAws(statefulOf(config), named.subnets)

/** `spotinst_elastigroup_aws` */
function terraformAws(config: StatefulConfig, subnets: readonly Subnet[]): string {
  const zones = new Map<string, string[]>()
  for (const id of config.persistence.subnetIds) {
    const zone = subnets.find((subnet) => subnet.id === id)?.zone ?? 'unknown'
    zones.set(zone, [...(zones.get(zone) ?? []), id])
  }
  const { capacity, compute } = config
  const lines = [
    `resource "spotinst_elastigroup_aws" ${quoted(resourceName(config.name))} {`,
    ...aligned([
      ['name', quoted(config.name)],
      ['product', quoted('Linux/UNIX')],
      ['region', quoted(config.region)],
    ]),
    '',
    `  # ${[...zones].map(([zone, ids]) => `${zone}: ${ids.join(', ')}`).join('; ')}`,
    `  subnet_ids = ${listOf(config.persistence.subnetIds, 2)}`,
    '',
    ...aligned([
      ['min_size', `${capacity.minimum}`],
      ['desired_capacity', `${capacity.target}`],
      ['max_size', `${capacity.maximum}`],
    ]),
    '',
    ...aligned([
      ['image_id', quoted(compute.imageId)],
      ['instance_types_ondemand', quoted(compute.instanceTypes[0] ?? '')],
      ['instance_types_spot', listOf(compute.instanceTypes, 2)],
      ['security_groups', listOf(compute.securityGroupIds, 2)],
    ]),
    '',
    // The provider requires these; the configuration is silent about them, so they are what it takes by itself.
    ...aligned([
      ['orientation', quoted('balanced')],
      ['spot_percentage', '100'],
      ['fallback_to_ondemand', 'true'],
    ]),
    '',
    ...persistence(config),
    ...oursAlone(config),
    '}',
  ]
  return `${lines.join('\n')}\n`
}

function persistence(config: StatefulConfig): string[] {
  const lines = [`  persist_private_ip = ${config.persistence.maintainPrivateIp}`]
  const members = [...firstMembers(config)]
  if (members.length > 0) {
    const left = poolSize(poolOf(config)) - members.length
    if (left > 0) lines.push(`  # and ${left.toLocaleString('en')} more addresses of the private IP pool`)
    lines.push(`  private_ips = ${listOf(members, 2)}`)
  }
  const { publicIpPool } = config.persistence
  if (publicIpPool.length > 0) lines.push(`  elastic_ips = ${listOf(publicIpPool, 2)}`)
  return lines
}

function* firstMembers(config: StatefulConfig): Generator<string> {
  let given = 0
  for (const address of eachMember(poolOf(config))) {
    if (given === MOST_MEMBERS) return
    given += 1
    yield formatAddress(address)
  }
}
