import { addressIn, FIRST_USABLE, type SampleSubnet, sampleId } from './sample-inventory'

const ACCOUNT = '123456789012'

/** Who the interfaces of an ordinary account belong to, in turn. */
const KINDS = ['instance', 'load-balancer', 'lambda', 'database', 'nodes', 'nat'] as const

type Kind = (typeof KINDS)[number]

const DESCRIPTIONS: { readonly [K in Kind]: (n: number) => string } = {
  instance: () => '',
  'load-balancer': (n) => `ELB app/checkout-${n % 7}/50dc6c495c0c91${(n % 90) + 10}`,
  lambda: (n) => `AWS Lambda VPC ENI-orders-${n % 31}-3f0c2a51-8a2f-4b0a-9d1f-6f6f4a5d${(n % 9000) + 1000}`,
  database: () => 'RDSNetworkInterface',
  nodes: (n) => `aws-K8S-${sampleId('i', n)}`,
  nat: (n) => `Interface for NAT Gateway ${sampleId('nat', n)}`,
}

const TYPES: { readonly [K in Kind]: string } = {
  instance: 'interface',
  'load-balancer': 'interface',
  lambda: 'lambda',
  database: 'interface',
  nodes: 'interface',
  nat: 'nat_gateway',
}

/**
 * One interface as the CLI prints it. `offset` is its place among those of its subnet:
 *
 *   4 … 3503 primary   3510 … 3843 secondary of Kubernetes nodes   3904 … 4047 a /28 of every 34th node
 */
export function sampleInterface(subnet: SampleSubnet, n: number, offset: number, ownerTag: string) {
  const kind = KINDS[n % KINDS.length] ?? 'instance'
  const primary = addressIn(subnet.cidr, offset + FIRST_USABLE)
  const isNode = kind === 'nodes'
  const secondary = isNode && offset < 2000 ? [addressIn(subnet.cidr, 3510 + Math.floor(offset / 6))] : []
  const prefix =
    isNode && offset % 204 === 4 && offset < 1800
      ? [addressIn(subnet.cidr, 3904 + 16 * Math.floor(offset / 204))]
      : []
  const dns = (address: string) => `ip-${address.replaceAll('.', '-')}.ec2.internal`
  const isFree = kind === 'instance' && n % 24 === 18
  return {
    ...(!isFree && { Attachment: sampleAttachment(kind, n) }),
    AvailabilityZone: subnet.zone,
    Description: DESCRIPTIONS[kind](n),
    Groups: [{ GroupId: sampleId('sg', 1), GroupName: 'cassandra-nodes' }],
    InterfaceType: TYPES[kind],
    Ipv6Addresses:
      n % 12 === 0 ? [{ Ipv6Address: addressIn(subnet.ipv6, offset + 16), IsPrimaryIpv6: false }] : [],
    MacAddress: `0e:${[24, 16, 8, 0].map((shift) => ((n >>> shift) & 255).toString(16).padStart(2, '0')).join(':')}:5d`,
    NetworkInterfaceId: sampleId('eni', n),
    OwnerId: ACCOUNT,
    PrivateDnsName: dns(primary),
    PrivateIpAddress: primary,
    PrivateIpAddresses: [primary, ...secondary].map((address, i) => ({
      Primary: i === 0,
      PrivateDnsName: dns(address),
      PrivateIpAddress: address,
    })),
    ...(prefix.length > 0 && { Ipv4Prefixes: prefix.map((base) => ({ Ipv4Prefix: `${base}/28` })) }),
    RequesterId: kind === 'instance' ? 'AIDAJDPLRKLG7UEXAMPLE' : 'amazon-elb',
    RequesterManaged: kind !== 'instance' && kind !== 'nodes',
    SourceDestCheck: kind !== 'nat',
    Status: isFree ? 'available' : 'in-use',
    SubnetId: subnet.id,
    TagSet: tagsOf(kind, n, ownerTag),
    VpcId: subnet.vpcId,
    Operator: { Managed: false },
  }
}

const tagsOf = (kind: Kind, n: number, ownerTag: string) => {
  // One in a hundred instances is a stateful one of some Holdfast.
  if (kind === 'instance' && n % 600 === 6)
    return [{ Key: ownerTag, Value: `ssi-${n.toString(16).padStart(8, '0')}` }]
  if (kind === 'instance') return [{ Key: 'Name', Value: `orders-${n}` }]
  return kind === 'nodes' ? [{ Key: 'node.k8s.amazonaws.com/instance_id', Value: sampleId('i', n) }] : []
}

const sampleAttachment = (kind: Kind, n: number) => {
  const isInstance = kind === 'instance' || kind === 'nodes'
  return {
    AttachTime: '2025-03-04T09:15:02+00:00',
    AttachmentId: isInstance ? sampleId('eni-attach', n) : sampleId('ela-attach', n),
    DeleteOnTermination: isInstance,
    DeviceIndex: isInstance ? 0 : 1,
    NetworkCardIndex: 0,
    ...(isInstance && { InstanceId: sampleId('i', n) }),
    InstanceOwnerId: isInstance ? ACCOUNT : 'amazon-aws',
    Status: 'attached',
  }
}
