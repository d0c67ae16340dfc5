import { cidr } from '@/lib/domain/cidr'
import type { NicConfig, PooledConfig, PooledPersistence } from '@/lib/domain/group'
import { parsePool } from '@/lib/domain/pool'
import type { PublicIp, PublicIpTraits, Subnet } from '@/lib/domain/subnet'

const REGION = 'westeurope'
const RESOURCES = '/subscriptions/0000/resourcegroups/net/providers/microsoft.network'
const NETWORK = `${RESOURCES}/virtualnetworks/testvirtualnetwork`

export const pooledSubnet = (name: string, block: string): Subnet => ({
  id: `${NETWORK}/subnets/${name.toLowerCase()}`,
  virtualNetworkId: NETWORK,
  ...{ cloud: 'azure', region: REGION, zone: null, name, cidrs: [cidr(block)] },
})

export const staticIp = (
  name: string,
  zones: readonly string[] = [],
  over: Partial<PublicIpTraits> = {},
): PublicIp => ({
  id: `${RESOURCES}/publicipaddresses/${name}`,
  ...{ cloud: 'azure', region: REGION, name, association: null },
  address: `20.50.0.${name.length}`,
  traits: { sku: 'standard', method: 'static', zones, ...over },
})

/** What a test may change of an interface; `pool` is text. */
type NicChange = Partial<Omit<NicConfig, 'privateIpPool'>> & { readonly pool?: string }

export const nicConfig = (subnet: Subnet, { pool = '', ...over }: NicChange = {}): NicConfig => ({
  ...{ name: 'eth0', subnetId: subnet.id, primary: true, networkSecurityGroupId: null },
  ...{ applicationSecurityGroupIds: [], publicIp: false, publicIpPool: [] },
  privateIpPool: parsePool(pool).entries,
  ...over,
})

export const pooledConfig = (
  interfaces: readonly NicConfig[],
  target: number,
  over: Partial<PooledConfig> & { readonly pooled?: Partial<PooledPersistence> } = {},
): PooledConfig => {
  const { pooled, ...rest } = over
  return {
    ...{ name: 'web-scale', cloud: 'azure', region: REGION, virtualNetworkId: NETWORK },
    capacity: { minimum: 0, target, maximum: 50 },
    compute: {
      imageId: 'Canonical:ubuntu:22_04-lts:latest',
      instanceTypes: ['Standard_D8s_v5'],
      securityGroupIds: [],
    },
    persistence: {
      ...{ kind: 'pooled', resourceGroup: 'net', zones: [], publicIpSku: 'standard' },
      ...{ loadBalancerIds: [], interfaces },
      ...pooled,
    },
    coolingSeconds: 300,
    ...rest,
  }
}
