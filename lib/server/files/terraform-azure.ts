import { formatAddress } from '@/lib/domain/address'
import type { Compute, NicConfig, PooledConfig } from '@/lib/domain/group'
import { eachMember, poolSize } from '@/lib/domain/pool'
import { aligned, block, listOf, quoted, resourceName } from './hcl'
import { skuName, usedPublicIps } from './network-json'
import { type Named, type ResourceRef, refOf } from './resource-names'
import { oursAlone } from './terraform-notes'

/** Longer pools are cut with a comment: nobody reads 65,536 quoted addresses, and Terraform takes a local file. */
const MOST_MEMBERS = 1_000

/** `spotinst_elastigroup_azure_v3` */
export function terraformAzure(config: PooledConfig, named: Named): string {
  const { capacity, compute, persistence } = config
  const lines = [
    `resource "spotinst_elastigroup_azure_v3" ${quoted(resourceName(config.name))} {`,
    ...aligned([
      ['name', quoted(config.name)],
      ['resource_group_name', quoted(persistence.resourceGroup)],
      ['region', quoted(config.region)],
      ['os', quoted('Linux')],
      ...(persistence.zones.length > 0 ? [['zones', listOf(persistence.zones, 2)] as const] : []),
    ]),
    '',
    ...aligned([
      ['min_size', `${capacity.minimum}`],
      ['desired_capacity', `${capacity.target}`],
      ['max_size', `${capacity.maximum}`],
    ]),
    '',
    // The provider requires these; the configuration is silent about them, so they are what it takes by itself.
    ...aligned([
      ['spot_percentage', '100'],
      ['fallback_to_on_demand', 'true'],
    ]),
    ...block(
      'vm_sizes',
      aligned(
        [
          ['od_sizes', listOf(compute.instanceTypes, 4)],
          ['spot_sizes', listOf(compute.instanceTypes, 4)],
        ],
        4,
      ),
    ),
    ...block('image', imageLines(compute)),
    ...block('network', networkLines(config, named)),
    ...persistence.loadBalancerIds.flatMap((id) => loadBalancer(id, config, named)),
    '',
    '  # The provider also wants a login block; Holdfast keeps no credentials.',
    ...oursAlone(config),
    '}',
  ]
  return `${lines.join('\n')}\n`
}

function imageLines({ imageId }: Compute): string[] {
  const parts = imageId.split(':')
  if (parts.length === 4) {
    const [publisher = '', offer = '', sku = '', version = ''] = parts
    const named = Object.entries({ publisher, offer, sku, version })
    return inner(
      'marketplace',
      named.map(([name, value]) => [name, quoted(value)] as const),
    )
  }
  const path = pathOf(imageId)
  const group = ['resource_group_name', quoted(path('resourceGroups'))] as const
  const gallery = path('galleries')
  if (gallery !== '')
    return inner('gallery_image', [
      group,
      ['gallery_name', quoted(gallery)],
      ['image_name', quoted(path('images'))],
      ['version', quoted(path('versions') || 'latest')],
    ])
  return inner('custom', [group, ['image_name', quoted(path('images'))]])
}

/** What follows a segment of a resource's path: `…/images/golden` → golden. */
function pathOf(id: string): (segment: string) => string {
  const parts = id.split('/')
  return (segment) => {
    const at = parts.findIndex((part) => part.toLowerCase() === segment.toLowerCase())
    return at < 0 ? '' : (parts[at + 1] ?? '')
  }
}

const inner = (name: string, attributes: readonly (readonly [string, string])[]): string[] => [
  `    ${name} {`,
  ...aligned(attributes, 6),
  '    }',
]

function networkLines(config: PooledConfig, named: Named): string[] {
  const network = refOf(config, named, config.virtualNetworkId)
  return [
    ...aligned(
      [
        ['resource_group_name', quoted(network.resourceGroupName)],
        ['virtual_network_name', quoted(network.name)],
      ],
      4,
    ),
    ...config.persistence.interfaces.flatMap((nic) =>
      block('network_interfaces', nicLines(nic, config, named), 4),
    ),
  ]
}

function nicLines(nic: NicConfig, config: PooledConfig, named: Named): string[] {
  const members = firstMembers(nic)
  const left = poolSize(nic.privateIpPool) - members.length
  const refs = (ids: readonly string[]): ResourceRef[] => ids.map((id) => refOf(config, named, id))
  const blocks: [name: string, refs: readonly ResourceRef[]][] = [
    ['security_group', refs(nic.networkSecurityGroupId ? [nic.networkSecurityGroupId] : [])],
    ['application_security_group', refs(nic.applicationSecurityGroupIds)],
    ['public_ips', refs(usedPublicIps(nic))],
  ]
  return [
    ...(left > 0 ? [`      # and ${left.toLocaleString('en')} more addresses of the private IP pool`] : []),
    ...aligned(
      [
        ['subnet_name', quoted(refOf(config, named, nic.subnetId).name)],
        ['is_primary', `${nic.primary}`],
        ['assign_public_ip', `${nic.publicIp}`],
        ...(nic.publicIp ? [['public_ip_sku', quoted(skuName(config))] as const] : []),
        ...(members.length > 0 ? [['private_ip_addresses', listOf(members, 6)] as const] : []),
      ],
      6,
    ),
    ...blocks.flatMap(([name, each]) => each.flatMap((ref) => block(name, refLines(ref), 6))),
  ]
}

const refLines = ({ resourceGroupName, name }: ResourceRef): string[] =>
  aligned(
    [
      ['resource_group_name', quoted(resourceGroupName)],
      ['name', quoted(name)],
    ],
    8,
  )

function firstMembers(nic: NicConfig): string[] {
  const found: string[] = []
  for (const address of eachMember(nic.privateIpPool)) {
    if (found.length === MOST_MEMBERS) break
    found.push(formatAddress(address))
  }
  return found
}

function loadBalancer(id: string, config: PooledConfig, named: Named): string[] {
  const ref = refOf(config, named, id)
  return block(
    'load_balancer',
    aligned(
      [
        ['type', quoted('loadBalancer')],
        ['resource_group_name', quoted(ref.resourceGroupName)],
        ['name', quoted(ref.name)],
        ['sku', quoted(skuName(config))],
      ],
      4,
    ),
  )
}
