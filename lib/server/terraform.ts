import { formatAddress } from '@/lib/domain/address'
import type { GroupConfig } from '@/lib/domain/group'
import { eachMember, poolSize } from '@/lib/domain/pool'
import { poolOf } from '@/lib/domain/pool-members'
import type { Subnet } from '@/lib/domain/subnet'

/** Longer pools are cut with a comment: nobody reads 65,536 quoted addresses, and Terraform takes a local file. */
const MOST_MEMBERS = 1_000

/** The configuration as a `spotinst_elastigroup_aws` resource: the provider's attribute names. */
export function terraformOf(config: GroupConfig, subnets: readonly Subnet[]): string {
  const zones = new Map<string, string[]>()
  for (const id of config.subnetIds) {
    const zone = subnets.find((subnet) => subnet.id === id)?.zone ?? 'unknown'
    zones.set(zone, [...(zones.get(zone) ?? []), id])
  }
  const [onDemand] = config.compute.instanceTypes
  const lines = [
    `resource "spotinst_elastigroup_aws" ${quoted(config.name.replace(/[^A-Za-z0-9_-]/g, '_'))} {`,
    `  name    = ${quoted(config.name)}`,
    '  product = "Linux/UNIX"',
    `  region  = ${quoted(config.region)}`,
    '',
    `  subnet_ids = ${listOf(config.subnetIds, 2)}`,
    `  # ${[...zones].map(([zone, ids]) => `${zone}: ${ids.join(', ')}`).join('; ')}`,
    '',
    `  min_size         = ${config.capacity.minimum}`,
    `  desired_capacity = ${config.capacity.target}`,
    `  max_size         = ${config.capacity.maximum}`,
    '',
    `  image_id               = ${quoted(config.compute.imageId)}`,
    `  instance_types_ondemand = ${quoted(onDemand ?? '')}`,
    `  instance_types_spot    = ${listOf(config.compute.instanceTypes, 2)}`,
    `  security_groups        = ${listOf(config.compute.securityGroupIds, 2)}`,
    '',
    ...persistence(config),
    '}',
  ]
  return `${lines.join('\n')}\n`
}

function persistence(config: GroupConfig): string[] {
  const lines = [`  persist_private_ip = ${config.maintainPrivateIp}`]
  const members = [...firstMembers(config)]
  if (members.length > 0) {
    const left = poolSize(poolOf(config)) - members.length
    if (left > 0) lines.push(`  # and ${left.toLocaleString('en')} more addresses of the private IP pool`)
    lines.push(`  private_ips = ${listOf(members, 2)}`)
  }
  if (config.publicIpPool.length > 0) lines.push(`  elastic_ips = ${listOf(config.publicIpPool, 2)}`)
  return lines
}

function* firstMembers(config: GroupConfig): Generator<string> {
  let given = 0
  for (const address of eachMember(poolOf(config))) {
    if (given === MOST_MEMBERS) return
    given += 1
    yield formatAddress(address)
  }
}

const quoted = (text: string): string => JSON.stringify(text).replaceAll('${', '$${')

function listOf(items: readonly string[], indent: number): string {
  if (items.length < 3) return `[${items.map(quoted).join(', ')}]`
  const pad = ' '.repeat(indent + 2)
  return `[\n${items.map((item) => `${pad}${quoted(item)},`).join('\n')}\n${' '.repeat(indent)}]`
}
