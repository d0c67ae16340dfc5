import { expect, test } from 'vitest'
import { DEFAULT_COOLING_SECONDS, type StatefulConfig } from '@/lib/domain/group'
import { parsePool } from '@/lib/domain/pool'
import { ASKS_NOTHING } from '@/lib/server/doors/wizard-config'
import { NOTHING_NAMED } from './resource-names'
import { terraformOf } from './terraform'

const config: StatefulConfig = {
  ...ASKS_NOTHING,
  name: '3.cassandra',
  region: 'us-east-1',
  capacity: { minimum: 0, target: 2, maximum: 4 },
  compute: { imageId: 'ami-1', instanceTypes: ['r6i.large', 'r7g.large'], securityGroupIds: ['sg-1'] },
  persistence: {
    ...ASKS_NOTHING.persistence,
    subnetIds: ['subnet-1'],
    privateIpPool: parsePool('10.0.1.16-17').entries,
    publicIpPool: ['eipalloc-1'],
  },
}

/** Of the provider's schema: what it requires, and what of the rest stands for a setting of ours. */
const REQUIRED = [
  'name',
  'product',
  'desired_capacity',
  'security_groups',
  'instance_types_ondemand',
  'instance_types_spot',
  'fallback_to_ondemand',
  'orientation',
]
const OPTIONAL = [
  'region',
  'subnet_ids',
  'min_size',
  'max_size',
  'image_id',
  'spot_percentage',
  'persist_private_ip',
  'private_ips',
  'elastic_ips',
]

test('every attribute is one of the provider, and none that it requires is missing', () => {
  const text = terraformOf(config, NOTHING_NAMED)
  const names = [...text.matchAll(/^ {2}([a-z_]+) +=/gm)].map(([, name]) => name ?? '')
  expect(names.toSorted()).toEqual([...REQUIRED, ...OPTIONAL].toSorted())
  expect(text).toContain('resource "spotinst_elastigroup_aws" "_3_cassandra" {')
  expect(text).toContain('  private_ips = ["10.0.1.16", "10.0.1.17"]')
})

test('what is not used is not written', () => {
  const nothing = { maintainPrivateIp: false, privateIpPool: [], publicIpPool: [] }
  const text = terraformOf({ ...config, persistence: { ...config.persistence, ...nothing } }, NOTHING_NAMED)
  expect(text).toContain('persist_private_ip = false')
  expect(text).not.toMatch(/private_ips|elastic_ips/)
})

test('what the provider has no attribute for is told as a comment, where it is chosen', () => {
  const asItIs = { ...config, coolingSeconds: DEFAULT_COOLING_SECONDS }
  expect(terraformOf(asItIs, NOTHING_NAMED)).not.toContain('Set in Holdfast')
  const retention = { days: 30, poolMembers: true }
  const chosen = { ...config, coolingSeconds: 60, persistence: { ...config.persistence, retention } }
  expect(terraformOf(chosen, NOTHING_NAMED)).toContain(
    '  # Set in Holdfast, no attribute of the provider: released addresses rest 60 s; paused instances are released after 30 days, those of pool members, too',
  )
})
