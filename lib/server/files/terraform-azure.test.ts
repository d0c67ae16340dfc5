import { expect, test } from 'vitest'
import type { PooledConfig } from '@/lib/domain/group'
import {
  AZURE_BALANCERS,
  AZURE_GROUPS,
  AZURE_PUBLIC_IPS,
  azureGroupConfig,
  azureInventory,
  azureNic,
} from '@/lib/testing/azure-worlds'
import { networkJson } from './network-json'
import { type Named, NOTHING_NAMED } from './resource-names'
import { terraformOf } from './terraform'

const inventory = azureInventory()
const all = [
  ...[...inventory.virtualNetworks, ...inventory.subnets, ...inventory.securityGroups],
  ...[...inventory.publicIps, ...inventory.loadBalancers],
]
const named: Named = { ...NOTHING_NAMED, names: new Map(all.map(({ id, name }) => [id, name])) }
const config: PooledConfig = azureGroupConfig({
  zones: ['1', '3'],
  loadBalancerIds: [AZURE_BALANCERS.web],
  interfaces: [
    azureNic({
      ...{ pool: '10.20.1.100-102', publicIp: true, publicIpPool: [AZURE_PUBLIC_IPS.zone1.id] },
      networkSecurityGroupId: AZURE_GROUPS.web.id,
      applicationSecurityGroupIds: [AZURE_GROUPS.webServers.id],
    }),
    azureNic({ name: 'eth1', primary: false }),
  ],
})

/** Of the provider's schema, by block: what it requires, and what of the rest stands for a setting of ours. */
const ATTRIBUTES: Record<string, string[]> = {
  '': [
    ...['name', 'resource_group_name', 'region', 'os', 'zones', 'min_size', 'desired_capacity', 'max_size'],
    ...['spot_percentage', 'fallback_to_on_demand'],
  ],
  vm_sizes: ['od_sizes', 'spot_sizes'],
  marketplace: ['publisher', 'offer', 'sku', 'version'],
  custom: ['resource_group_name', 'image_name'],
  gallery_image: ['resource_group_name', 'gallery_name', 'image_name', 'version'],
  image: [],
  network: ['resource_group_name', 'virtual_network_name'],
  network_interfaces: [
    'subnet_name',
    'is_primary',
    'assign_public_ip',
    'public_ip_sku',
    'private_ip_addresses',
  ],
  security_group: ['resource_group_name', 'name'],
  application_security_group: ['resource_group_name', 'name'],
  public_ips: ['resource_group_name', 'name'],
  load_balancer: ['type', 'resource_group_name', 'name', 'sku'],
}

/** Every attribute with the block that it stands in. */
function attributesOf(text: string): string[] {
  const open: string[] = []
  return text.split('\n').flatMap((line) => {
    const block = /^ {2,}([a-z_]+) \{$/.exec(line)?.[1]
    if (block) open.push(block)
    if (/^ {2,}\}$/.test(line)) open.pop()
    const name = /^ *([a-z_]+) += /.exec(line)?.[1]
    return name ? [`${open.at(-1) ?? ''}.${name}`] : []
  })
}

const KNOWN = Object.entries(ATTRIBUTES).flatMap(([block, names]) => names.map((name) => `${block}.${name}`))

test('every attribute is one of the provider’s, in its block, and none of ours is missing', () => {
  const text = terraformOf(config, named)
  const found = new Set(attributesOf(text))
  const ours = KNOWN.filter((one) => !/^(custom|gallery_image)\./.test(one))
  expect([...found].toSorted()).toEqual(ours.toSorted())
  expect(text).toContain('resource "spotinst_elastigroup_azure_v3" "web-pool" {')
  expect(text.match(/network_interfaces \{/g)).toHaveLength(2)
  expect(text).toContain('private_ip_addresses = [\n        "10.20.1.100",')
})

test('images of one’s own and of a gallery are named by the parts of their path', () => {
  const path = '/subscriptions/0/resourceGroups/images-rg/providers/Microsoft.Compute'
  const of = (imageId: string) => {
    const text = terraformOf({ ...config, compute: { ...config.compute, imageId } }, named)
    expect(attributesOf(text).filter((one) => !KNOWN.includes(one))).toEqual([])
    return text
  }
  expect(of(`${path}/images/golden`)).toMatch(
    /custom \{\n +resource_group_name = "images-rg"\n +image_name +=/,
  )
  expect(of(`${path}/galleries/g/images/golden/versions/1.2.3`)).toMatch(/gallery_name +=[^}]+version +=/)
})

test('the network’s JSON has the field names of the interface that it stands for', () => {
  const json = networkJson(config, named)
  expect(json).toEqual({
    resourceGroupName: 'holdfast-demo',
    virtualNetworkName: 'ZonalVirtualNetwork',
    networkInterfaces: [
      {
        isPrimary: true,
        subnetName: 'web',
        assignPublicIp: true,
        publicIpSku: 'Standard',
        securityGroup: { resourceGroupName: 'holdfast-demo', name: 'web-nsg' },
        applicationSecurityGroups: [{ resourceGroupName: 'holdfast-demo', name: 'web-servers' }],
        privateIpAddresses: ['10.20.1.100', '10.20.1.101', '10.20.1.102'],
        publicIps: [{ resourceGroupName: 'holdfast-demo', name: 'PublicIP-Zone1' }],
      },
      {
        ...{ isPrimary: false, subnetName: 'web', assignPublicIp: false, publicIpSku: null },
        ...{ securityGroup: null, applicationSecurityGroups: [], privateIpAddresses: [], publicIps: [] },
      },
    ],
  })
})

test('what the inventory does not know any more is named by the end of its id', () => {
  expect(networkJson(config, NOTHING_NAMED).virtualNetworkName).toBe('zonalvirtualnetwork')
})
