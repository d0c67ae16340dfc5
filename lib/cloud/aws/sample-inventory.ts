import { formatAddress } from '@/lib/domain/address'
import { cidrFirst, cidrSize, parseCidr } from '@/lib/domain/cidr'
import { OWNER_TAG } from '@/lib/domain/inventory'
import { sampleInterface } from './sample-interface'

/**
 * An account as `aws ec2 describe-…` prints it, for tests, benchmarks and the files in e2e/fixtures/aws-cli. The same
 * wish gives the same bytes.
 */
export type SampleWish = {
  readonly region: string
  /** Subnets of /20, three zones in turn, as many as the interfaces need; a VPC for every 16 of them. */
  readonly interfaces: number
  readonly elasticIps: number
  /** Items per page; pages of one file stand behind each other, all but the last with a NextToken. */
  readonly pageSize?: number
}

export type SampleFiles = {
  readonly vpcs: string
  readonly subnets: string
  readonly interfaces: string
  readonly addresses: string
  readonly securityGroups: string
}

const SUBNETS_PER_VPC = 16
/** Primary ones; the other addresses of a /20 are for secondary ones and prefixes. */
const INTERFACES_PER_SUBNET = 3500
const ACCOUNT = '123456789012'
const ZONES = ['a', 'b', 'c'] as const

/** A made-up id of AWS's length, a different one for every number: multiplying by an odd number loses nothing. */
export const sampleId = (prefix: string, n: number): string =>
  `${prefix}-0${scramble(n, 2_654_435_761)}${scramble(n, 2_246_822_519)}`

const scramble = (n: number, by: number): string =>
  (((n + 1) * by) % 4_294_967_296).toString(16).padStart(8, '0')

export type SampleSubnet = {
  readonly index: number
  readonly id: string
  readonly vpcId: string
  readonly region: string
  readonly zone: string
  readonly cidr: string
  readonly ipv6: string
}

/** The five outputs. */
export function sampleInventory(wish: SampleWish): SampleFiles {
  const subnets = sampleSubnets(wish)
  const vpcIds = [...new Set(subnets.map((subnet) => subnet.vpcId))]
  const interfaces = Array.from({ length: wish.interfaces }, (_, i) => {
    const subnet = subnets[Math.floor(i / INTERFACES_PER_SUBNET)]
    if (!subnet) throw new Error('More interfaces than subnets for them')
    return sampleInterface(subnet, i, i % INTERFACES_PER_SUBNET, OWNER_TAG)
  })
  const write = (key: string, items: readonly unknown[]) =>
    pages(key, items, wish.pageSize ?? Number.POSITIVE_INFINITY)
  return {
    vpcs: write(
      'Vpcs',
      vpcIds.map((id, i) => sampleVpc(id, i, wish.region)),
    ),
    subnets: write('Subnets', subnets.map(sampleSubnet)),
    interfaces: write('NetworkInterfaces', interfaces),
    addresses: write(
      'Addresses',
      Array.from({ length: wish.elasticIps }, (_, i) => sampleElasticIp(i, wish, subnets)),
    ),
    securityGroups: write(
      'SecurityGroups',
      vpcIds.flatMap((id, i) =>
        ['default', 'cassandra-nodes'].map((name, j) => sampleGroup(id, i * 2 + j, name, wish.region)),
      ),
    ),
  }
}

/** Four spaces, as the CLI indents. */
function pages(key: string, items: readonly unknown[], pageSize: number): string {
  const texts: string[] = []
  for (let from = 0; from === 0 || from < items.length; from += pageSize) {
    const page = { [key]: items.slice(from, from + pageSize) }
    const more = from + pageSize < items.length ? { NextToken: `eyJOZXh0VG9rZW4iOiBudWxsLCAi${from}` } : {}
    texts.push(`${JSON.stringify({ ...page, ...more }, null, 4)}\n`)
  }
  return texts.join('')
}

function sampleSubnets({ region, interfaces }: SampleWish): SampleSubnet[] {
  const wanted = Math.max(3, Math.ceil(interfaces / INTERFACES_PER_SUBNET))
  return Array.from({ length: wanted }, (_, index) => {
    const vpc = Math.floor(index / SUBNETS_PER_VPC)
    return {
      index,
      id: sampleId('subnet', index),
      vpcId: sampleId('vpc', vpc),
      region,
      zone: `${region}${ZONES[index % ZONES.length]}`,
      cidr: `10.${vpc}.${(index % SUBNETS_PER_VPC) * 16}.0/20`,
      ipv6: `2600:1f18:${(vpc + 1).toString(16)}:${(index % SUBNETS_PER_VPC).toString(16)}00::/64`,
    }
  })
}

/** The address at an offset into a CIDR. */
export function addressIn(cidr: string, offset: number): string {
  const block = parseCidr(cidr)
  if (!block.ok || BigInt(offset) >= cidrSize(block.value)) throw new Error(`No address ${offset} in ${cidr}`)
  const first = cidrFirst(block.value)
  return formatAddress({ family: first.family, value: first.value + BigInt(offset) })
}

const sampleVpc = (id: string, i: number, region: string) => ({
  OwnerId: ACCOUNT,
  InstanceTenancy: 'default',
  Ipv6CidrBlockAssociationSet: [
    {
      AssociationId: sampleId('vpc-cidr-assoc', i + 500),
      Ipv6CidrBlock: `2600:1f18:${(i + 1).toString(16)}::/56`,
      Ipv6CidrBlockState: { State: 'associated' },
      NetworkBorderGroup: region,
      Ipv6Pool: 'Amazon',
    },
  ],
  CidrBlockAssociationSet: [
    {
      AssociationId: sampleId('vpc-cidr-assoc', i),
      CidrBlock: `10.${i}.0.0/16`,
      CidrBlockState: { State: 'associated' },
    },
  ],
  IsDefault: false,
  Tags: [{ Key: 'Name', Value: i === 0 ? 'production' : `production-${i + 1}` }],
  BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
  VpcId: id,
  State: 'available',
  CidrBlock: `10.${i}.0.0/16`,
  DhcpOptionsId: sampleId('dopt', 0),
})

const sampleSubnet = (subnet: SampleSubnet) => ({
  AvailabilityZoneId: `use1-az${(subnet.index % ZONES.length) + 1}`,
  MapCustomerOwnedIpOnLaunch: false,
  OwnerId: ACCOUNT,
  AssignIpv6AddressOnCreation: false,
  Ipv6CidrBlockAssociationSet: [
    {
      AssociationId: sampleId('subnet-cidr-assoc', subnet.index),
      Ipv6CidrBlock: subnet.ipv6,
      Ipv6CidrBlockState: { State: 'associated' },
    },
  ],
  Tags: [{ Key: 'Name', Value: `private-${subnet.zone.at(-1)}-${subnet.index + 1}` }],
  SubnetArn: `arn:aws:ec2:${subnet.region}:${ACCOUNT}:subnet/${subnet.id}`,
  EnableDns64: false,
  Ipv6Native: false,
  PrivateDnsNameOptionsOnLaunch: {
    HostnameType: 'ip-name',
    EnableResourceNameDnsARecord: false,
    EnableResourceNameDnsAAAARecord: false,
  },
  SubnetId: subnet.id,
  State: 'available',
  VpcId: subnet.vpcId,
  CidrBlock: subnet.cidr,
  AvailableIpAddressCount: 4091,
  AvailabilityZone: subnet.zone,
  DefaultForAz: false,
  MapPublicIpOnLaunch: false,
})

const sampleGroup = (vpcId: string, n: number, name: string, region: string) => ({
  GroupId: sampleId('sg', n),
  IpPermissionsEgress: [
    {
      IpProtocol: '-1',
      UserIdGroupPairs: [],
      IpRanges: [{ CidrIp: '0.0.0.0/0' }],
      Ipv6Ranges: [],
      PrefixListIds: [],
    },
  ],
  VpcId: vpcId,
  SecurityGroupArn: `arn:aws:ec2:${region}:${ACCOUNT}:security-group/${sampleId('sg', n)}`,
  OwnerId: ACCOUNT,
  GroupName: name,
  Description: name === 'default' ? 'default VPC security group' : 'Gossip and CQL between nodes',
  IpPermissions: [],
})

/** Every third one is associated: with the instance's interface of the same number. */
function sampleElasticIp(i: number, { region, interfaces }: SampleWish, subnets: readonly SampleSubnet[]) {
  const [subnet] = subnets
  const target = i * 6
  const isAssociated =
    subnet !== undefined && i % 3 === 0 && target < Math.min(interfaces, INTERFACES_PER_SUBNET)
  const association = isAssociated && {
    InstanceId: sampleId('i', target),
    AssociationId: sampleId('eipassoc', i),
    NetworkInterfaceId: sampleId('eni', target),
    NetworkInterfaceOwnerId: ACCOUNT,
    PrivateIpAddress: addressIn(subnet.cidr, target + FIRST_USABLE),
  }
  return {
    ...association,
    AllocationId: sampleId('eipalloc', i),
    Domain: 'vpc',
    Tags: [{ Key: 'Name', Value: `cassandra-${i + 1}` }],
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: region,
    PublicIp: addressIn('52.0.0.0/11', i * 97 + 10),
  }
}

/** AWS keeps the first four addresses of a subnet. */
export const FIRST_USABLE = 4
